import pytest
from aiohttp import ClientSession

from bot.playground.rate_limits import GLOBAL_LIMIT, LIMITS, RateLimits
from bot.playground.refusals import RefusedError
from bot.playground.server import Terms, running_playground
from tests.playground.clients import Bot

MESSAGES = "/channels/{channel_id}/messages"


class Stopwatch:
    """A time in seconds that a test sets."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Return that time."""
        return self.seconds


@pytest.fixture
def stopwatch() -> Stopwatch:
    """Return the time the limits run on."""
    return Stopwatch()


@pytest.fixture
def limits(stopwatch: Stopwatch) -> RateLimits:
    """Return limits that have counted nothing."""
    return RateLimits(stopwatch, stopwatch)


def written(limits: RateLimits, channel: str = "1") -> dict[str, str]:
    """Count a message and return the headers of its answer."""
    return dict(limits.count("POST", MESSAGES, {"channel_id": channel}))


def test_every_answer_says_what_is_left(limits: RateLimits) -> None:
    headers = written(limits)

    assert headers["X-RateLimit-Limit"] == "5"
    assert headers["X-RateLimit-Remaining"] == "4"
    assert headers["X-RateLimit-Reset-After"] == "5.000"
    assert headers["X-RateLimit-Reset"] == "5.000"


def test_too_many_of_one_route_are_refused(limits: RateLimits, stopwatch: Stopwatch) -> None:
    """Until the window is over; discord.py heeds it only with a Via header."""
    for _ in range(LIMITS["POST", MESSAGES][0]):
        written(limits)
    stopwatch.seconds = 1.5

    with pytest.raises(RefusedError) as refused:
        written(limits)

    assert refused.value.status == 429
    assert refused.value.body["retry_after"] == 3.5
    assert refused.value.body["global"] is False
    assert refused.value.headers["X-RateLimit-Remaining"] == "0"
    assert refused.value.headers["X-RateLimit-Scope"] == "user"
    assert {"Via", "Retry-After"} <= refused.value.headers.keys()
    stopwatch.seconds = 5.0
    assert written(limits)["X-RateLimit-Remaining"] == "4"


def test_each_channel_has_a_limit_of_its_own(limits: RateLimits) -> None:
    one, other = written(limits, "1"), written(limits, "2")

    assert one["X-RateLimit-Remaining"] == other["X-RateLimit-Remaining"]
    assert one["X-RateLimit-Bucket"] == other["X-RateLimit-Bucket"]


def test_everything_together_is_limited(limits: RateLimits, stopwatch: Stopwatch) -> None:
    for channel in range(GLOBAL_LIMIT):
        written(limits, str(channel))

    with pytest.raises(RefusedError) as refused:
        written(limits, "another")

    assert refused.value.body["global"] is True
    assert refused.value.headers["X-RateLimit-Global"] == "true"
    stopwatch.seconds = 1.0
    assert written(limits, "another")


def test_callbacks_count_towards_no_limit(limits: RateLimits) -> None:
    route = "/interactions/{interaction_id}/{token}/callback"

    for _ in range(GLOBAL_LIMIT + 1):
        assert limits.count("POST", route, {"interaction_id": "1", "token": "t"}) == {}


async def test_they_are_on_when_asked_for() -> None:
    async with (
        running_playground(0, terms=Terms(rate_limits=True)) as playground,
        ClientSession() as http,
    ):
        bot = Bot(http, playground, f"Bot {playground.bot_token}")
        path = f"/channels/{playground.world.channel('seminar').id}/messages"
        answers = [await bot.asks("POST", path, {"content": "x"}) for _ in range(6)]

    assert [each.status for each in answers] == [200] * 5 + [429]
    assert answers[0].headers["X-RateLimit-Remaining"] == "4"


async def test_they_are_off_otherwise(bot: Bot) -> None:
    answers = [await bot.asks("GET", "/users/@me") for _ in range(60)]

    assert {each.status for each in answers} == {200}
    assert "X-RateLimit-Limit" not in answers[0].headers
