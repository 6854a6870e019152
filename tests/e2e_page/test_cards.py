"""Cards and their components: buttons, selects and modals."""

from datetime import timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e_page.conftest import Visit
from tests.playground.fake_clock import FakeClock

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def used(page: Page, command: str) -> Locator:
    """Use a command without options; what it is answered with."""
    await page.get_by_role("combobox", name="Message").fill(f"/{command} ")
    await page.get_by_role("button", name="Send").click()
    answer = page.get_by_role("article").filter(has_text=f"used /{command}")
    await expect(page.get_by_text("Sending command…")).to_have_count(0)
    return answer


async def test_a_card_is_laid_out_as_discord_does(visit: Visit) -> None:
    page = await visit("Anna")
    card = await used(page, "show")

    await expect(card.get_by_role("heading", name="A card")).to_be_visible()
    await expect(card.locator("strong")).to_have_text("bold")
    await expect(card.locator("p.subtext")).to_have_text("Small print")
    await expect(card.locator("time[data-relative]")).to_contain_text("years ago")
    await expect(card.locator(".card")).to_have_css("border-inline-start-color", "rgb(200, 16, 46)")
    await expect(card.get_by_role("button", name="Locked")).to_be_disabled()
    link = card.get_by_role("link", name="Source")
    await expect(link).to_have_attribute("href", "https://example.org/source")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_a_spoiler_shows_when_it_is_pressed(visit: Visit) -> None:
    page = await visit("Anna")
    card = await used(page, "show")

    await expect(card.get_by_text("a secret")).to_be_hidden()
    await card.get_by_role("button", name="Spoiler").press("Enter")
    await expect(card.get_by_text("a secret")).to_be_visible()


async def test_a_button_edits_the_message_for_everybody(visit: Visit) -> None:
    anna, boris = await visit("Anna"), await visit("Boris")
    card = await used(anna, "show")

    await boris.get_by_role("button", name="Press", exact=True).press("Enter")

    await expect(card).to_contain_text("Pressed.")
    await expect(card).to_contain_text("(edited)")
    await expect(boris.get_by_role("article").last).to_contain_text("Pressed.")


async def test_a_press_without_an_answer_fails_visibly(visit: Visit, clock: FakeClock) -> None:
    """While the bot is waited for, the button is busy and keeps the focus."""
    page = await visit("Anna")
    card = await used(page, "show")
    button = card.get_by_role("button", name="Silent")

    await button.press("Enter")
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(button).to_be_focused()
    clock.advance(timedelta(seconds=3))

    await expect(card.get_by_role("alert")).to_have_text("This interaction failed")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_a_select_is_used_by_keyboard(visit: Visit) -> None:
    page = await visit("Anna")
    card = await used(page, "show")
    select = card.get_by_role("combobox", name="Choose a book")

    await select.press("Enter")
    await expect(card.get_by_role("option")).to_have_count(3)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("article").last).to_contain_text("You chose Mao's China")
    await expect(select).to_have_accessible_name("Choose a book: Mao's China and the Cold War")
    await expect(select).to_be_focused()


async def test_a_modal_checks_its_inputs_and_is_sent(visit: Visit) -> None:
    page = await visit("Anna")
    card = await used(page, "show")
    await card.get_by_role("button", name="Ask").click()
    dialog = page.get_by_role("dialog", name="Ask a question")
    question = dialog.get_by_label("Your question*")

    await expect(question).to_be_focused()
    await page.keyboard.type("Why?")
    await page.keyboard.press("Enter")
    await expect(question).to_have_accessible_description("Write at least 5 characters.")
    await page.keyboard.type(" Because")
    await page.keyboard.press("Enter")

    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("article").last).to_contain_text("You asked: Why? Because")


async def test_a_modal_closes_with_escape_and_gives_the_focus_back(visit: Visit) -> None:
    page = await visit("Anna")
    card = await used(page, "show")
    await card.get_by_role("button", name="Ask").click()
    await expect(page.get_by_role("dialog")).to_be_visible()

    await page.keyboard.press("Escape")

    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(card.get_by_role("button", name="Ask")).to_be_focused()


async def test_a_command_may_answer_with_a_modal(visit: Visit) -> None:
    page = await visit("Anna")
    await used(page, "form")

    await expect(page.get_by_role("dialog", name="Ask a question")).to_be_visible()


async def test_an_ephemeral_answer_is_for_one_member_and_may_be_dismissed(visit: Visit) -> None:
    anna, boris = await visit("Anna"), await visit("Boris")
    answer = await used(anna, "secret")
    await expect(answer).to_contain_text("Between us.")
    await expect(answer).to_contain_text("Only you can see this")

    await used(anna, "show")
    await expect(boris.get_by_role("article")).to_have_count(1)  # the card, which came later
    await expect(boris.get_by_text("Between us.")).to_have_count(0)
    await answer.get_by_role("button", name="Dismiss message").click()

    await expect(answer).to_have_count(0)
