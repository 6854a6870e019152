"""A newcomer's first minute: the real bot, the real content, a real browser."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.bootstrap import playing
from bot.playground.server import Playground
from bot.settings import Settings
from tests.e2e.conftest import remember
from tests.e2e_page.conftest import Visit
from tests.e2e_page.test_commands import typed

pytestmark = pytest.mark.asyncio(loop_scope="session")

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "answer.png"


@pytest_asyncio.fixture(loop_scope="session")
async def playground(pytestconfig: pytest.Config) -> AsyncIterator[Playground]:
    """A playground with the real bot on it."""
    async with playing(Settings(), port=0) as (running, _):
        yield running
        remember(pytestconfig, running)


@pytest.fixture
def small_bot() -> None:
    """No small bot: the real one answers here."""


async def used(page: Page, *keys: str) -> Locator:
    """Type a command and send it; the bot's newest message."""
    before = await page.get_by_role("article").count()
    await page.get_by_role("combobox", name="Message").focus()
    await typed(page, *keys)
    await expect(page.get_by_role("article")).to_have_count(before + 1)
    return page.get_by_role("article").nth(before)


async def test_a_newcomer_is_told_what_to_try(visit: Visit) -> None:
    page = await visit("Anna", channel="welcome")

    await expect(page.get_by_role("article").first).to_contain_text("/split why")


async def test_why_is_asked_and_its_buttons_pressed(visit: Visit) -> None:
    page = await visit("Anna")

    answer = await used(page, "/split why ", "Enter")
    await expect(answer).to_contain_text("Why did China and the Soviet Union split?")
    await take_picture(page, answer)
    await answer.get_by_role("button", name="Sources").click()
    await expect(page.get_by_role("article").last).to_contain_text("Only you can see this")
    await expect(page.get_by_role("article").last).to_contain_text("Lüthi")
    await answer.get_by_role("button", name="Go deeper").click()
    await expect(page.get_by_role("article").last).to_contain_text("The chronology in six lines")


async def test_a_topic_is_opened_by_completion(visit: Visit) -> None:
    page = await visit("Boris")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/split topic ", "zhenb")
    await expect(page.get_by_role("option").first).to_contain_text("Zhenbao")
    await typed(page, "Enter", "Enter")

    await expect(page.get_by_role("article").last).to_contain_text("Zhenbao Island")


async def test_a_question_is_asked_in_own_words(visit: Visit) -> None:
    page = await visit("Anna")

    answer = await used(page, "/split ask ", "why did moscow recall its experts", "Enter")

    await expect(answer).to_contain_text("1960")


async def take_picture(page: Page, answer: Locator) -> None:
    """Take README's picture anew, where `TAKE_PICTURES` is set."""
    if not os.environ.get("TAKE_PICTURES"):
        return
    await page.set_viewport_size({"width": 1280, "height": 880})
    await answer.scroll_into_view_if_needed()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURE)
