import pytest

from bot.playground.server import Playground
from tests.e2e.member import Json, Member, Refused, labels, parts, text


async def test_why_names_the_causes_and_the_sources(anna: Member) -> None:
    message = await anna.command("split why")

    said = text(message).casefold()
    causes = ("ideology", "leadership", "security", "united states")
    assert [cause for cause in causes if cause not in said] == []
    (sources,) = [line for line in text(message).splitlines() if line.startswith("-# Sources: ")]
    assert sources.count("](http") >= 2
    assert labels(message) == [
        "Go deeper",
        "Views",
        "Sources",
        "Related",
        "Wrong or missing?",
    ]


async def test_a_reply_is_public_unless_private_is_asked_for(anna: Member, boris: Member) -> None:
    private = await anna.command("split why", private=True)
    public = await anna.command("split why")

    seen = await boris.event("MESSAGE_CREATE")
    assert (private["flags"] & 64, public["flags"] & 64) == (64, 0)
    assert seen["id"] == public["id"]


async def test_sources_and_the_full_text_are_for_who_pressed(anna: Member, boris: Member) -> None:
    why = await anna.command("split why")

    sources = await boris.press(why, "Sources")
    deeper = await boris.press(why, "Go deeper")

    assert (sources["flags"] & 64, deeper["flags"] & 64) == (64, 64)
    assert text(sources).startswith("## Sources: ")
    assert len(text(deeper)) > len(text(why)) / 2


async def test_a_topic_is_completed_and_opened(anna: Member) -> None:
    choices = await anna.complete("split topic", "name", "zhenb")
    opened = await anna.command("split topic", name=choices[0]["value"])

    assert "Zhenbao" in text(opened)


async def test_completion_offers_at_most_25_choices(anna: Member) -> None:
    assert len(await anna.complete("split topic", "name", "")) == 25


@pytest.mark.parametrize(
    ("command", "typed", "said"),
    [
        ("person", "хрущ", "Nikita Khrushchev"),
        ("person", "kruschev", "Nikita Khrushchev"),
        ("place", "damansk", "Zhenbao Island"),
        ("term", "peaceful co", "Peaceful coexistence"),
        ("quote", "east wind", "east wind"),
    ],
)
async def test_a_name_is_completed_in_any_spelling_and_opened(
    anna: Member, command: str, typed: str, said: str
) -> None:
    choices = await anna.complete(f"split {command}", "name", typed)
    opened = await anna.command(f"split {command}", name=choices[0]["value"])

    assert said in text(opened)


async def test_a_name_that_no_entry_of_the_kind_has_is_asked_for(anna: Member) -> None:
    """Who types a topic into the field for people still gets an answer."""
    assert "Zhenbao" in text(await anna.command("split person", name="battle of zhenbao island"))


async def test_some_quotation_comes_where_none_is_named(anna: Member) -> None:
    assert "“" in text(await anna.command("split quote"))


async def test_what_is_related_leads_on(anna: Member) -> None:
    opened = await anna.command("split person", name="Nikita Khrushchev")
    related = await anna.press(opened, "Related")
    led_on = await anna.press(related, labels(related)[0])

    assert related["flags"] & 64
    assert text(related).startswith("## Related: Nikita Khrushchev")
    assert text(led_on).startswith("## ")


async def test_a_timeline_is_leafed_through(anna: Member) -> None:
    some = await anna.command("split timeline", place="seminar", **{"from": 1969, "to": 1960})
    assert text(some).startswith("## Timeline: 1960 to 1969")
    assert " December 1969: " in text(await last_page(anna, some))

    one = await anna.command("split timeline", place="seminar", **{"from": 1960})
    assert "16 July 1960: **" in text(one)
    assert " 1961:" not in text(one)

    everything = await anna.command("split timeline")
    assert text(everything).endswith("Page 1 of " + text(everything).rsplit(" ", 1)[1])


async def last_page(anna: Member, message: Json) -> Json:
    """Turn a card to its last page."""
    while "Next page" in labels(message):
        message = await anna.press(message, "Next page")
    return message


async def test_a_question_in_own_words_is_answered(anna: Member) -> None:
    answer = await anna.command(
        "split ask", question="when did the russians pull thier experts out"
    )

    assert "1960" in text(answer)


async def test_a_question_outside_the_store_is_refused_kindly(anna: Member) -> None:
    answer = await anna.command("split ask", question="best pizza in Naples")

    assert text(answer).startswith("## I have nothing on that")


async def test_the_bibliography_is_turned_page_by_page(anna: Member) -> None:
    first = await anna.command("split sources", private=True)
    second = await anna.press(first, "Next page")
    again = await anna.press(second, "Previous page")

    assert second["id"] == first["id"]
    assert text(second) != text(first)
    assert text(again) == text(first)


async def test_help_lists_every_command(anna: Member) -> None:
    message = await anna.command("help")

    assert message["flags"] & 64
    for command in ("/split why", "/split ask", "/split timeline", "/split sources", "/help"):
        assert f"`{command}`" in text(message)


async def test_everything_works_in_direct_messages(anna: Member) -> None:
    why = await anna.command("split why", place=None)
    sources = await anna.press(why, "Sources")

    assert "guild_id" not in why
    assert text(sources).startswith("## Sources: ")


@pytest.mark.parametrize(
    "question",
    [
        '"unbalanced AND (NEAR',
        "```py\nprint('x')\n```",
        "<@123456789012345678> <@&1> @everyone @here",
        "🙂🙂🙂",
        "\u202e\u200b\u0007",
        "a" * 1000,
        "'; DROP TABLE passages; --",
        "why * ^ : - + ~ || {names}",
    ],
)
async def test_odd_input_gets_a_normal_reply_without_echo(anna: Member, question: str) -> None:
    answer = await anna.command("split ask", question=question)

    assert text(answer).startswith("## ")
    assert "@" not in text(answer)
    assert question.strip() not in text(answer)


async def test_a_forged_button_is_refused_by_discord_itself(anna: Member) -> None:
    why = await anna.command("split why")

    with pytest.raises(Refused) as caught:
        await anna.press_raw(why, {"component_type": 2, "custom_id": "open:short:topic/nope"})

    assert caught.value.status == 400


async def test_no_reply_can_ping_anybody(anna: Member, playground: Playground) -> None:
    await anna.command("split why")

    (callback,) = [one for one in playground.wire.exchanges if "callback" in one.route]
    assert callback.body["data"]["allowed_mentions"] == {"parse": []}


async def test_a_card_is_a_container_with_an_accent(anna: Member) -> None:
    message = await anna.command("split why")

    container = next(iter(parts(message)))
    assert (container["type"], container["accent_color"]) == (17, 0xB3261E)
