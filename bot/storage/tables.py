"""The tables, for both databases.

Every table with rows about a server refers to its row in ``servers`` with ``ON DELETE CASCADE``, so
that deleting the one row deletes all that is kept about the server.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from bot.domain.servers import in_utc

metadata = MetaData(
    # names for all constraints: one without a name can never be changed by a migration
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Snowflake = BigInteger().with_variant(Integer(), "sqlite")
"""An id of Discord's. SQLite's ``INTEGER`` has 64 bits too, and as a key it needs no index."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, to the microsecond.

    PostgreSQL has ``timestamptz`` for it. SQLite has no such type: there it is text in UTC, which
    sorts as the moments do. Both can be read, compared and corrected by hand in the database's
    own shell, which integers of microseconds could not.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; a naive one is refused."""
        return None if value is None else in_utc(value)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, which PostgreSQL's driver says and SQLite's text does not."""
        return None if value is None else value.replace(tzinfo=UTC)


servers = Table(
    "servers",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment),
)

reports = Table(
    "reports",
    metadata,
    # no server and no member: a report is about the store, and nobody has to ask for its deletion
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("reported_at", Moment, nullable=False),
    Column("shown", String(100)),
    Column("asked", Text, nullable=False),
    Column("text", Text, nullable=False),
)


def _of_a_server() -> Column[int]:
    """The server that a row is about, and goes with."""
    key = ForeignKey("servers.guild_id", ondelete="CASCADE")
    return Column("guild_id", Snowflake, key, nullable=False)


schedules = Table(
    "schedules",
    metadata,
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    _of_a_server(),
    Column("channel_id", Snowflake, nullable=False, unique=True),
    Column("at_minute", SmallInteger, nullable=False),  # of the local day
    Column("zone", String(64), nullable=False),
    Column("days", String(7), nullable=False),  # figures, 0 is Monday
    Column("set_by", Snowflake, nullable=False),
    Column("thread", Boolean, nullable=False),
    Column("poll", Boolean, nullable=False),
    Column("ping", Snowflake),
    Column("next_due", Moment, nullable=False),
    Column("told", Text),  # the problem that the admins were told of last
    Index("ix_schedules_guild_id", "guild_id"),
    Index("ix_schedules_next_due", "next_due"),
)

posts = Table(
    "posts",
    metadata,
    # no foreign key: what a channel was shown is remembered after its schedule was set anew
    Column("schedule_id", Snowflake, primary_key=True, autoincrement=False),
    Column("local_date", Date, primary_key=True),
    _of_a_server(),
    Column("state", String(10), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_at", Moment, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("try_at", Moment),  # nothing is left to try where it is null
    Column("message_id", Snowflake),
    Column("sent_at", Moment),
    Column("shown", Text, nullable=False),  # ids of events, with spaces between them
    Column("problem", Text),
    Index("ix_posts_guild_id", "guild_id"),
    Index("ix_posts_try_at", "try_at"),
)
