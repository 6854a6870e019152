"""Daily posts: the schedules of channels, and what became of each post."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SNOWFLAKE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _make_schedules()
    _make_posts()


def _make_schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", _SNOWFLAKE, autoincrement=False, nullable=False),
        sa.Column("guild_id", _SNOWFLAKE, nullable=False),
        sa.Column("channel_id", _SNOWFLAKE, nullable=False),
        sa.Column("at_minute", sa.SmallInteger(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("days", sa.String(7), nullable=False),
        sa.Column("set_by", _SNOWFLAKE, nullable=False),
        sa.Column("thread", sa.Boolean(), nullable=False),
        sa.Column("poll", sa.Boolean(), nullable=False),
        sa.Column("ping", _SNOWFLAKE),
        sa.Column("next_due", _MOMENT, nullable=False),
        sa.Column("told", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_schedules"),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["servers.guild_id"],
            name="fk_schedules_guild_id_servers",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("channel_id", name="uq_schedules_channel_id"),
    )
    op.create_index("ix_schedules_guild_id", "schedules", ["guild_id"])
    op.create_index("ix_schedules_next_due", "schedules", ["next_due"])


def _make_posts() -> None:
    op.create_table(
        "posts",
        sa.Column("schedule_id", _SNOWFLAKE, autoincrement=False, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("guild_id", _SNOWFLAKE, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("claimed_at", _MOMENT, nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("try_at", _MOMENT),
        sa.Column("message_id", _SNOWFLAKE),
        sa.Column("sent_at", _MOMENT),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.PrimaryKeyConstraint("schedule_id", "local_date", name="pk_posts"),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name="fk_posts_guild_id_servers", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_posts_guild_id", "posts", ["guild_id"])
    op.create_index("ix_posts_try_at", "posts", ["try_at"])
