"""What every store may raise, whatever keeps the data."""


class StorageError(Exception):
    """The database cannot be used as it is; whoever hosts the bot can put that right."""
