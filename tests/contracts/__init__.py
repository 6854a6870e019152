"""What every adapter of a port promises: one body over the fake, SQLite and PostgreSQL."""
