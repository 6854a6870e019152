"""What Discord keeps of a command that is registered, and shows of it from then on.

Of an option's fields Discord leaves out those that are false or empty, and those that options of
its type do not have; translations are null where there are none.
"""

from collections.abc import Mapping, Sequence

from bot.playground.command_rules import CHAT_INPUT, OptionType
from bot.playground.components import objects_in
from bot.playground.entities import Json, Unchecked

_WITH_CHOICES = ("autocomplete", "choices")
_BOUNDS = ("min_value", "max_value")
FIELDS: Mapping[OptionType, Sequence[str]] = {
    OptionType.SUB_COMMAND: ("options",),
    OptionType.SUB_COMMAND_GROUP: ("options",),
    OptionType.STRING: (*_WITH_CHOICES, "min_length", "max_length"),
    OptionType.INTEGER: (*_WITH_CHOICES, *_BOUNDS),
    OptionType.NUMBER: (*_WITH_CHOICES, *_BOUNDS),
    OptionType.CHANNEL: ("channel_types",),
}
"""What an option of a type may have beside what all have."""


def registered(body: Json) -> Json:
    """Return what Discord keeps of a command's body, with what was left out filled in."""
    kept: Json = {
        "type": body.get("type") or CHAT_INPUT,
        **_named(body),
        **_described(body),
        "default_member_permissions": _as_text(body.get("default_member_permissions")),
        "dm_permission": body.get("dm_permission", True) is not False,
        "contexts": body.get("contexts"),
        "integration_types": body.get("integration_types") or [0],
        "nsfw": bool(body.get("nsfw")),
    }
    if body.get("options"):
        kept["options"] = [_option(each) for each in body["options"]]
    return kept


def unlocalized(body: Json) -> Json:
    """Leave the translations out everywhere, as Discord does unless they are asked for."""
    kept = {key: value for key, value in body.items() if not key.endswith("_localizations")}
    for inside in ("options", "choices"):
        if inside in kept:
            kept[inside] = [unlocalized(each) for each in kept[inside]]
    return kept


def _option(option: Json) -> Json:
    kept: Json = {"type": option["type"], **_named(option), **_described(option)}
    if option.get("required"):
        kept["required"] = True
    for field in FIELDS.get(option["type"], ()):
        value = _value(field, option.get(field))
        if value is not None:
            kept[field] = value
    return kept


def _value(field: str, given: Unchecked) -> object:
    """Return what is kept of a field, None where it is dropped."""
    match field:
        case "options":
            return [_option(each) for each in given or ()] or None
        case "choices":
            return [_choice(each) for each in objects_in(given)] or None
        case "channel_types":
            return given or None
        case "autocomplete":
            return True if given else None
    return given


def _choice(choice: Json) -> Json:
    return {**_named(choice), "value": choice["value"]}


def _named(body: Json) -> Json:
    return {"name": body["name"], "name_localizations": body.get("name_localizations") or None}


def _described(body: Json) -> Json:
    translations = body.get("description_localizations") or None
    return {"description": body.get("description") or "", "description_localizations": translations}


def _as_text(permissions: Unchecked) -> str | None:
    return None if permissions is None else str(permissions)
