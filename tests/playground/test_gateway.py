from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.playground.server import Playground, Terms, running_playground
from bot.playground.sessions import Intent
from tests.playground.clients import Bot, Line, MemberClient


@pytest.fixture
async def line(bot: Bot) -> Line:
    """Return a line that has not identified."""
    return await bot.dials()


def identity(bot: Bot, **more: object) -> dict[str, object]:
    """Return what a bot identifies with."""
    return {"token": bot.playground.bot_token, "intents": 1, "properties": {}, **more}


async def test_a_bot_hears_ready_and_then_each_server(bot: Bot, playground: Playground) -> None:
    guild = playground.world.guild

    created = await bot.line.event("GUILD_CREATE")

    assert bot.ready["guilds"] == [{"id": str(guild.id), "unavailable": True}]
    assert bot.ready["application"]["id"] == bot.ready["user"]["id"]
    assert bot.ready["resume_gateway_url"] == playground.gateway_url
    assert [each["name"] for each in created["channels"]] == ["welcome", "seminar", "staff-room"]
    assert created["member_count"] == 6


async def test_a_bot_without_the_members_intent_sees_itself_alone(bot: Bot) -> None:
    created = await bot.line.event("GUILD_CREATE")

    assert [each["user"]["id"] for each in created["members"]] == [str(bot.application_id)]


async def test_a_bot_without_the_guilds_intent_hears_of_no_server(
    http: ClientSession, playground: Playground
) -> None:
    bot = Bot(http, playground, f"Bot {playground.bot_token}")
    await bot.connects(intents=0)

    assert await bot.line.events() == []


async def test_a_member_hears_everything_in_ready(anna: MemberClient) -> None:
    (guild,) = anna.ready["guilds"]

    assert anna.ready["user"]["global_name"] == "Anna"
    assert {each["user"]["global_name"] for each in guild["members"]} >= {"Anna", "Boris"}
    assert len(guild["channels"]) == 3
    assert anna.ready["private_channels"][0]["recipients"][0]["bot"] is True


async def test_a_heartbeat_is_acknowledged_before_and_after_identifying(
    bot: Bot, line: Line
) -> None:
    for each in (line, bot.line):
        await each.send(1, None)
        await each.op(11)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"op": 2, "d": {"token": "wrong", "intents": 1}}, 4004),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 8, "d": {}}, 4003),
        ({"op": 99, "d": {}}, 4001),
        ({"op": "2", "d": {}}, 4002),
        ({"op": 2, "d": []}, 4002),
        ([], 4002),
    ],
)
async def test_what_breaks_a_rule_closes_the_line(line: Line, frame: object, code: int) -> None:
    await line.socket.send_json(frame)

    assert await line.close_code() == code


async def test_what_is_no_json_closes_the_line(line: Line) -> None:
    await line.socket.send_str("{nothing")

    assert await line.close_code() == 4002


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"intents": None}, 4013),
        ({"intents": 1 << 30}, 4013),
        ({"intents": 1 | Intent.MESSAGE_CONTENT}, 4014),
        ({"intents": 1 | Intent.GUILD_MEMBERS}, 4014),
        ({"shard": [1, 1]}, 4010),
        ({"shard": [0, 0]}, 4010),
        ({"shard": "0/1"}, 4010),
    ],
)
async def test_an_identity_that_may_not_be_closes_the_line(
    bot: Bot, line: Line, more: dict[str, object], code: int
) -> None:
    await line.send(2, identity(bot, **more))

    assert await line.close_code() == code


async def test_identifying_twice_closes_the_line(bot: Bot) -> None:
    await bot.line.send(2, identity(bot))

    assert await bot.line.close_code() == 4005


async def test_presence_changes_nothing(bot: Bot) -> None:
    await bot.line.event("GUILD_CREATE")
    await bot.line.send(3, {"status": "online", "activities": [], "since": 0, "afk": False})

    assert await bot.line.events() == []


async def test_a_line_without_heartbeats_is_closed() -> None:
    """After one and a half intervals, in real time."""
    terms = Terms(heartbeat_interval=timedelta(milliseconds=20))
    async with running_playground(0, terms=terms) as playground, ClientSession() as http:
        line = await Bot(http, playground, f"Bot {playground.bot_token}").dials()

        assert await line.close_code() == 4009


async def test_each_shard_hears_of_its_own_servers(
    http: ClientSession, playground: Playground
) -> None:
    """Discord: a server's shard is its id, shifted by 22, modulo the number of shards."""
    own = (playground.world.guild.id >> 22) % 2
    heard = []
    for index in (0, 1):
        bot = Bot(http, playground, f"Bot {playground.bot_token}")
        await bot.connects(shard=[index, 2])
        heard.append(await bot.line.events())

    assert heard[own] == ["GUILD_CREATE"]
    assert heard[1 - own] == []


async def test_a_switched_on_intent_may_be_asked_for() -> None:
    terms = Terms(privileged_intents=Intent.MESSAGE_CONTENT)
    async with running_playground(0, terms=terms) as playground, ClientSession() as http:
        bot = Bot(http, playground, f"Bot {playground.bot_token}")
        await bot.connects(intents=1 | Intent.MESSAGE_CONTENT)

        assert bot.ready["application"]["flags"] == 1 << 19


async def test_members_are_sent_on_request(bot: Bot, anna: MemberClient) -> None:
    guild_id = str(bot.playground.world.guild.id)
    asked = {"guild_id": guild_id, "user_ids": [str(anna.id)], "nonce": "n", "limit": 0}

    await bot.line.send(8, asked)
    chunk = await bot.line.event("GUILD_MEMBERS_CHUNK")

    assert [each["user"]["global_name"] for each in chunk["members"]] == ["Anna"]
    assert (chunk["nonce"], chunk["chunk_count"]) == ("n", 1)


async def test_the_whole_list_of_members_needs_the_intent(bot: Bot) -> None:
    guild_id = str(bot.playground.world.guild.id)

    await bot.line.send(8, {"guild_id": guild_id, "query": "", "limit": 0})
    assert (await bot.line.event("GUILD_MEMBERS_CHUNK"))["members"] == []

    await bot.line.send(8, {"guild_id": guild_id, "query": "bor", "limit": 5})
    (found,) = (await bot.line.event("GUILD_MEMBERS_CHUNK"))["members"]
    assert found["user"]["username"] == "boris"
