from dataclasses import replace

from bot.playground.entities import Overwrite
from bot.playground.permissions import Permission
from bot.playground.seed import another_guild
from bot.playground.server import Playground
from tests.playground.clients import Bot, MemberClient


async def test_a_changed_channel_is_announced(bot: Bot, playground: Playground) -> None:
    hidden = Overwrite(playground.world.guild.id, deny=Permission.VIEW_CHANNEL)
    seminar = replace(playground.world.channel("seminar"), overwrites=(hidden,))

    playground.steward.update_channel(seminar)

    told = await bot.line.event("CHANNEL_UPDATE")
    assert told["permission_overwrites"][0]["deny"] == "1024"
    assert (await bot.asks("GET", f"/channels/{seminar.id}")).code == 50001


async def test_a_deleted_channel_is_unknown(
    bot: Bot, anna: MemberClient, playground: Playground, seminar: str
) -> None:
    playground.steward.delete_channel(playground.world.channel("seminar").id)

    for client in (bot, anna):
        assert (await client.line.event("CHANNEL_DELETE"))["name"] == "seminar"
    assert (await bot.asks("POST", seminar + "/messages", {"content": "x"})).code == 10003


async def test_changed_roles_and_members_are_announced(bot: Bot, playground: Playground) -> None:
    guild = playground.world.guild
    own = guild.members[bot.application_id]
    role = guild.roles[own.roles[0]]

    playground.steward.update_role(guild, replace(role, permissions=0))
    playground.steward.update_member(guild, replace(own, nick="Cold"))

    assert (await bot.line.event("GUILD_ROLE_UPDATE"))["role"]["permissions"] == "0"
    assert (await bot.line.event("GUILD_MEMBER_UPDATE"))["nick"] == "Cold"


async def test_the_bot_hears_of_members_only_with_the_intent(
    bot: Bot, anna: MemberClient, playground: Playground
) -> None:
    await bot.line.events()

    playground.steward.update_member(playground.world.guild, replace(anna.member, nick="A"))

    assert (await anna.line.event("GUILD_MEMBER_UPDATE"))["nick"] == "A"
    assert await bot.line.events() == []


async def test_the_bot_is_removed_and_invited_again(bot: Bot, playground: Playground) -> None:
    guild = playground.world.guild

    playground.steward.remove_bot(guild)
    assert await bot.line.event("GUILD_DELETE") == {"id": str(guild.id)}
    assert (await bot.asks("GET", f"/guilds/{guild.id}")).code == 50001

    playground.steward.invite_bot(guild)
    assert (await bot.line.event("GUILD_CREATE"))["members"] != []
    assert (await bot.asks("GET", f"/guilds/{guild.id}")).status == 200


async def test_there_may_be_further_servers(playground: Playground, bot: Bot) -> None:
    further = another_guild(playground.world, "Evening class")
    playground.steward.invite_bot(further)

    while (told := await bot.line.event("GUILD_CREATE"))["id"] != str(further.id):
        pass

    assert told["name"] == "Evening class"
    assert (await bot.asks("GET", "/gateway/bot")).status == 200
