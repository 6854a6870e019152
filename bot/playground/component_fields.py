"""The rules of what components are made of: addresses, emoji, options, counts."""

from bot.playground.emoji import is_emoji
from bot.playground.entities import Json
from bot.playground.problems import Path, Problems, scalar


def check_scheme(problems: Problems, url: str, path: Path, schemes: tuple[str, ...]) -> None:
    """Note a URL of a scheme that may not stand here."""
    scheme, found, rest = url.partition(":")
    if not found or not rest.strip("/"):
        problems.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif scheme.lower() not in schemes:
        wrong = f'Scheme "{scheme}" is not supported. Scheme must be one of {schemes}.'
        problems.add(path, "URL_TYPE_INVALID_SCHEME", wrong)


def check_emoji(problems: Problems, component: Json, path: Path) -> None:
    """Note what is wrong with the emoji of a button or an option."""
    emoji = component.get("emoji")
    if emoji is None:
        return
    place = (*path, "emoji")
    if not problems.mapping(emoji, place):
        return
    if emoji.get("id") is not None:  # a server's or an application's own, under any name
        problems.snowflake(emoji["id"], (*place, "id"))
    elif not is_emoji(emoji.get("name")):
        problems.add((*place, "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")


def check_options(problems: Problems, owner: Json, path: Path, *, fewest: int, most: int) -> None:
    """Note what is wrong with the options of a select or a group."""
    options, place = owner.get("options"), (*path, "options")
    values: set[object] = set()
    for where, option in problems.objects(options, place, most, fewest=fewest):
        problems.text(option.get("label"), (*where, "label"), 100, shortest=1)
        problems.text(option.get("value"), (*where, "value"), 100, shortest=1)
        problems.text(option.get("description"), (*where, "description"), 100)
        check_emoji(problems, option, where)
        value = scalar(option.get("value"))
        if value in values:
            twice = "The specified option value is already used"
            problems.add((*where, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", twice)
        values.add(value)


def check_counts(
    problems: Problems, owner: Json, path: Path, most: int, *, default: int | None = None
) -> None:
    """Note what is wrong with how many may be chosen.

    No more than there are options; the default is how many that is where nothing else is said,
    None for all of them.
    """
    options = owner.get("options")
    offered = min(len(options), most) if isinstance(options, list) and options else most
    chosen = check_most(problems, owner, (*path, "max_values"), offered)
    if owner.get("max_values") is None and default is not None:
        chosen = default
    check_fewest(problems, owner, (*path, "min_values"), chosen)


def check_most(problems: Problems, owner: Json, path: Path, most: int) -> int:
    """Check the upper one of two bounds, at the end of this path; return what it comes to."""
    asked = owner.get(str(path[-1]))
    if asked is None or not problems.number(asked, path, 1, most):
        return most
    return int(asked)


def check_fewest(problems: Problems, owner: Json, path: Path, most: int) -> None:
    """Check the lower one of two bounds, at the end of this path, against the upper one."""
    asked = owner.get(str(path[-1]))
    if asked is not None:
        problems.number(asked, path, 0, most)


def check_media(
    problems: Problems, owner: Json, path: Path, field: str, schemes: tuple[str, ...]
) -> None:
    """Note what is wrong with a picture or a file, and its description."""
    problems.text(owner.get("description"), (*path, "description"), 1_024)
    media = owner.get(field)
    if media is None:
        problems.required((*path, field))
    elif problems.mapping(media, (*path, field)):
        url, place = media.get("url"), (*path, field, "url")
        if problems.text(url, place, 2_048, shortest=1):
            check_scheme(problems, str(url), place, schemes)
