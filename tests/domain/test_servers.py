from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.domain.servers import GuildId, Server, in_utc

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAIVE = datetime(2026, 3, 1, 12)  # noqa: DTZ001 - what is refused here
GUILD = GuildId(1001)


def test_a_moment_is_the_same_in_utc() -> None:
    in_peking = datetime(2026, 3, 1, 20, tzinfo=timezone(timedelta(hours=8)))

    assert (in_utc(in_peking), in_utc(in_peking).tzinfo) == (NOON, UTC)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="a moment needs a time zone: 2026-03-01T12:00:00"):
        in_utc(NAIVE)


@pytest.mark.parametrize(("joined_at", "left_at"), [(NAIVE, None), (NOON, NAIVE)])
def test_a_server_has_no_naive_moments(joined_at: datetime, left_at: datetime | None) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        Server(GUILD, joined_at, left_at)
