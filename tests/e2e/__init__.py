"""The real bot and the real discord.py against the loopback Discord."""
