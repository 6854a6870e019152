"""Components: their types, what may stand where, and walking through them."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import count

from bot.playground.entities import Json, Unchecked


class ComponentType(IntEnum):
    """The types of component."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


class ButtonStyle(IntEnum):
    """The styles of button."""

    PRIMARY = 1
    SECONDARY = 2
    SUCCESS = 3
    DANGER = 4
    LINK = 5
    PREMIUM = 6


ENTITY_SELECTS = frozenset(
    {
        ComponentType.USER_SELECT,
        ComponentType.ROLE_SELECT,
        ComponentType.MENTIONABLE_SELECT,
        ComponentType.CHANNEL_SELECT,
    }
)
SELECTS = ENTITY_SELECTS | {ComponentType.STRING_SELECT}

IN_A_CONTAINER = frozenset(
    {
        ComponentType.ACTION_ROW,
        ComponentType.SECTION,
        ComponentType.TEXT_DISPLAY,
        ComponentType.MEDIA_GALLERY,
        ComponentType.FILE,
        ComponentType.SEPARATOR,
    }
)
IN_A_MESSAGE = frozenset({ComponentType.ACTION_ROW})
IN_A_V2_MESSAGE = IN_A_CONTAINER | {ComponentType.CONTAINER}
IN_A_ROW = SELECTS | {ComponentType.BUTTON}
IN_A_SECTION = frozenset({ComponentType.TEXT_DISPLAY})
BESIDE_A_SECTION = frozenset({ComponentType.BUTTON, ComponentType.THUMBNAIL})
IN_A_MODAL = frozenset({ComponentType.ACTION_ROW, ComponentType.LABEL, ComponentType.TEXT_DISPLAY})
IN_A_MODALS_ROW = frozenset({ComponentType.TEXT_INPUT})
IN_A_LABEL = SELECTS | {
    ComponentType.TEXT_INPUT,
    ComponentType.FILE_UPLOAD,
    ComponentType.RADIO_GROUP,
    ComponentType.CHECKBOX_GROUP,
    ComponentType.CHECKBOX,
}


def objects_in(listed: Unchecked) -> list[Json]:
    """Return what is an object in a list, where it is a list."""
    listed = listed if isinstance(listed, list | tuple) else ()
    return [each for each in listed if isinstance(each, dict)]


def walked(components: Unchecked) -> Iterator[Json]:
    """Go through components and everything inside them, in the order they are shown."""
    for component in objects_in(components):
        yield component
        yield from walked(component.get("components"))
        for inside in ("accessory", "component"):
            if inside in component:
                yield from walked((component[inside],))


def numbered(components: Sequence[Json]) -> tuple[Json, ...]:
    """Give every component the ``id`` that Discord gives to those that come without one."""
    taken = {each.get("id") for each in walked(components)}
    free = (number for number in count(1) if number not in taken)
    return tuple(_numbered(each, free) for each in components)


def _numbered(component: Json, free: Iterator[int]) -> Json:
    kept = {key: value for key, value in component.items() if value is not None}
    if not kept.get("id"):
        kept["id"] = next(free)
    if "components" in kept:
        kept["components"] = [_numbered(each, free) for each in kept["components"]]
    for inside in ("accessory", "component"):
        if inside in kept:
            kept[inside] = _numbered(kept[inside], free)
    return kept


def with_custom_id(components: Sequence[Json], custom_id: str) -> Json | None:
    """Return the component that has this custom id."""
    return next((each for each in walked(components) if each.get("custom_id") == custom_id), None)


def texts(components: Sequence[Json]) -> Iterator[str]:
    """Go through the texts that components display."""
    for each in walked(components):
        if each.get("type") == ComponentType.TEXT_DISPLAY:
            yield str(each.get("content") or "")


def media_urls(components: Sequence[Json]) -> Iterator[str]:
    """Go through the addresses of the pictures and files that components show."""
    for each in walked(components):
        for owner in (each, *each.get("items", ())):
            media = owner.get("media") or owner.get("file")
            if media is not None:
                yield str(media["url"])
