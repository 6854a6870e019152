"""Tests of bot.content_store."""
