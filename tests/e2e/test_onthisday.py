"""`/onthisday` over the wire."""

from bot.playground.entities import MessageFlag
from bot.playground.server import Playground
from tests.e2e.member import Member, labels, text


async def test_a_day_is_told_with_its_neighbours(anna: Member) -> None:
    day = await anna.command("onthisday", date="2 march")
    turned = await anna.press(day, "3 March ›")

    assert text(day).startswith("## On this day: 2 March\n**1969: First battle at Zhenbao")
    assert "*Why it matters:*" in text(day)
    assert "Sources:" in text(day)
    assert "‹ 1 March" in labels(day)
    assert text(turned).startswith("## On this day: 3 March")


async def test_what_happened_stands_for_its_day(anna: Member) -> None:
    by_name = await anna.command("onthisday", date="Zhenbao")
    by_figures = await anna.command("onthisday", date="0302", private=True)

    assert text(by_name).startswith("## On this day: 2 March")
    assert text(by_figures).startswith("## On this day: 2 March")
    assert by_figures["flags"] & MessageFlag.EPHEMERAL


async def test_today_needs_no_date_and_works_in_a_direct_message(anna: Member) -> None:
    answer = await anna.command("onthisday", place=None)

    assert text(answer).startswith("## On this day: ")


async def test_what_is_no_day_is_said_privately_and_nobody_is_pinged(
    playground: Playground, anna: Member
) -> None:
    answer = await anna.command("onthisday", date="@everyone `zzz`")

    assert answer["flags"] & MessageFlag.EPHEMERAL
    assert "I cannot read `@everyone 'zzz'` as a day that I know." in text(answer)
    assert not answer["mention_everyone"]


async def test_days_are_completed_from_dates_names_and_events(anna: Member) -> None:
    near = await anna.complete("onthisday", "date", "")
    both = await anna.complete("onthisday", "date", "3/4")
    event = await anna.complete("onthisday", "date", "zhenb")
    month = await anna.complete("onthisday", "date", "march")

    assert [one["name"] for one in near] == ["Today", "Yesterday", "Tomorrow"]
    assert [one["value"] for one in both[:2]] == ["3 April", "4 March"]
    assert "2 March" in [one["value"] for one in event]
    assert all(one["value"].endswith(" March") for one in month[:10])


async def test_an_event_of_a_day_opens_privately(anna: Member) -> None:
    day = await anna.command("onthisday", date="2 march")
    label = next(one for one in labels(day) if one.startswith("1969:"))
    event = await anna.press(day, label)

    assert event["flags"] & MessageFlag.EPHEMERAL
    assert text(event).startswith("## First battle at Zhenbao")
