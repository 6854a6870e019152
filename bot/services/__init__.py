"""What the bot does, over ports."""
