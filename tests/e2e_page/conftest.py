"""Brings up a playground, the small bot and a browser, and opens the page in a member's name.

Without playwright or a browser every file here is skipped and says why; so playwright is imported
late.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

import discord
import pytest
import pytest_asyncio
from discord.gateway import DiscordWebSocket
from typing_extensions import override
from yarl import URL

from bot.playground.server import Playground, running_playground
from tests.e2e_page.small_bot import SmallBot
from tests.playground.fake_clock import FakeClock

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser, ConsoleMessage, Page, Request

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
START_UP_S = 20
NOON = datetime(2025, 3, 2, 12, tzinfo=UTC)

Visit = Callable[..., Awaitable["Page"]]


class SkippedModule(pytest.Module):
    """A file of tests that cannot run here."""

    @override
    def collect(self) -> list[pytest.Item]:
        """Skip the file for what it lacks, without importing it."""
        pytest.skip(_lacking(), allow_module_level=True)


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module | None:
    """Skip the files of this folder where they cannot run."""
    return SkippedModule.from_parent(parent, path=module_path) if _lacking() else None


def _lacking() -> str:
    if find_spec("playwright") is None:
        return "playwright is not installed"
    if _browser_path() is None:
        return f"no browser is installed (looked for {', '.join(BROWSERS)})"
    return ""


def _browser_path() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests; each test gets contexts of its own."""
    from playwright.async_api import async_playwright

    async with async_playwright() as running:
        launched = await running.chromium.launch(
            executable_path=_browser_path(), args=["--no-sandbox"]
        )
        yield launched
        await launched.close()


@pytest.fixture
def clock() -> FakeClock:
    """The playground's clock: it stands still until a test advances it."""
    return FakeClock(NOON)


@pytest_asyncio.fixture(loop_scope="session")
async def playground(clock: FakeClock) -> AsyncIterator[Playground]:
    """A playground on a free port."""
    async with running_playground(port=0, clock=clock) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def small_bot(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SmallBot]:
    """The small bot, connected to the playground and ready."""
    monkeypatch.setattr(discord.http.Route, "BASE", playground.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(playground.gateway_url))
    bot = SmallBot()
    running = asyncio.create_task(bot.start(playground.bot_token))
    async with asyncio.timeout(START_UP_S):
        await bot.came_up.wait()
    yield bot
    await bot.close()
    await running


@pytest_asyncio.fixture(loop_scope="session")
async def visit(
    browser: Browser, playground: Playground, small_bot: SmallBot
) -> AsyncIterator[Visit]:
    """Open the page as a member, in a browser context of its own.

    Whatever a test does, the page must not throw, break its own content policy or ask another host.
    """
    from playwright.async_api import expect

    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def opened(name: str, channel: str = "seminar", width: int = 1280) -> Page:
            context = await browser.new_context(viewport={"width": width, "height": 740})
            stack.push_async_callback(context.close)
            page = await context.new_page()
            _watch(page, playground.page_url, complaints)
            await page.goto(
                f"{playground.page_url}?as={name}#{playground.world.channel(channel).id}"
            )
            await expect(page.locator("body")).to_have_attribute("data-connection", "ready")
            return page

        yield opened
    assert complaints == []


def _watch(page: Page, own: str, complaints: list[str]) -> None:
    def heard(line: ConsoleMessage) -> None:
        if "violates" in line.text and "Content Security Policy" in line.text:
            complaints.append(line.text)

    def asked(request: Request) -> None:
        if not request.url.startswith(own):
            complaints.append(request.url)

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", heard)
    page.on("request", asked)
