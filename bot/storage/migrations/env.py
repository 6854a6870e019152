"""What Alembic runs to migrate: on the connection, and in the transaction, that it was given."""

from alembic import context

from bot.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite can change a table only by copying it
)
context.run_migrations()
