from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.servers import GuildId, Server, Shard
from bot.services.retention import KEPT_AFTER_LEAVING, Retention
from tests.fakes.servers import FakeServerRegister

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=2)
WHOLE = Shard(0, 1)
EVEN, ODD = Shard(0, 2), Shard(1, 2)
PEKING = GuildId(2 << 22)
MOSCOW = GuildId(3 << 22)
TIRANA = GuildId(4 << 22)


@pytest.fixture
def register() -> FakeServerRegister:
    """A register that the test looks into."""
    return FakeServerRegister()


@pytest.fixture
def retention(register: FakeServerRegister) -> Retention:
    """The service over that register."""
    return Retention(register)


async def test_what_a_shard_does_not_name_was_left(
    register: FakeServerRegister, retention: Retention
) -> None:
    """When it was left is not known: its time begins when it is noticed."""
    await retention.note_shard(WHOLE, [PEKING, MOSCOW], NOON)
    await retention.note_shard(WHOLE, [MOSCOW, TIRANA], LATER)

    assert await register.servers() == [
        Server(PEKING, NOON, LATER),
        Server(MOSCOW, NOON),
        Server(TIRANA, LATER),
    ]


async def test_a_shard_says_nothing_of_the_others_servers(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_shard(EVEN, [PEKING, TIRANA], NOON)
    await retention.note_shard(ODD, [MOSCOW], NOON)
    await retention.note_shard(EVEN, [TIRANA], LATER)

    assert await register.servers() == [
        Server(PEKING, NOON, LATER),
        Server(MOSCOW, NOON),
        Server(TIRANA, NOON),
    ]


async def test_a_shard_without_servers_has_left_them_all(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_shard(WHOLE, [PEKING], NOON)
    await retention.note_shard(WHOLE, [], LATER)

    assert await register.servers() == [Server(PEKING, NOON, LATER)]


async def test_starting_again_does_not_prolong_what_is_kept(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_joined(PEKING, NOON)
    await retention.note_left(PEKING, NOON)
    await retention.note_shard(WHOLE, [], LATER)

    assert await register.servers() == [Server(PEKING, NOON, NOON)]


async def test_a_server_that_takes_the_bot_back_in_time_loses_nothing(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_joined(PEKING, NOON)
    await retention.note_left(PEKING, NOON)
    await retention.note_joined(PEKING, LATER)

    assert await retention.forget_due([WHOLE], LATER + KEPT_AFTER_LEAVING) == []
    assert await register.servers() == [Server(PEKING, NOON)]


async def test_a_server_is_forgotten_after_thirty_days(
    register: FakeServerRegister, retention: Retention
) -> None:
    """Thirty days are kept in full: it goes with the first moment after them."""
    await retention.note_shard(WHOLE, [PEKING, MOSCOW], NOON)
    await retention.note_left(PEKING, LATER)
    over = LATER + timedelta(days=30)

    assert await retention.forget_due([WHOLE], over) == []
    assert await retention.forget_due([WHOLE], over + timedelta(microseconds=1)) == [PEKING]
    assert await register.servers() == [Server(MOSCOW, NOON)]


async def test_servers_of_a_shard_that_is_away_are_not_forgotten(
    register: FakeServerRegister, retention: Retention
) -> None:
    """They may have taken the bot back while nobody was there to notice."""
    await retention.note_shard(ODD, [MOSCOW], NOON)
    await retention.note_left(MOSCOW, NOON)

    assert await retention.forget_due([EVEN], NOON + timedelta(days=99)) == []
    assert await retention.forget_due([EVEN, ODD], NOON + timedelta(days=99)) == [MOSCOW]
