from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.servers import GuildId, Server
from bot.services.retention import KEPT_AFTER_LEAVING, Retention
from tests.fakes.servers import FakeServerRegister

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=2)
PEKING = GuildId(1001)
MOSCOW = GuildId(1002)
TIRANA = GuildId(1003)


@pytest.fixture
def register() -> FakeServerRegister:
    """A register that the test looks into."""
    return FakeServerRegister()


@pytest.fixture
def retention(register: FakeServerRegister) -> Retention:
    """The service over that register."""
    return Retention(register)


async def test_a_whole_list_means_that_all_others_were_left(
    register: FakeServerRegister, retention: Retention
) -> None:
    """When they were left is not known: their time begins when it is noticed."""
    await retention.note_all([PEKING, MOSCOW], NOON)
    await retention.note_all([MOSCOW, TIRANA], LATER)

    assert await register.servers() == [
        Server(PEKING, NOON, LATER),
        Server(MOSCOW, NOON),
        Server(TIRANA, LATER),
    ]


async def test_a_part_of_the_list_says_nothing_of_the_others(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_all([PEKING], NOON)
    await retention.note_some([MOSCOW], LATER)

    assert await register.servers() == [Server(PEKING, NOON), Server(MOSCOW, LATER)]


async def test_an_empty_whole_list_means_that_every_server_was_left(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_all([PEKING], NOON)
    await retention.note_all([], LATER)

    assert await register.servers() == [Server(PEKING, NOON, LATER)]


async def test_starting_again_does_not_prolong_what_is_kept(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_joined(PEKING, NOON)
    await retention.note_left(PEKING, NOON)
    await retention.note_all([], LATER)

    assert await register.servers() == [Server(PEKING, NOON, NOON)]


async def test_a_server_that_takes_the_bot_back_in_time_loses_nothing(
    register: FakeServerRegister, retention: Retention
) -> None:
    await retention.note_joined(PEKING, NOON)
    await retention.note_left(PEKING, NOON)
    await retention.note_joined(PEKING, LATER)

    assert await retention.forget_due(LATER + KEPT_AFTER_LEAVING) == []
    assert await register.servers() == [Server(PEKING, NOON)]


async def test_a_server_is_forgotten_after_thirty_days(
    register: FakeServerRegister, retention: Retention
) -> None:
    """Thirty days are kept in full: it goes with the first moment after them."""
    await retention.note_all([PEKING, MOSCOW], NOON)
    await retention.note_left(PEKING, LATER)

    assert await retention.forget_due(LATER + timedelta(days=30)) == []
    assert await retention.forget_due(LATER + timedelta(days=30, microseconds=1)) == [PEKING]
    assert await register.servers() == [Server(MOSCOW, NOON)]
