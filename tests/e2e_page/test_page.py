"""The page as a whole: who one is, what is said, and coming back after the connection is lost."""

import dataclasses
from pathlib import Path

import pytest
from playwright.async_api import expect

import bot.playground
from bot.playground.server import Playground
from tests.e2e_page.conftest import Visit
from tests.e2e_page.small_bot import HOSTILE
from tests.e2e_page.test_cards import used

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = Path(bot.playground.__file__).parent / "page"
MOST_BYTES = 130_000


async def test_the_page_stays_small_and_holds_nothing_inline() -> None:
    """It is read by the browser as it is, under a policy that allows no inline script or style."""
    files = [path for path in PAGE.iterdir() if path.is_file()]
    index = (PAGE / "index.html").read_text(encoding="utf-8")

    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    assert "style=" not in index
    assert all("innerHTML" not in path.read_text(encoding="utf-8") for path in files)


async def test_messages_reach_the_other_members(visit: Visit) -> None:
    anna, boris = await visit("Anna"), await visit("Boris")

    await anna.get_by_role("combobox", name="Message").fill("Shall we **begin**?")
    await anna.keyboard.press("Enter")

    said = boris.get_by_role("article", name="Message from Anna")
    await expect(said).to_contain_text("Shall we begin?")
    await expect(said.locator("strong")).to_have_text("begin")
    await expect(boris.get_by_role("log")).to_contain_text("Shall we begin?")
    await expect(anna.get_by_role("combobox", name="Message")).to_have_value("")


async def test_messages_of_one_author_stand_below_one_name(visit: Visit) -> None:
    page = await visit("Anna")
    for words in ("one", "two"):
        await page.get_by_role("combobox", name="Message").fill(words)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article").last).to_contain_text(words)

    await expect(page.locator(".author")).to_have_text(["Anna"])


async def test_a_refused_message_is_kept_and_explained(
    visit: Visit, playground: Playground
) -> None:
    page = await visit("Anna")
    playground.faults.fail_next("POST", "/messages", 500)

    await page.get_by_role("combobox", name="Message").fill("hello")
    await page.keyboard.press("Enter")

    await expect(page.locator("#composer-problem")).not_to_be_empty()
    await expect(page.get_by_role("combobox", name="Message")).to_have_value("hello")


async def test_names_and_contents_are_text_and_never_markup(
    visit: Visit, playground: Playground
) -> None:
    """Markup in a name, a message, a card, a button or a select shows as it was typed."""
    rename(playground, "Boris", HOSTILE)
    anna = await visit("Anna")
    boris = await visit("boris")
    await boris.get_by_role("combobox", name="Message").fill(HOSTILE)
    await boris.keyboard.press("Enter")
    said = anna.get_by_role("article").first
    await expect(said.locator(".author")).to_have_text(HOSTILE)
    await expect(said.locator(".markdown")).to_have_text(HOSTILE)

    card = await used(boris, "hostile")
    await expect(card).to_contain_text(f"{HOSTILE} used /hostile")
    await expect(card.get_by_role("button", name=HOSTILE)).to_be_visible()
    await expect(card.locator("img, b, a")).to_have_count(0)
    await expect(anna.locator("img, b")).to_have_count(0)
    assert "owned" not in await anna.title()


def rename(playground: Playground, name: str, to: str) -> None:
    """Give a member another display name."""
    world = playground.world
    member = world.member(name)
    user = dataclasses.replace(member.user, display_name=to)
    world.users[user.id] = user
    world.guild.members[user.id] = dataclasses.replace(member, user=user)


async def test_one_may_be_another_member(visit: Visit) -> None:
    """The address says who one is, so that two tabs may be two members."""
    page = await visit("Anna")
    side = page.get_by_role("navigation", name="Channels")
    await side.get_by_label("Who you are").click()
    await expect(side.get_by_role("link", name="in a new tab")).to_have_count(4)

    await side.get_by_role("link", name="Dilnoza", exact=True).click()

    await expect(page.locator("#me")).to_contain_text("Dilnoza")
    await expect(page.get_by_role("heading", level=1)).to_have_text("#seminar")
    assert "as=Dilnoza" in page.url


async def test_a_channel_one_may_not_see_is_not_listed(visit: Visit) -> None:
    anna, boris = await visit("Anna"), await visit("Boris")

    await expect(anna.get_by_role("button", name="staff-room")).to_be_visible()
    await expect(boris.get_by_role("button", name="seminar")).to_be_visible()
    await expect(boris.get_by_role("button", name="staff-room")).to_have_count(0)


async def test_a_channel_with_something_new_is_marked(visit: Visit) -> None:
    anna, boris = await visit("Anna", channel="welcome"), await visit("Boris")

    await boris.get_by_role("combobox", name="Message").fill("here")
    await boris.keyboard.press("Enter")

    await expect(anna.get_by_role("button", name="seminar new")).to_be_visible()
    await anna.get_by_role("button", name="seminar new").click()
    await expect(anna.get_by_role("article")).to_contain_text("here")


async def test_on_a_narrow_window_the_channels_open_over_the_messages(visit: Visit) -> None:
    page = await visit("Anna", width=360)
    await expect(page.get_by_role("button", name="welcome")).to_be_hidden()

    await page.get_by_role("button", name="Channels and members").click()
    await page.get_by_role("button", name="welcome").click()

    await expect(page.get_by_role("button", name="seminar")).to_be_hidden()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#welcome")
    wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wider
