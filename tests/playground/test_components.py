"""The rules of components, as a message in a channel meets them."""

from typing import Any

import pytest

from bot.playground.component_rules import MOST_COMPONENTS, check_message_components
from bot.playground.problems import Problems
from bot.playground.refusals import RefusedError
from tests.playground.samples import button, container, row, select, text

URL_NOT_ALLOWED = "BUTTON_COMPONENT_URL_NOT_ALLOWED"
CUSTOM_ID_NOT_ALLOWED = "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED"
VALUE_DUPLICATED = "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"

LINK = {"type": 2, "style": 5, "label": "Read", "url": "https://example.org"}
SECTION = {"type": 9, "components": [text()], "accessory": LINK}
GALLERY = {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]}


def tree(*components: object, v2: bool = True) -> Any:
    """Return the error tree of a message with these components, empty if there is none."""
    problems = Problems()
    check_message_components(list(components), problems, v2=v2)
    try:
        problems.refuse_if_any()
    except RefusedError as refused:
        return refused.body["errors"]["components"]
    return {}


def problem(errors: Any, *path: str) -> str:
    """Return the code of the first problem at a place."""
    for step in path:
        errors = errors[step]
    return str(errors["_errors"][0]["code"])


@pytest.mark.parametrize(
    "component",
    [
        text(),
        text("x" * 4_000),
        row(*(button(str(index)) for index in range(5))),
        row(select(*map(str, range(25)))),
        row({"type": 5, "custom_id": "who"}),
        row(LINK),
        row(button(label=None, emoji={"name": "✅"})),
        row(button(label=None, emoji={"id": "1", "name": "own"})),
        row(select("a", "b", min_values=0, max_values=2)),
        row(select("a", min_values=None, max_values=None)),
        row({"type": 5, "custom_id": "who", "min_values": 2, "max_values": 25}),
        SECTION,
        SECTION | {"accessory": {"type": 11, "media": {"url": "https://example.org/a.png"}}},
        GALLERY,
        {"type": 14},
        {"type": 14, "spacing": 2, "divider": False},
        container(text(), row(button()), SECTION, GALLERY, {"type": 14}),
        container(text()) | {"accent_color": 0xFFFFFF},
    ],
)
def test_what_discord_shows_is_taken(component: dict[str, object]) -> None:
    assert tree(component) == {}


@pytest.mark.parametrize(
    ("component", "path", "code"),
    [
        (button(), "type", "UNION_TYPE_CHOICES"),
        ({"type": 99}, "type", "UNION_TYPE_CHOICES"),
        ({}, "type", "UNION_TYPE_CHOICES"),
        ("text", "", "MODEL_TYPE_CONVERT"),
        (text(""), "content", "BASE_TYPE_BAD_LENGTH"),
        (text("x" * 4_001), "content", "BASE_TYPE_BAD_LENGTH"),
        (row(), "components", "BASE_TYPE_REQUIRED"),
        (row(*(button(str(i)) for i in range(6))), "components", "BASE_TYPE_BAD_LENGTH"),
        (row(button(), select("a")), "components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        (row(select("a"), select("b")), "components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        (row(text()), "components.0.type", "UNION_TYPE_CHOICES"),
        (row(row(button())), "components.0.type", "UNION_TYPE_CHOICES"),
        (row(button("")), "components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
        (row(button("x" * 101)), "components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
        (row(button(custom_id=None)), "components.0.custom_id", "BASE_TYPE_REQUIRED"),
        (row(button(), button()), "components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        (row(button(label="x" * 81)), "components.0.label", "BASE_TYPE_MAX_LENGTH"),
        (row(button(style=9)), "components.0.style", "BASE_TYPE_CHOICES"),
        (
            row(button(url="https://example.org")),
            "components.0.url",
            "BUTTON_COMPONENT_URL_NOT_ALLOWED",
        ),
        (
            row(LINK | {"custom_id": "x"}),
            "components.0.custom_id",
            "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED",
        ),
        (row(LINK | {"url": None}), "components.0.url", "BASE_TYPE_REQUIRED"),
        (row(LINK | {"url": "example.org"}), "components.0.url", "URL_TYPE_INVALID_URL"),
        (row(LINK | {"url": "javascript:x"}), "components.0.url", "URL_TYPE_INVALID_SCHEME"),
        (
            row(button(emoji={"name": "notanemoji"})),
            "components.0.emoji.name",
            "COMPONENT_INVALID_EMOJI",
        ),
        (
            row(button(emoji={"id": "x", "name": "own"})),
            "components.0.emoji.id",
            "NUMBER_TYPE_COERCE",
        ),
        (text(" \n\t"), "content", "BASE_TYPE_BAD_LENGTH"),
        (
            row(select("a", "b", "c", min_values=3, max_values=2)),
            "components.0.min_values",
            "NUMBER_TYPE_MAX",
        ),
        (row(select("a", "b", min_values=2)), "components.0.min_values", "NUMBER_TYPE_MAX"),
        (row(select("a", "b", max_values=3)), "components.0.max_values", "NUMBER_TYPE_MAX"),
        (
            row({"type": 5, "custom_id": "who", "min_values": 2}),
            "components.0.min_values",
            "NUMBER_TYPE_MAX",
        ),
        (row(select()), "components.0.options", "BASE_TYPE_REQUIRED"),
        (row(select(*map(str, range(26)))), "components.0.options", "BASE_TYPE_BAD_LENGTH"),
        (
            row(select("a", "a")),
            "components.0.options.1.value",
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        (row(select("x" * 101)), "components.0.options.0.label", "BASE_TYPE_BAD_LENGTH"),
        (row(select("a", max_values=26)), "components.0.max_values", "NUMBER_TYPE_MAX"),
        (row(select("a", min_values=-1)), "components.0.min_values", "NUMBER_TYPE_MIN"),
        (
            row(select("a", placeholder="x" * 151)),
            "components.0.placeholder",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (SECTION | {"components": []}, "components", "BASE_TYPE_REQUIRED"),
        (SECTION | {"components": [text()] * 4}, "components", "BASE_TYPE_BAD_LENGTH"),
        (SECTION | {"components": [GALLERY]}, "components.0.type", "UNION_TYPE_CHOICES"),
        (SECTION | {"accessory": None}, "accessory", "BASE_TYPE_REQUIRED"),
        (SECTION | {"accessory": text()}, "accessory.type", "UNION_TYPE_CHOICES"),
        (GALLERY | {"items": []}, "items", "BASE_TYPE_REQUIRED"),
        (GALLERY | {"items": [{}]}, "items.0.media", "BASE_TYPE_REQUIRED"),
        ({"type": 14, "spacing": 3}, "spacing", "BASE_TYPE_CHOICES"),
        (container(), "components", "BASE_TYPE_REQUIRED"),
        (container(container(text())), "components.0.type", "UNION_TYPE_CHOICES"),
        (container(text()) | {"accent_color": 1 << 24}, "accent_color", "NUMBER_TYPE_MAX"),
        (container(text() | {"id": 7}) | {"id": 7}, "components.0.id", "COMPONENT_ID_DUPLICATED"),
    ],
)
def test_what_discord_does_not_show_is_refused(component: Any, path: str, code: str) -> None:
    assert problem(tree(component), "0", *filter(None, path.split("."))) == code


def test_custom_ids_are_unique_in_the_whole_message() -> None:
    errors = tree(container(row(button())), row(button()))

    assert problem(errors, "1", "components", "0", "custom_id") == "COMPONENT_CUSTOM_ID_DUPLICATED"


def test_there_are_at_most_forty_components_in_all() -> None:
    """Those inside others count too."""
    inside = [text() for _ in range(MOST_COMPONENTS - 1)]

    assert tree(container(*inside)) == {}
    assert problem(tree(container(*inside, text()))) == "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"


def test_all_texts_together_have_at_most_four_thousand_characters() -> None:
    assert tree(text("x" * 2_000), container(text("x" * 2_000))) == {}
    errors = tree(text("x" * 2_000), container(text("x" * 2_001)))
    assert problem(errors) == "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"


def test_the_first_version_has_rows_alone() -> None:
    assert tree(row(button()), v2=False) == {}
    assert problem(tree(text(), v2=False), "0", "type") == "UNION_TYPE_CHOICES"
    many = [row(button(str(index))) for index in range(6)]
    assert problem(tree(*many, v2=False)) == "BASE_TYPE_MAX_LENGTH"
