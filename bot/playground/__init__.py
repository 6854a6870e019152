"""A small Discord on loopback, for trying the bot in a browser and for testing it over the wire."""
