import pytest
from aiohttp import ClientSession

from bot.playground.server import Playground
from tests.playground.clients import Bot, Client, MemberClient


async def test_the_bot_reads_who_it_is(bot: Bot) -> None:
    answer = await bot.asks("GET", "/users/@me")

    assert answer.status == 200
    assert answer.body["id"] == str(bot.application_id)
    assert answer.body["bot"] is True


async def test_json_is_answered_without_a_charset(bot: Bot) -> None:
    """discord.py reads JSON only where the content type is exactly that."""
    answer = await bot.asks("GET", "/users/@me")

    assert answer.headers["Content-Type"] == "application/json"


async def test_a_member_reads_who_they_are(anna: MemberClient) -> None:
    answer = await anna.asks("GET", "/users/@me")

    assert answer.body["global_name"] == "Anna"
    assert "bot" not in answer.body


async def test_a_member_reads_who_another_is(anna: MemberClient, boris: MemberClient) -> None:
    assert (await anna.asks("GET", f"/users/{boris.id}")).body["global_name"] == "Boris"
    assert (await anna.asks("GET", "/users/1")).code == 10013


@pytest.mark.parametrize("path", ["/applications/@me", "/oauth2/applications/@me"])
async def test_the_bot_reads_its_application(bot: Bot, path: str) -> None:
    answer = await bot.asks("GET", path)

    assert answer.body["id"] == str(bot.application_id)
    assert answer.body["owner"]["global_name"] == "Anna"


async def test_the_bot_learns_how_to_connect(bot: Bot) -> None:
    """The one start so far is counted."""
    answer = await bot.asks("GET", "/gateway/bot")

    assert answer.body == {
        "url": bot.playground.gateway_url,
        "shards": 1,
        "session_start_limit": {
            "total": 1000,
            "remaining": 999,
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        },
    }


@pytest.mark.parametrize("prefix", ["", "Bearer ", "bot "])
async def test_a_bots_token_needs_its_prefix(
    http: ClientSession, playground: Playground, prefix: str
) -> None:
    stranger = Client(http, playground, prefix + playground.bot_token)

    answer = await stranger.asks("GET", "/users/@me")

    assert (answer.status, answer.body) == (401, {"message": "401: Unauthorized", "code": 0})


async def test_a_members_token_takes_no_prefix(anna: MemberClient) -> None:
    headers = {"Authorization": f"Bot {anna.authorization}"}

    assert (await anna.asks("GET", "/users/@me", headers=headers)).status == 401


async def test_each_side_keeps_to_its_own_routes(bot: Bot, anna: MemberClient) -> None:
    assert (await anna.asks("GET", "/gateway/bot")).code == 20002
    assert (await bot.asks("POST", "/interactions", {})).code == 20001


async def test_an_unknown_route_is_404(bot: Bot) -> None:
    answer = await bot.asks("GET", "/nowhere")

    assert (answer.status, answer.body) == (404, {"message": "404: Not Found", "code": 0})


async def test_a_wrong_method_is_405(bot: Bot) -> None:
    answer = await bot.asks("DELETE", "/gateway")

    assert answer.body == {"message": "405: Method Not Allowed", "code": 0}


async def test_a_body_that_is_no_json_is_refused(bot: Bot, seminar: str) -> None:
    url = f"{bot.playground.api_url}{seminar}/messages"
    headers = {"Authorization": bot.authorization, "Content-Type": "application/json"}

    async with bot.http.post(url, data=b"{nothing", headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["code"] == 50109


async def test_an_id_that_is_no_snowflake_is_refused(bot: Bot) -> None:
    answer = await bot.asks("GET", "/channels/welcome")

    assert answer.code == 50035
    assert answer.problem("channel_id") == "NUMBER_TYPE_COERCE"


async def test_a_direct_conversation_is_opened_once(
    playground: Playground, bot: Bot, boris: MemberClient
) -> None:
    playground.world.dms.clear()
    first = await bot.asks("POST", "/users/@me/channels", {"recipient_id": str(boris.id)})
    opened = await boris.line.event("CHANNEL_CREATE")
    again = await boris.asks(
        "POST", "/users/@me/channels", {"recipient_id": str(bot.application_id)}
    )

    assert first.body["recipients"][0]["id"] == str(boris.id)
    assert again.body["recipients"][0]["id"] == str(bot.application_id)
    assert first.body["id"] == opened["id"] == again.body["id"]


async def test_members_do_not_write_to_each_other_directly(
    anna: MemberClient, boris: MemberClient
) -> None:
    """The playground has conversations with the bot alone."""
    answer = await anna.asks("POST", "/users/@me/channels", {"recipient_id": str(boris.id)})

    assert answer.code == 50007
