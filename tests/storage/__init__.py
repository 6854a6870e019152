"""The database itself: opening, migrating, failing, copying."""
