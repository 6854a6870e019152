"""What is offered where a question has no one answer."""

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.domain.answers import Match
from bot.playground.server import Playground, running_playground
from tests.e2e.conftest import remember
from tests.e2e.member import Member, labels, text
from tests.e2e.scripted import bot_on
from tests.samples import a_topic

SPRING = a_topic("spring", title="The visit in spring")
AUTUMN = a_topic("autumn", title="The visit in autumn")


def both() -> Sequence[Match]:
    """A search that cannot tell the two apart."""
    return [Match(SPRING.id, 0.9), Match(AUTUMN.id, 0.9)]


@pytest.fixture
async def playground(pytestconfig: pytest.Config) -> AsyncIterator[Playground]:
    """A playground whose bot has two topics that are hard to tell apart."""
    async with running_playground(port=0) as running, bot_on(running, both, SPRING, AUTUMN):
        yield running
        remember(pytestconfig, running)


async def test_two_equal_answers_are_offered_as_buttons(anna: Member) -> None:
    offer = await anna.command("split ask", question="the emperor's visit")

    assert text(offer).startswith("## Did you mean one of these?")
    assert labels(offer) == ["The visit in spring", "The visit in autumn", "Wrong or missing?"]


async def test_a_pressed_offer_is_answered_where_the_offer_was(anna: Member, boris: Member) -> None:
    offer = await anna.command("split ask", question="the emperor's visit")
    answer = await anna.press(offer, "The visit in autumn")

    await boris.event("MESSAGE_CREATE", lambda message: message["id"] == answer["id"])
    assert answer["id"] != offer["id"]
    assert text(answer).startswith("## What is autumn?")


async def test_a_private_offer_is_answered_privately(anna: Member) -> None:
    offer = await anna.command("split ask", question="the emperor's visit", private=True)
    answer = await anna.press(offer, "The visit in spring")

    assert (offer["flags"] & 64, answer["flags"] & 64) == (64, 64)
