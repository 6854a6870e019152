from bot.playground.server import Playground
from tests.playground.clients import Bot, MemberClient


async def test_a_server_is_read_with_its_roles(bot: Bot, playground: Playground) -> None:
    guild = playground.world.guild

    answer = await bot.asks("GET", f"/guilds/{guild.id}?with_counts=true")
    roles = await bot.asks("GET", f"/guilds/{guild.id}/roles")

    assert answer.body["name"] == "Reading circle"
    assert answer.body["approximate_member_count"] == 6
    assert answer.body["roles"] == roles.body
    assert {"@everyone", "Organisers", "Readers"} <= {each["name"] for each in roles.body}


async def test_one_lists_ones_own_servers(bot: Bot, anna: MemberClient) -> None:
    (of_the_bot,) = (await bot.asks("GET", "/users/@me/guilds")).body
    (of_anna,) = (await anna.asks("GET", "/users/@me/guilds")).body

    assert (of_the_bot["name"], of_the_bot["owner"], of_anna["owner"]) == (
        "Reading circle",
        False,
        True,
    )


async def test_a_server_lists_channels_that_are_not_seen(
    boris: MemberClient, playground: Playground
) -> None:
    """As Discord does; what is hidden is what was said in them."""
    answer = await boris.asks("GET", f"/guilds/{playground.world.guild.id}/channels")

    assert [each["name"] for each in answer.body] == ["welcome", "seminar", "staff-room"]


async def test_a_member_is_read(bot: Bot, anna: MemberClient, playground: Playground) -> None:
    path = f"/guilds/{playground.world.guild.id}/members/"

    assert (await bot.asks("GET", path + str(anna.id))).body["user"]["global_name"] == "Anna"
    assert (await bot.asks("GET", path + "1")).code == 10007


async def test_a_channel_is_read(bot: Bot, playground: Playground) -> None:
    welcome = playground.world.channel("welcome")

    answer = await bot.asks("GET", f"/channels/{welcome.id}")

    assert answer.body["name"] == "welcome"
    assert int(answer.body["last_message_id"]) == playground.world.history(welcome.id)[-1].id


async def test_an_unknown_server_is_404(bot: Bot) -> None:
    assert (await bot.asks("GET", "/guilds/1")).code == 10004


async def test_the_welcome_is_the_bots_own(anna: MemberClient, playground: Playground) -> None:
    path = f"/channels/{playground.world.channel('welcome').id}/messages"

    (welcome,) = (await anna.asks("GET", path)).body

    assert welcome["author"]["bot"] is True
    assert "/split why" in welcome["content"]
