import pytest
from discord import ui

from bot.bootstrap import answering_over
from bot.discord_app.buttons import CardRack, OpenButton, Part, entry_card, offer_card
from bot.discord_app.cards import Card, Leaf, card, leaves, notice
from bot.discord_app.client import Bot
from bot.discord_app.help import help_page
from bot.discord_app.timeline import timeline_card
from bot.domain.answers import Answer, NotCovered, Unsure
from bot.domain.entries import Entry, EntryId, EntryKind
from bot.domain.library import Library, UnknownEntryError
from bot.services.pages import Page, Section
from tests.fakes.services import services_with
from tests.samples import (
    a_citation,
    a_library,
    a_person,
    a_place,
    a_quote,
    a_source,
    a_topic,
    a_view,
    an_event,
)

LONG = "word " * 4_000


def texts(shown: Card) -> list[str]:
    """What a card says, by text display."""
    return [item.content for item in shown.walk_children() if isinstance(item, ui.TextDisplay)]


def custom_ids(shown: Card) -> list[str]:
    """The custom ids of a card's buttons."""
    return [item.custom_id for item in shown.walk_children() if isinstance(item, ui.DynamicItem)]


def an_endless_topic() -> Entry:
    """A topic in which everything is as long as can be, and longer than a writer may."""
    source = a_source("s" * 64, title=LONG, url="https://x.example/" + "y" * 380, good_for=LONG)
    citation = a_citation()
    return a_topic(
        "t" * 64,
        question=LONG,
        short=LONG,
        detail="\n\n".join([LONG] * 3),
        views=tuple(a_view(f"Historian {n} {LONG}") for n in range(60)),
        citations=(type(citation)(source, at=LONG, supports=LONG), *[citation] * 5),
    )


MANY: list[Entry] = [
    *(a_topic(f"{n}{'t' * 60}", title=LONG) for n in range(30)),
    *(an_event(f"1960-07-16-{n}{'t' * 40}", title=LONG) for n in range(30)),
    *(a_quote(f"{n}{'t' * 60}", text=LONG) for n in range(30)),
    a_person(role=LONG),
]


def a_rack(library: Library) -> CardRack:
    """The cards of a library."""
    return CardRack(library.entry, library.related)


@pytest.mark.parametrize("part", list(Part))
def test_a_card_is_inside_discords_limits_whatever_the_length(part: Part) -> None:
    """4,000 characters of text, 40 components, 100 characters of custom id, 80 of label."""
    for page in (0, 1, 2, 500):
        shown = entry_card(an_endless_topic(), MANY, part, page)

        assert shown.content_length() <= 4_000
        assert shown.total_children_count <= 40
        assert all(1 <= len(custom_id) <= 100 for custom_id in custom_ids(shown))
        assert len(set(custom_ids(shown))) == len(custom_ids(shown))
        assert all(texts(shown))


@pytest.mark.parametrize("part", list(Part))
@pytest.mark.parametrize(
    "entry", [a_topic(), a_topic(views=(a_view(),)), an_event(), a_person(), a_place()]
)
def test_every_part_of_every_kind_of_entry_has_a_card(entry: Entry, part: Part) -> None:
    assert texts(entry_card(entry, (a_topic("other"),), part))[0].startswith("## ")


def test_a_long_page_loses_nothing_when_cut() -> None:
    words = [f"word{n}" for n in range(3_000)]
    page = Page("Title", (Section(None, (" ".join(words),)),))

    assert " ".join(leaf.body for leaf in leaves(page)).split() == words


def test_text_is_cut_at_sentences_where_there_are_any() -> None:
    page = Page("Title", (Section(None, ("A sentence of six words here. " * 200,)),))

    assert all(leaf.body.endswith(".") for leaf in leaves(page))


def test_a_page_says_which_it_is_only_if_there_are_others() -> None:
    one = Page("Title", (Section(None, ("Short.",)),))
    many = Page("Title", (Section(None, (LONG,)),))

    assert [leaf.footer for leaf in leaves(one)] == [""]
    assert leaves(many)[1].footer == f"-# Page 2 of {len(leaves(many))}"


def test_an_empty_page_still_has_a_leaf() -> None:
    assert leaves(Page("Title", ())) == [Leaf("Title", "", "")]


def test_list_items_stand_together_and_paragraphs_apart() -> None:
    page = Page("T", (Section(None, ("First.", "- a", "- b", "Last.")), Section("Head", ("- c",))))

    assert leaves(page)[0].body == "First.\n\n- a\n- b\n\nLast.\n\n**Head**\n- c"


async def test_a_card_is_not_kept_in_memory_by_discord_py() -> None:
    """discord.py keeps every view that is not finished, with its buttons, until it times out."""
    assert card(Leaf("Title", "Body", "")).is_finished()


def test_a_link_with_brackets_stays_one_link() -> None:
    source = a_source(title="Note [excerpt]", url="https://a.example/x_(1960)")
    topic = a_topic(citations=(type(a_citation())(source),))

    assert "[Note (excerpt)](https://a.example/x_%281960%29)" in texts(entry_card(topic))[1]


def test_addresses_full_of_brackets_keep_a_card_inside_the_limit() -> None:
    """Each bracket takes three characters in a link."""
    url = "https://a.example/" + "(" * 110
    sources = [a_source(f"s{n}", title="t" * 60, url=url) for n in range(4)]
    cited = tuple(type(a_citation())(source) for source in sources)

    assert entry_card(a_topic(short=LONG, citations=cited)).content_length() <= 4_000


async def test_help_is_one_card() -> None:
    """It is shown without page buttons."""
    library = a_library()
    services = services_with(answering_over(library))

    assert len(leaves(help_page(Bot(services).tree))) == 1


def test_a_refusal_offers_the_nearest_entries_as_buttons() -> None:
    shown = offer_card(NotCovered((a_topic("treaty"), a_person())))

    assert custom_ids(shown) == [
        "open:short:topic/treaty",
        "open:short:person/nikita-khrushchev",
        "report:none",
    ]
    assert texts(shown)[0].startswith("## I have nothing on that\n")


def test_a_doubt_asks_which_was_meant() -> None:
    shown = offer_card(Unsure((a_topic("treaty"), a_topic("visit"))))

    assert texts(shown) == [
        "## Did you mean one of these?\n- Title of treaty\n- Title of visit",
    ]


async def test_an_answer_is_the_entrys_card_built_once() -> None:
    rack = a_rack(a_library())

    assert texts(rack.reply(Answer(a_topic()))) == texts(entry_card(a_topic()))
    assert rack.reply(Answer(a_topic())) is rack.card(a_topic().id)


async def test_a_card_of_an_entry_that_is_gone_is_an_error() -> None:
    with pytest.raises(UnknownEntryError):
        a_rack(a_library()).card(EntryId(EntryKind.TOPIC, "gone"))


def test_related_entries_have_a_button_each_ten_to_a_card() -> None:
    related = [a_topic(f"topic-{n}") for n in range(12)]

    assert "open:related:topic/why" in custom_ids(entry_card(a_topic(), related))
    assert custom_ids(entry_card(a_topic(), related, Part.RELATED, 1)) == [
        "open:short:topic/topic-10",
        "open:short:topic/topic-11",
        "turn:related:topic/why:0",
    ]


def test_an_entry_that_nothing_leads_on_from_has_no_button_for_it() -> None:
    assert "open:related:topic/why" not in custom_ids(entry_card(a_topic()))


def test_a_timeline_is_leafed_through_by_its_years() -> None:
    events = tuple(
        an_event(f"1960-07-16-{n}", title=f"Event {n} {'and so on ' * 6}") for n in range(99)
    )
    library = a_library(events=events)
    answering = answering_over(library)

    assert custom_ids(timeline_card(answering, 1969, 1950)) == ["timeline:1950:1969:1"]
    assert texts(timeline_card(answering, 1950, 1969, 99))[0].count("16 July 1960") > 1
    assert texts(timeline_card(answering, 1970, 1980)) == [
        "## Timeline: 1970 to 1980\nThe store has no event of that time."
    ]


def test_a_label_longer_than_discord_takes_is_cut() -> None:
    assert len(OpenButton(a_topic().id, Part.SHORT, LONG).item.label or "") == 80


def test_a_notice_says_one_thing() -> None:
    assert texts(notice("That is done.")) == ["That is done."]
