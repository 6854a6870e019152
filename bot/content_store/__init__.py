"""Reads the content store from YAML, and finds every problem in it."""
