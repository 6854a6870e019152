from aiohttp import WSMsgType

from tests.playground.clients import Bot, Line, MemberClient


async def resumed(bot: Bot, **more: object) -> Line:
    """Return a new line that has asked to go on where the old one was."""
    line = await bot.dials()
    state = {"session_id": bot.ready["session_id"], "seq": bot.line.seq}
    await line.send(6, {"token": bot.playground.bot_token, **state, **more})
    return line


async def test_what_was_missed_is_replayed(bot: Bot, anna: MemberClient, seminar: str) -> None:
    await bot.line.events()
    bot.playground.faults.cut_gateway()
    for content in ("one", "two"):
        await anna.asks("POST", seminar + "/messages", {"content": content})

    line = await resumed(bot)
    frames = [await line.frame() for _ in range(3)]

    assert [each["t"] for each in frames] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [each["s"] for each in frames] == [bot.line.seq + step for step in (1, 2, 3)]


async def test_a_cut_line_ends_without_a_close_frame(bot: Bot) -> None:
    bot.playground.faults.cut_gateway()

    assert await bot.line.close_code() == 1006


async def test_a_resumed_session_goes_on(bot: Bot, anna: MemberClient, seminar: str) -> None:
    bot.playground.faults.cut_gateway()
    line = await resumed(bot)
    await line.event("RESUMED")

    await anna.asks("POST", seminar + "/messages", {"content": "later"})

    assert (await line.event("MESSAGE_CREATE"))["author"]["id"] == str(anna.id)


async def test_a_session_that_was_closed_properly_is_over(bot: Bot) -> None:
    """Discord: closing with 1000 or 1001 ends the session."""
    await bot.line.socket.close(code=1000)

    assert await (await resumed(bot)).op(9) is False


async def test_a_session_outlives_a_line_closed_for_a_broken_rule(bot: Bot) -> None:
    await bot.line.send(99, None)
    assert await bot.line.close_code() == 4001

    assert await (await resumed(bot)).event("RESUMED") == {}


async def test_an_unknown_session_is_invalid(bot: Bot) -> None:
    assert await (await resumed(bot, session_id="unknown")).op(9) is False


async def test_a_members_token_resumes_no_bot(bot: Bot, anna: MemberClient) -> None:
    assert await (await resumed(bot, token=anna.authorization)).op(9) is False


async def test_a_sequence_from_the_future_closes_the_line(bot: Bot) -> None:
    assert await (await resumed(bot, seq=10_000)).close_code() == 4007


async def test_after_an_invalid_session_one_may_identify_again(bot: Bot) -> None:
    line = await resumed(bot, session_id="unknown")
    await line.op(9)

    await line.send(2, {"token": bot.playground.bot_token, "intents": 1, "properties": {}})

    assert (await line.event("READY"))["session_id"] != bot.ready["session_id"]


async def test_the_gateway_closes_on_demand(bot: Bot, anna: MemberClient) -> None:
    """The bot's lines alone; members stay connected."""
    bot.playground.faults.close_gateway(4000)

    assert await bot.line.close_code() == 4000
    assert await anna.line.events() == []
    assert await (await resumed(bot)).event("RESUMED") == {}


async def test_the_bot_is_asked_to_reconnect_on_demand(bot: Bot) -> None:
    bot.playground.faults.reconnect_gateway()

    assert await bot.line.op(7) is None


async def test_a_session_is_invalidated_on_demand(bot: Bot) -> None:
    bot.playground.faults.invalidate_sessions(resumable=False)

    assert await bot.line.op(9) is False
    assert await (await resumed(bot)).op(9) is False


async def test_an_invalidated_session_may_be_resumable(bot: Bot) -> None:
    bot.playground.faults.invalidate_sessions(resumable=True)

    assert await bot.line.op(9) is True
    assert await (await resumed(bot)).event("RESUMED") == {}


async def test_a_session_resumed_elsewhere_leaves_its_old_line(bot: Bot) -> None:
    await bot.line.events()
    await (await resumed(bot)).event("RESUMED")

    ended = await bot.line.socket.receive()
    assert ended.type in {WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED}
