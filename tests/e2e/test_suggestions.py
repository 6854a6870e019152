"""What is offered where a question has no one answer, from a store made for it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.bootstrap import playing
from bot.playground.server import Playground
from bot.settings import Settings
from tests.content_files import write_store, write_topic
from tests.e2e.conftest import remember
from tests.e2e.member import Member, labels, text


@pytest.fixture
async def playground(
    tmp_path: Path, settings: Settings, pytestconfig: pytest.Config
) -> AsyncIterator[Playground]:
    """A playground whose bot has two topics that are hard to tell apart."""
    store = write_store(tmp_path)
    write_topic(store, "spring-visit", "What was the emperor's visit in spring?")
    write_topic(store, "autumn-visit", "What was the emperor's visit in autumn?")
    changed = settings.model_copy(update={"content_dir": store})
    async with playing(changed, port=0) as (running, _):
        yield running
        remember(pytestconfig, running)


async def test_two_equal_answers_are_offered_as_buttons(anna: Member) -> None:
    offer = await anna.command("split ask", question="the emperor's visit")

    assert text(offer).startswith("## Did you mean one of these?")
    assert sorted(labels(offer)) == ["Wrong or missing?", "autumn-visit", "spring-visit"]


async def test_a_pressed_offer_is_answered_where_the_offer_was(anna: Member, boris: Member) -> None:
    offer = await anna.command("split ask", question="the emperor's visit")
    answer = await anna.press(offer, "autumn-visit")

    await boris.event("MESSAGE_CREATE", lambda message: message["id"] == answer["id"])
    assert answer["id"] != offer["id"]
    assert text(answer).startswith("## What was the emperor's visit in autumn?")


async def test_a_private_offer_is_answered_privately(anna: Member) -> None:
    offer = await anna.command("split ask", question="the emperor's visit", private=True)
    answer = await anna.press(offer, "spring-visit")

    assert (offer["flags"] & 64, answer["flags"] & 64) == (64, 64)
