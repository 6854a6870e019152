"""Losing the connection and coming back, seen from the page."""

import pytest
from playwright.async_api import Browser, Page, expect
from yarl import URL

from bot.playground.server import Playground, running_playground
from bot.playground.sessions import Connection, Op
from tests.e2e_page.conftest import Visit
from tests.e2e_page.test_cards import used

pytestmark = pytest.mark.asyncio(loop_scope="session")

RECORD_STATES = """() => {
    window.states = [];
    new MutationObserver(() => {
        const { connection } = document.body.dataset;
        window.states.push([connection, document.querySelector("#connection").textContent]);
        if (connection === "ready") document.body.dataset.cameBack = "yes";
    }).observe(document.body, { attributeFilter: ["data-connection"] });
}"""


def connection_of(playground: Playground, name: str) -> Connection:
    """The gateway connection of a member; faults are the bot's alone, so this looks inside."""
    user = playground.world.member(name).user
    audience = playground.faults._audience
    return next(
        each.connection
        for each in audience
        if each.user_id == user.id and each.connection is not None
    )


async def states_until_ready(page: Page) -> list[list[str]]:
    """What the page said about its connection, up to being ready again."""
    await expect(page.locator("body")).to_have_attribute("data-came-back", "yes")
    states: list[list[str]] = await page.evaluate("window.states")
    return states


async def test_after_a_cut_the_page_resumes_and_misses_nothing(
    visit: Visit, playground: Playground
) -> None:
    """The server drops the connection without a word; what is said meanwhile is shown once."""
    anna, boris = await visit("Anna"), await visit("Boris")
    await anna.evaluate(RECORD_STATES)

    connection_of(playground, "Anna").drop()
    await boris.get_by_role("combobox", name="Message").fill("Still there?")
    await boris.keyboard.press("Enter")

    assert await states_until_ready(anna) == [["reconnecting", "Reconnecting…"], ["ready", ""]]
    await expect(anna.get_by_text("Still there?")).to_have_count(2)  # on the page, and read out
    await expect(anna.get_by_role("article")).to_have_count(1)


async def test_after_losing_its_session_the_page_starts_another(
    visit: Visit, playground: Playground
) -> None:
    """The history is read again, what is being written stays, and commands go on working."""
    page = await visit("Anna")
    box = page.get_by_role("combobox", name="Message")
    await box.fill("first")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article")).to_contain_text("first")
    await box.fill("half a sent")
    await page.evaluate(RECORD_STATES)

    connection = connection_of(playground, "Anna")
    assert connection.session is not None
    connection.send(Op.INVALID_SESSION, False)
    playground.faults._audience.end(connection.session)

    await states_until_ready(page)
    await expect(page.get_by_role("article")).to_contain_text("first")
    await expect(box).to_have_value("half a sent")
    await expect(await used(page, "secret")).to_contain_text("Between us.")


async def test_an_ephemeral_answer_outlives_a_new_session(
    visit: Visit, playground: Playground
) -> None:
    """No server keeps it, so the page must."""
    page = await visit("Anna")
    answer = await used(page, "secret")
    await expect(answer).to_contain_text("Between us.")
    await page.evaluate(RECORD_STATES)

    connection = connection_of(playground, "Anna")
    assert connection.session is not None
    playground.faults._audience.end(connection.session)
    connection.drop()

    await states_until_ready(page)
    await expect(answer).to_contain_text("Between us.")


async def test_a_playground_started_again_is_joined_by_the_open_page(browser: Browser) -> None:
    """Its tokens are new, so the page loads again, as the same member."""
    context = await browser.new_context()
    page = await context.new_page()
    async with running_playground(port=0) as first:
        port = URL(first.page_url).port or 0
        await page.goto(f"{first.page_url}?as=Boris")
        await expect(page.locator("body")).to_have_attribute("data-connection", "ready")
        await page.evaluate("() => { document.body.dataset.loaded = 'before'; }")

    async with running_playground(port=port):
        await expect(page.locator("body")).not_to_have_attribute("data-loaded", "before")
        await expect(page.locator("body")).to_have_attribute("data-connection", "ready")
        await expect(page.locator("#me")).to_contain_text("Boris")
        await context.close()
