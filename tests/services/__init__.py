"""What the bot does, over fakes."""
