from aiohttp import ClientSession

from bot.playground.server import Playground, Terms, running_playground
from bot.playground.wire import Exchange, Frame, Wire
from tests.playground.clients import Bot, MemberClient


async def test_the_next_request_is_rate_limited_on_demand(bot: Bot, seminar: str) -> None:
    bot.playground.faults.rate_limit_next("POST", "/messages", 0.25)
    path = seminar + "/messages"

    first = await bot.asks("POST", path, {"content": "x"})
    second = await bot.asks("POST", path, {"content": "x"})

    assert (first.status, second.status) == (429, 200)
    assert first.body == {
        "message": "You are being rate limited.",
        "code": 0,
        "retry_after": 0.25,
        "global": False,
    }
    assert "Via" in first.headers


async def test_the_next_request_fails_on_demand(bot: Bot, seminar: str) -> None:
    """And does nothing; others go through."""
    bot.playground.faults.fail_next("*", "/messages", 503)

    other = await bot.asks("GET", seminar)
    failed = await bot.asks("POST", seminar + "/messages", {"content": "x"})

    assert (other.status, failed.status) == (200, 503)
    assert (await bot.asks("GET", seminar + "/messages")).body == []


async def test_each_fault_strikes_once(bot: Bot) -> None:
    for status in (500, 502):
        bot.playground.faults.fail_next("GET", "/users/@me", status)

    answers = [await bot.asks("GET", "/users/@me") for _ in range(3)]

    assert [each.status for each in answers] == [500, 502, 200]


async def test_requests_are_recorded_with_their_answers(
    bot: Bot, playground: Playground, seminar: str
) -> None:
    playground.wire.clear()
    answer = await bot.asks("POST", seminar + "/messages", {"content": "x"})

    (exchange,) = playground.wire.exchanges

    assert exchange == Exchange(
        method="POST",
        route="/channels/{channel_id}/messages",
        path=f"/api/v10{seminar}/messages",
        body={"content": "x"},
        status=200,
        answer=answer.body,
        by=bot.application_id,
    )


async def test_refused_requests_are_recorded_too(bot: Bot, playground: Playground) -> None:
    await bot.asks("GET", "/channels/1")

    assert playground.wire.exchanges[-1].status == 404
    assert playground.wire.exchanges[-1].answer["code"] == 10003


async def test_frames_are_recorded_in_both_directions(
    anna: MemberClient, playground: Playground
) -> None:
    await anna.line.events()

    frames = [(each.direction, each.op, each.event) for each in playground.wire.frames]
    assert ("received", 2, None) in frames
    assert ("sent", 0, "READY") in frames
    assert frames[-1] == ("received", 1, None)
    assert playground.wire[len(playground.wire) - 1] == playground.wire.frames[-1]


async def test_tokens_are_not_recorded_with_the_identity(bot: Bot, playground: Playground) -> None:
    """A record that is shown or kept must not let anybody in."""
    assert playground.bot_token not in repr(list(playground.wire))
    assert bot.ready


def test_the_oldest_entries_fall_off() -> None:
    wire = Wire(2)
    for seq in range(3):
        wire.add(Frame("sent", None, 0, "E", {}, seq))

    assert [frame.seq for frame in wire.frames] == [1, 2]


async def test_a_longer_record_is_kept_on_request() -> None:
    terms = Terms(wire_length=3)
    async with running_playground(0, terms=terms) as playground, ClientSession() as http:
        bot = Bot(http, playground, f"Bot {playground.bot_token}")
        for _ in range(5):
            await bot.asks("GET", "/users/@me")

        assert len(playground.wire) == 3
