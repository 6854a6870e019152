"""The rules a command has to keep to be registered."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum

from bot.playground.components import objects_in
from bot.playground.entities import Json, Unchecked
from bot.playground.problems import Path, Problems, scalar, snowflake

MOST_COMMANDS = {1: 100, 2: 15, 3: 15}
"""Of each type, in one scope."""
MOST_CHARACTERS = 8_000
"""Over names, descriptions and choices of one command."""
MOST_OPTIONS = 25
MOST_CHOICES = 25
LONGEST_CHOICE = 100
LONGEST_NAME = 32
LONGEST_DESCRIPTION = 100
LONGEST_STRING = 6_000
LARGEST_NUMBER = 2**53
CONTEXTS = (0, 1, 2)
"""In a server, in a direct conversation with the bot, in one with others."""
INTEGRATION_TYPES = (0, 1)
"""Installed by servers, installed by users."""
TYPE_INVALID = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"

# letters and digits of any script; Devanagari and Thai with their marks, which are no letters
_NAME = re.compile(r"[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")
CHAT_INPUT = 1


class OptionType(IntEnum):
    """The types of a command's options."""

    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


NESTING = {OptionType.SUB_COMMAND, OptionType.SUB_COMMAND_GROUP}
BELOW: Mapping[OptionType | None, Collection[OptionType]] = {
    None: set(OptionType),
    OptionType.SUB_COMMAND_GROUP: {OptionType.SUB_COMMAND},
    OptionType.SUB_COMMAND: set(OptionType) - NESTING,
}
"""What may stand below a command, a group and a sub-command."""
WITH_CHOICES = {OptionType.STRING, OptionType.INTEGER, OptionType.NUMBER}


def check_commands(bodies: Sequence[Unchecked] | None) -> None:
    """Refuse a list of commands that breaks a rule."""
    problems = Problems()
    if bodies is None:
        problems.items({}, (), 0)
    seen: Counter[tuple[object, object]] = Counter()
    for path, body in problems.objects(list(bodies or ()), (), sum(MOST_COMMANDS.values())):
        check_command(body, path, problems)
        key = scalar(body.get("type")) or CHAT_INPUT, scalar(body.get("name"))
        seen[key] += 1
        if seen[key] > 1:
            duplicate = "Application command names must be unique"
            problems.add(path, "APPLICATION_COMMANDS_DUPLICATE_NAME", duplicate)
    for kind, most in MOST_COMMANDS.items():
        if sum(number for key, number in seen.items() if key[0] == kind) > most:
            too_many = f"Maximum number of application commands reached ({most})."
            problems.add((), "MAX_APPLICATION_COMMANDS", too_many)
    problems.refuse_if_any()


def check_command(body: Json, path: Path, problems: Problems) -> None:
    """Note what is wrong with one command."""
    kind = body.get("type") or CHAT_INPUT
    if not problems.one_of(kind, (*path, "type"), MOST_COMMANDS):
        return
    if kind == CHAT_INPUT:
        _check_name(body.get("name"), (*path, "name"), problems)
        place = (*path, "description")
        problems.text(body.get("description"), place, LONGEST_DESCRIPTION, shortest=1)
        _check_options(body.get("options"), (*path, "options"), problems, above=None)
    else:
        _check_menu_command(body, path, problems)
    _check_where(body, path, problems)
    _check_translations(body, path, problems)
    if _characters(body) > MOST_CHARACTERS:
        too_large = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", too_large)


def _check_menu_command(body: Json, path: Path, problems: Problems) -> None:
    problems.text(body.get("name"), (*path, "name"), LONGEST_NAME, shortest=1)
    for field in ("description", "options"):
        if body.get(field):
            code = f"APPLICATION_COMMAND_CONTEXT_MENU_{field.upper()}_CANNOT_BE_SET"
            problems.add((*path, field), code, f"Context menu commands cannot have {field}")


def _check_where(body: Json, path: Path, problems: Problems) -> None:
    """Check who may use a command, and where."""
    for field, known in (("contexts", CONTEXTS), ("integration_types", INTEGRATION_TYPES)):
        place = (*path, field)
        if problems.items(body.get(field), place, len(known)):
            for index, each in enumerate(body.get(field) or ()):
                problems.one_of(each, (*place, index), known)
    needed = body.get("default_member_permissions")
    if needed is not None and snowflake(needed) is None:
        wrong = f'Value "{needed}" is not a permission bitfield.'
        problems.add((*path, "default_member_permissions"), "NUMBER_TYPE_COERCE", wrong)


def _check_translations(body: Json, path: Path, problems: Problems) -> None:
    for field, longest in (
        ("name_localizations", LONGEST_NAME),
        ("description_localizations", LONGEST_DESCRIPTION),
    ):
        translations, place = body.get(field), (*path, field)
        if translations is not None and problems.mapping(translations, place):
            for locale, translation in translations.items():
                problems.text(translation, (*place, locale), longest, shortest=1)


def _check_name(name: object, path: Path, problems: Problems) -> None:
    if not problems.text(name, path, LONGEST_NAME, shortest=1):
        return
    if not _NAME.fullmatch(str(name)):
        problems.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    elif name != str(name).lower():
        problems.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name must be lower case")


def _check_options(
    options: Unchecked, path: Path, problems: Problems, *, above: OptionType | None
) -> None:
    """Note what is wrong with the options below a command, a group or a sub-command."""
    fewest = 1 if above is OptionType.SUB_COMMAND_GROUP else 0
    placed = problems.objects(options, path, MOST_OPTIONS, fewest=fewest)
    names: set[object] = set()
    optional_seen = False
    for place, option in placed:
        _check_option(option, place, problems, above)
        name = scalar(option.get("name"))
        if name in names:
            duplicate = "Option names must be unique"
            problems.add(place, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", duplicate)
        names.add(name)
        if option.get("required") and optional_seen:
            order = "Required options must be placed before non-required options"
            problems.add(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", order)
        optional_seen = optional_seen or not option.get("required")
    if len({scalar(option.get("type")) in NESTING for _, option in placed}) > 1:
        mixed = "Sub-commands and groups are mutually exclusive to all other option types"
        problems.add(path, TYPE_INVALID, mixed)


def _check_option(option: Json, path: Path, problems: Problems, above: OptionType | None) -> None:
    _check_name(option.get("name"), (*path, "name"), problems)
    description = option.get("description")
    problems.text(description, (*path, "description"), LONGEST_DESCRIPTION, shortest=1)
    _check_translations(option, path, problems)
    if not problems.one_of(option.get("type"), (*path, "type"), OptionType):
        return
    kind = OptionType(option["type"])
    if kind not in BELOW[above]:
        problems.add((*path, "type"), TYPE_INVALID, f"A {kind.name} cannot stand here")
    elif kind in NESTING:
        _check_options(option.get("options"), (*path, "options"), problems, above=kind)
    else:
        _check_value_rules(option, kind, path, problems)


def _check_value_rules(option: Json, kind: OptionType, path: Path, problems: Problems) -> None:
    """Check an option's choices and bounds."""
    if option.get("options"):
        nested = "Only sub-commands and groups have options"
        problems.add((*path, "options"), TYPE_INVALID, nested)
    if option.get("autocomplete") and kind not in WITH_CHOICES:
        typed = "Autocomplete cannot be configured for this type of option"
        problems.add((*path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", typed)
    if option.get("choices"):
        _check_choices(option, kind, (*path, "choices"), problems)
    for name, least in (("min_length", 0), ("max_length", 1)):
        if option.get(name) is not None:
            problems.number(option[name], (*path, name), least, LONGEST_STRING)
    for name in ("min_value", "max_value"):
        if option.get(name) is not None:
            check_value(option[name], kind, (*path, name), problems)


def _check_choices(option: Json, kind: OptionType, path: Path, problems: Problems) -> None:
    if option.get("autocomplete"):
        both = "Autocomplete options cannot have choices"
        problems.add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_CANNOT_BE_SET", both)
    if kind not in WITH_CHOICES:
        problems.add(path, TYPE_INVALID, "This type has no choices")
        return
    check_choices(option["choices"], kind, path, problems)
    for field in ("name", "value"):
        _check_choices_differ(option["choices"], field, path, problems)


def _check_choices_differ(choices: Unchecked, field: str, path: Path, problems: Problems) -> None:
    seen: list[object] = []  # no set: a value may be anything
    for index, choice in enumerate(objects_in(choices)):
        if choice.get(field) in seen:
            code = f"APPLICATION_COMMAND_OPTIONS_CHOICE_{field.upper()}_ALREADY_EXISTS"
            problems.add((*path, index, field), code, f"Option choice {field}s must be unique")
        seen.append(choice.get(field))


def check_choices(choices: Unchecked, kind: int, path: Path, problems: Problems) -> None:
    """Note what is wrong with choices, of a command or of an autocomplete answer."""
    for place, choice in problems.objects(choices, path, MOST_CHOICES):
        problems.text(choice.get("name"), (*place, "name"), LONGEST_CHOICE, shortest=1)
        check_value(choice.get("value"), kind, (*place, "value"), problems)


def check_value(value: object, kind: int, path: Path, problems: Problems) -> None:
    """Note a value that an option of this type cannot have."""
    if kind == OptionType.STRING:
        problems.text(value, path, LONGEST_CHOICE, shortest=1)
    elif kind == OptionType.INTEGER:
        problems.number(value, path, -LARGEST_NUMBER, LARGEST_NUMBER)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        problems.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')


def _characters(body: Json) -> int:
    """Return how much a command counts towards the limit of its size."""
    counted = [body.get("name"), body.get("description")]
    for choice in objects_in(body.get("choices")):
        counted += [choice.get("name"), choice.get("value")]
    inner = sum(_characters(each) for each in objects_in(body.get("options")))
    return inner + sum(len(str(each or "")) for each in counted)
