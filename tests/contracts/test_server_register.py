"""What every register of servers promises."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.domain.servers import GuildId, Server, ServerRegister
from bot.storage.database import open_database
from bot.storage.servers import StoredServerRegister
from tests.fakes.servers import FakeServerRegister
from tests.storage.databases import fresh_database

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
ONE = NOON + timedelta(hours=1)
JUST_AFTER_ONE = ONE + timedelta(microseconds=1)
TWO = NOON + timedelta(hours=2)
PEKING = GuildId(1001)
MOSCOW = GuildId(1002)
TIRANA = GuildId(1003)


@pytest.fixture(params=["fake", "sqlite", "postgres"])
async def register(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ServerRegister]:
    """An empty register, of each kind in turn."""
    if request.param == "fake":
        yield FakeServerRegister()
        return
    async with fresh_database(request.param, tmp_path) as url, open_database(url) as database:
        yield StoredServerRegister(database)


async def test_a_new_register_knows_no_server(register: ServerRegister) -> None:
    assert list(await register.servers()) == []


async def test_a_new_server_is_there_since_it_was_noted(register: ServerRegister) -> None:
    await register.note_present([PEKING], NOON)

    assert list(await register.servers()) == [Server(PEKING, NOON)]


async def test_servers_are_sorted_by_guild(register: ServerRegister) -> None:
    await register.note_present([TIRANA, PEKING], NOON)
    await register.note_present([MOSCOW], ONE)

    assert list(await register.servers()) == [
        Server(PEKING, NOON),
        Server(MOSCOW, ONE),
        Server(TIRANA, NOON),
    ]


async def test_noting_a_server_again_changes_nothing(register: ServerRegister) -> None:
    await register.note_present([PEKING], NOON)
    await register.note_present([PEKING, PEKING], ONE)

    assert list(await register.servers()) == [Server(PEKING, NOON)]


async def test_noting_no_server_changes_nothing(register: ServerRegister) -> None:
    await register.note_present([PEKING], NOON)
    await register.note_present([], ONE)

    assert list(await register.servers()) == [Server(PEKING, NOON)]


async def test_the_first_departure_counts(register: ServerRegister) -> None:
    await register.note_present([PEKING, MOSCOW], NOON)
    await register.note_left(PEKING, ONE)
    await register.note_left(PEKING, TWO)

    assert list(await register.servers()) == [Server(PEKING, NOON, ONE), Server(MOSCOW, NOON)]


async def test_a_server_not_among_those_noted_stays_left(register: ServerRegister) -> None:
    await register.note_present([PEKING], NOON)
    await register.note_left(PEKING, ONE)
    await register.note_present([MOSCOW], TWO)

    assert list(await register.servers()) == [Server(PEKING, NOON, ONE), Server(MOSCOW, TWO)]


async def test_a_departure_is_taken_back_when_the_bot_is_there(register: ServerRegister) -> None:
    """The server keeps the moment it was joined, and may be left anew."""
    await register.note_present([PEKING], NOON)
    await register.note_left(PEKING, ONE)
    await register.note_present([PEKING], TWO)

    assert list(await register.servers()) == [Server(PEKING, NOON)]

    await register.note_left(PEKING, TWO)

    assert list(await register.servers()) == [Server(PEKING, NOON, TWO)]


async def test_leaving_an_unknown_server_changes_nothing(register: ServerRegister) -> None:
    await register.note_left(PEKING, NOON)

    assert list(await register.servers()) == []


async def test_what_was_left_before_the_moment_is_forgotten(register: ServerRegister) -> None:
    """Left at exactly the moment is not before it; a server that was not left stays."""
    guilds = [GuildId(number) for number in range(5)]
    await register.note_present(guilds, NOON)
    await register.note_left(GuildId(4), ONE)
    await register.note_left(GuildId(0), ONE)
    await register.note_left(GuildId(2), JUST_AFTER_ONE)

    assert list(await register.forget(guilds, left_before=ONE)) == []
    assert list(await register.forget(guilds, left_before=JUST_AFTER_ONE)) == [
        GuildId(0),
        GuildId(4),
    ]
    assert list(await register.servers()) == [
        Server(GuildId(1), NOON),
        Server(GuildId(2), NOON, JUST_AFTER_ONE),
        Server(GuildId(3), NOON),
    ]


async def test_only_servers_that_were_named_are_forgotten(register: ServerRegister) -> None:
    await register.note_present([PEKING, MOSCOW], NOON)
    await register.note_left(PEKING, NOON)
    await register.note_left(MOSCOW, NOON)

    assert list(await register.forget([MOSCOW, TIRANA], left_before=ONE)) == [MOSCOW]
    assert list(await register.servers()) == [Server(PEKING, NOON, NOON)]


async def test_a_forgotten_server_is_new_when_it_comes_back(register: ServerRegister) -> None:
    await register.note_present([PEKING], NOON)
    await register.note_left(PEKING, NOON)
    await register.forget([PEKING], left_before=ONE)
    await register.note_present([PEKING], TWO)

    assert list(await register.servers()) == [Server(PEKING, TWO)]


async def test_moments_come_back_in_utc(register: ServerRegister) -> None:
    await register.note_present([PEKING], NOON.astimezone(timezone(timedelta(hours=8))))
    await register.note_left(PEKING, ONE.astimezone(timezone(timedelta(hours=-11))))

    [server] = await register.servers()

    assert server == Server(PEKING, NOON, ONE)
    assert server.left_at is not None
    assert (server.joined_at.tzinfo, server.left_at.tzinfo) == (UTC, UTC)


async def test_a_naive_moment_is_refused(register: ServerRegister) -> None:
    naive = NOON.replace(tzinfo=None)
    await register.note_present([PEKING], NOON)

    with pytest.raises(ValueError, match="needs a time zone"):
        await register.note_present([MOSCOW], naive)
    with pytest.raises(ValueError, match="needs a time zone"):
        await register.note_present([], naive)
    with pytest.raises(ValueError, match="needs a time zone"):
        await register.note_left(PEKING, naive)
    with pytest.raises(ValueError, match="needs a time zone"):
        await register.forget([], left_before=naive)
    assert list(await register.servers()) == [Server(PEKING, NOON)]


async def test_the_largest_id_is_kept(register: ServerRegister) -> None:
    """Discord: a snowflake has 64 bits, of which the first stays 0 until the year 2084."""
    await register.note_present([GuildId(2**63 - 1)], NOON)

    assert list(await register.servers()) == [Server(GuildId(2**63 - 1), NOON)]


async def test_thousands_are_noted_and_forgotten_at_once(register: ServerRegister) -> None:
    guilds = [GuildId(number << 22) for number in range(3000)]
    await register.note_present(guilds, NOON)
    await register.note_present(guilds, ONE)
    for guild in guilds[:3]:
        await register.note_left(guild, ONE)

    assert list(await register.forget(guilds, left_before=TWO)) == guilds[:3]
    assert list(await register.servers()) == [Server(guild, NOON) for guild in guilds[3:]]


async def test_many_at_once_in_any_order_do_not_block_each_other(register: ServerRegister) -> None:
    """Writers that lock the same rows in different orders deadlock on PostgreSQL.

    So many rows that the writers meet in the middle, and not each after the other has finished.
    """
    guilds = [GuildId(number) for number in range(1000)]

    async def come_and_go(order: Sequence[GuildId]) -> None:
        await register.note_present(order, NOON)
        await register.note_left(order[0], ONE)
        await register.forget(order, left_before=TWO)
        await register.note_present(order, NOON)

    await asyncio.gather(*(come_and_go(order) for order in (guilds, guilds[::-1]) * 2))

    assert list(await register.servers()) == [Server(guild, NOON) for guild in guilds]
