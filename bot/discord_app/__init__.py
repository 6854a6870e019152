"""The bot on Discord: commands, cards and buttons; the only package that knows discord.py."""
