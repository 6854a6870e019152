"""Keeps what must outlive the process, in SQLite or PostgreSQL."""
