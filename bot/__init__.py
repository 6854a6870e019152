"""A Discord bot for groups that study the Sino-Soviet split."""
