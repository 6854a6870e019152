"""Finds the entries that a question in own words may be about."""
