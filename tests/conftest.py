"""What every kind of test shares: what the bot sent in the whole run, and which tests come last."""

import pytest

from bot.playground.wire import Exchange

SENT = pytest.StashKey[list[Exchange]]()
"""Every request that the bot made of a playground in this run of the tests."""


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing sent."""
    config.stash[SENT] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that look at the whole run at its end."""
    items.sort(key=lambda item: item.get_closest_marker("looks_at_the_whole_run") is not None)
