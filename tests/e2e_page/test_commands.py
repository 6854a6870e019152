"""Commands: found, filled in and sent by keyboard, and what comes of them."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from tests.e2e_page.conftest import Visit
from tests.e2e_page.small_bot import SmallBot
from tests.playground.fake_clock import FakeClock

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def typed(page: Page, *keys: str) -> None:
    """Press keys; a text of several letters is typed."""
    for key in keys:
        if key in {"Enter", "Tab", "Escape", "ArrowDown", "ArrowUp", "Backspace", "Shift+Tab"}:
            await page.keyboard.press(key)
        else:
            await page.keyboard.type(key)


async def at_the_message_box(page: Page) -> None:
    """Go to the message box as the page's first link offers it to a keyboard."""
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Go to the message box")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="Message")).to_be_focused()


async def test_a_command_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = await visit("Anna")
    await at_the_message_box(page)

    await typed(page, "/ec")
    await expect(page.get_by_role("option")).to_have_text(
        ["/echoSays what you sayThe Other Cold War"]
    )
    await typed(page, "Enter")
    await expect(page.get_by_label("words*")).to_be_focused()
    await typed(page, "peace", "Tab")
    await expect(page.get_by_role("button", name="Add option times: How often")).to_be_focused()
    await typed(page, "Enter", "2", "Enter")

    answer = page.get_by_role("article").last
    await expect(answer).to_contain_text("Anna used /echo")
    await expect(answer).to_contain_text("peace peace")
    await expect(page.get_by_role("combobox", name="Message")).to_be_focused()


async def test_arrows_choose_a_command_and_escape_takes_it_back(visit: Visit) -> None:
    page = await visit("Anna")
    box = page.get_by_role("combobox", name="Message")
    await box.focus()

    await typed(page, "/s")
    await expect(page.get_by_role("option")).to_have_count(4)
    await expect(page.locator(".option.active")).to_contain_text("/secret")
    await typed(page, "ArrowUp")
    await expect(page.locator(".option.active")).to_contain_text("/slow")
    await typed(page, "ArrowDown", "ArrowDown", "Tab")
    await expect(page.get_by_role("button", name="Cancel /show")).to_be_visible()
    await typed(page, "Escape")
    await expect(box).to_have_value("/show")
    await typed(page, "Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()


async def test_a_command_typed_in_full_is_recognised(visit: Visit) -> None:
    """A space after the name is enough, as in Discord."""
    page = await visit("Anna")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/echo hello", "Enter")

    await expect(page.get_by_role("article").last).to_contain_text("hello")


async def test_suggestions_of_the_bot_are_chosen_from(visit: Visit) -> None:
    page = await visit("Anna")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/book ", "cold")
    await expect(page.get_by_role("option")).to_have_text(
        ["Mao's China and the Cold War", "Shadow Cold War"]
    )
    await typed(page, "ArrowDown", "Enter")
    await expect(page.get_by_label("title*")).to_have_value("Shadow Cold War")
    await typed(page, "Tab", "Enter", "tr", "Enter")
    await expect(page.get_by_label("loud")).to_have_value("True")
    await typed(page, "Enter")

    await expect(page.get_by_role("article").last).to_contain_text("Book: SHADOW COLD WAR")


async def test_what_is_typed_faster_than_suggestions_come_is_sent_as_typed(visit: Visit) -> None:
    """Suggestions for older text cannot be chosen by mistake."""
    page = await visit("Anna")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/book ")
    await expect(page.get_by_role("option")).to_have_count(3)
    await typed(page, "Mao", "Enter")

    await expect(page.get_by_role("article").last).to_contain_text(re.compile(r"Book: Mao\b"))


async def test_a_missing_or_wrong_option_is_named_and_nothing_is_sent(visit: Visit) -> None:
    page = await visit("Anna")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/echo ", "Enter")
    words = page.get_by_label("words*")
    await expect(words).to_have_accessible_description("This option is required.")
    await typed(page, "x")
    await page.get_by_role("button", name="Add option times").click()
    await typed(page, "9", "Enter")

    await expect(page.get_by_label("times")).to_have_accessible_description("The most is 3.")
    await expect(page.get_by_role("article")).to_have_count(0)


async def test_a_deferred_answer_shows_that_the_bot_is_thinking(
    visit: Visit, small_bot: SmallBot
) -> None:
    page = await visit("Anna")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/slow ", "Enter")
    answer = page.get_by_role("article").last
    await expect(answer).to_contain_text("The Other Cold War is thinking…")
    await small_bot.deferred.pop().edit_original_response(content="Thought through.")

    await expect(answer).to_contain_text("Thought through.")
    await expect(answer).not_to_contain_text("thinking")


async def test_a_command_without_an_answer_says_so_after_three_seconds(
    visit: Visit, clock: FakeClock
) -> None:
    page = await visit("Anna")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/silence ", "Enter")
    sent = page.get_by_role("list", name="Commands being sent")
    await expect(sent).to_contain_text("Sending command…")
    await expect(page.get_by_role("combobox", name="Message")).to_be_focused()
    clock.advance(timedelta(seconds=3))

    await expect(sent).to_contain_text("The application did not respond")
    await sent.get_by_role("button", name="Dismiss").click()
    await expect(sent.get_by_role("listitem")).to_have_count(0)


async def test_a_command_of_the_apps_menu_is_run_on_its_message(visit: Visit) -> None:
    page = await visit("Anna", channel="welcome")

    await page.get_by_role("article").first.hover()
    await page.get_by_label("Apps for this message").press("Enter")
    await typed(page, "Tab")
    await expect(page.get_by_role("button", name="Quote this")).to_be_focused()
    await typed(page, "Enter")

    answer = page.get_by_role("article").last
    await expect(answer).to_contain_text("Anna used Quote this")
    await expect(answer).to_contain_text("By The Other Cold War.")


async def test_commands_work_in_direct_messages(visit: Visit) -> None:
    page = await visit("Anna")
    await page.get_by_role("button", name="The Other Cold War").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("@The Other Cold War")
    await page.get_by_role("combobox", name="Message").focus()

    await typed(page, "/echo hello", "Enter")

    await expect(page.get_by_role("article").last).to_contain_text("hello")
