"""Snowflakes: Discord's ids, which carry the moment they were made."""

from datetime import UTC, datetime, timedelta

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_STEPS_IN_A_MILLISECOND = 22  # bits below the milliseconds: worker, process and counter


def snowflake_at(moment: datetime) -> int:
    """Return the lowest snowflake of a moment."""
    return ((moment - DISCORD_EPOCH) // _MILLISECOND) << _STEPS_IN_A_MILLISECOND


def made_at(snowflake: int) -> datetime:
    """Return the moment a snowflake carries, to the millisecond."""
    return DISCORD_EPOCH + _MILLISECOND * (snowflake >> _STEPS_IN_A_MILLISECOND)


class Snowflakes:
    """Makes ids that only ever grow, also while a test's clock stands still."""

    def __init__(self) -> None:
        self._last = 0

    def at(self, moment: datetime) -> int:
        """Return a new id that carries this moment, or the next free one after it."""
        self._last = max(self._last + 1, snowflake_at(moment))
        return self._last
