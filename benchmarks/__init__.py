"""Measurements against the floor and against peers; run by hand, never in tests."""
