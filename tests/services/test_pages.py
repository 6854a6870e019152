from bot.domain.answers import NotCovered
from bot.domain.dates import HistoricalDate
from bot.services.pages import (
    Page,
    Reference,
    Section,
    bibliography_page,
    detail_page,
    reply_page,
    short_page,
    sources_page,
    views_page,
)
from tests.samples import a_citation, a_person, a_place, a_source, a_topic, a_view, an_event


def test_an_answer_has_the_short_text_the_views_and_the_sources() -> None:
    assert short_page(a_topic(views=(a_view(),))) == Page(
        title="What is why?",
        sections=(
            Section(None, ("The short text of why.",)),
            Section("Who holds what", ("- **A historian**: It was ideology.",)),
        ),
        references=(
            Reference("Document archive-1960", "https://archive.example/archive-1960"),
            Reference("Document book-2008", "https://archive.example/book-2008"),
        ),
    )


def test_a_view_that_answers_is_not_shown_twice() -> None:
    views = (a_view(), a_view("Somebody else"))

    (told, _, held) = short_page(a_topic(views=views), views[0].text).sections

    assert told.paragraphs == ("> A historian: It was ideology.",)
    assert held.paragraphs == ("- **Somebody else**: It was ideology.",)


def test_what_is_told_begins_with_a_capital_letter() -> None:
    (told, *_) = short_page(a_topic(), "both held it.").sections

    assert told.paragraphs == ("> Both held it.",)


def test_many_views_are_named_and_the_first_are_shown() -> None:
    views = tuple(a_view(f"Historian {n}, {'x' * 200}") for n in range(6))

    (_, held) = short_page(a_topic(views=views)).sections

    assert len(held.paragraphs) == 3
    assert held.paragraphs[-1].startswith("- Also: Historian 2")


def test_sources_beyond_four_are_counted() -> None:
    topic = a_topic(citations=tuple(a_citation(f"item-{n}") for n in range(6)))

    assert (len(short_page(topic).references), short_page(topic).more) == (4, 2)


def test_an_event_begins_with_its_date() -> None:
    event = an_event(until=HistoricalDate(1960, 9, 1))

    (section,) = short_page(event).sections
    assert section.paragraphs == (
        "**16 July 1960 to 1 September 1960.** A note recalls every specialist.",
        "Help ends.",
    )


def test_a_person_has_a_role_life_dates_and_spellings() -> None:
    (section,) = short_page(a_person()).sections

    assert section.paragraphs == (
        "**First Secretary of the CPSU (15 April 1894 – 11 September 1971)**",
        "He led the Soviet party when the quarrel began.",
        "Also written: 赫鲁晓夫, Хрущёв, Khrushchev.",
    )


def test_a_living_or_unknown_life_has_open_ends() -> None:
    alive = short_page(a_person(died=None)).sections[0].paragraphs[0]
    unknown = short_page(a_person(born=None, died=None)).sections[0].paragraphs[0]

    assert alive == "**First Secretary of the CPSU (born 15 April 1894)**"
    assert unknown == "**First Secretary of the CPSU**"


def test_a_place_says_where_it_lies() -> None:
    paragraphs = short_page(a_place(latitude=-1.5)).sections[0].paragraphs

    assert paragraphs[1] == "It lies at 1.50° S, 133.84° E."


def test_the_full_text_is_its_paragraphs() -> None:
    assert detail_page(a_topic()).sections == (
        Section(None, ("The first paragraph of why.", "The second paragraph of why.")),
    )


def test_a_citation_names_work_place_and_what_it_supports() -> None:
    topic = a_topic(citations=(a_citation(),), views=())

    assert sources_page(topic).sections[0].paragraphs == (
        "- [Document archive-1960](https://archive.example/archive-1960). State archive, item 7, "
        "1960, page 3. For: the date.",
    )


def test_a_view_says_who_cites_it() -> None:
    assert views_page(a_topic(views=(a_view(),))).sections[0].paragraphs == (
        "- **A historian**: It was ideology. (Document book-2008)",
    )


def test_a_work_without_address_or_year_is_named_without_them() -> None:
    page = bibliography_page([a_source(url=None, year=None, authors=("Lorenz Lüthi",))])

    assert page.sections[0].paragraphs == (
        "- Lorenz Lüthi: Document archive-1960. State archive, item 7. The recall itself.",
    )


def test_a_refusal_says_what_the_store_is_and_offers_the_nearest() -> None:
    page = reply_page(NotCovered((a_topic("treaty"),)))

    assert page.title == "I have nothing on that"
    assert page.sections[1] == Section("Nearest to it", ("- Title of treaty",))


def test_text_for_the_terminal_has_no_markup() -> None:
    text = short_page(a_topic(views=(a_view(),))).text

    assert "**" not in text
    assert text.endswith("Sources: Document archive-1960; Document book-2008")
