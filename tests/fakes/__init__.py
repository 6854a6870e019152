"""Ports kept in memory, for the tests of services; the contract tests hold them to their word."""
