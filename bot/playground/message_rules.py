"""The rules of a message's body: lengths, embeds, allowed mentions, and what excludes what."""

from bot.playground.component_fields import check_scheme
from bot.playground.component_rules import check_message_components
from bot.playground.entities import Json, Unchecked
from bot.playground.polls import check_poll
from bot.playground.problems import Path, Problems

LONGEST_CONTENT = 2_000
LONGEST_NONCE = 25
MOST_EMBEDS = 10
MOST_EMBED_FIELDS = 25
MOST_EMBED_TEXT = 6_000
"""Characters over all embeds of a message."""
SHOWN_IN_AN_EMBED = (
    "title",
    "description",
    "author",
    "footer",
    "fields",
    "image",
    "thumbnail",
)
"""Any one of these is enough for an embed."""
MOST_ATTACHMENTS = 10
MOST_ALLOWED_MENTIONS = 100

PARSED = ("roles", "users", "everyone")
"""What allowed mentions may name as a whole."""

LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")
"""What a message of components V2 may not have."""


def check_message(body: Json, problems: Problems, *, v2: bool) -> None:
    """Refuse a message's body that breaks a rule."""
    if v2:
        check_no_legacy_fields(body, problems)
    else:
        problems.text(body.get("content"), ("content",), LONGEST_CONTENT)
        check_embeds(body.get("embeds"), problems)
        if body.get("poll") is not None:
            check_poll(body["poll"], problems)
    if body.get("components") is not None:
        check_message_components(body["components"], problems, v2=v2)
    problems.objects(body.get("attachments"), ("attachments",), MOST_ATTACHMENTS)
    _check_nonce(body.get("nonce"), problems)
    if body.get("allowed_mentions") is not None:
        check_allowed_mentions(body["allowed_mentions"], problems)
    problems.refuse_if_any()


def check_no_legacy_fields(body: Json, problems: Problems) -> None:
    """Note what a message of components V2 may not have."""
    for name in LEGACY_FIELDS:
        if body.get(name):
            wrong = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            problems.add((name,), code, wrong)


def _check_nonce(nonce: object, problems: Problems) -> None:
    if isinstance(nonce, str):
        problems.text(nonce, ("nonce",), LONGEST_NONCE)
    elif nonce is not None:
        problems.number(nonce, ("nonce",), -(2**63), 2**63 - 1)


def check_allowed_mentions(allowed: Unchecked, problems: Problems) -> None:
    """Note what is wrong with a body's allowed mentions."""
    path: Path = ("allowed_mentions",)
    if not problems.mapping(allowed, path):
        return
    parse = allowed.get("parse") or []
    if not problems.items(parse, (*path, "parse"), len(PARSED)):
        return
    for index, each in enumerate(parse):
        problems.one_of(each, (*path, "parse", index), PARSED)
    for name in ("users", "roles"):
        _check_listed(allowed.get(name), (*path, name), problems)
        if allowed.get(name) and name in parse:
            both = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            problems.add(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", both)


def _check_listed(listed: Unchecked, path: Path, problems: Problems) -> None:
    if not problems.items(listed, path, MOST_ALLOWED_MENTIONS):
        return
    for index, each in enumerate(listed or ()):
        problems.snowflake(each, (*path, index))


def check_embeds(embeds: Unchecked, problems: Problems) -> None:
    """Note what is wrong with a message's embeds."""
    placed = problems.objects(embeds, ("embeds",), MOST_EMBEDS)
    total = sum(_check_embed(embed, path, problems) for path, embed in placed)
    if total > MOST_EMBED_TEXT:
        much = f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}"
        problems.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", much)


def _check_embed(embed: Json, path: Path, problems: Problems) -> int:
    """Note what is wrong with one embed, and return how many characters it counts."""
    _check_shows_something(embed, path, problems)
    footer, author = (
        _inner(embed.get(name), (*path, name), problems) for name in ("footer", "author")
    )
    counted = (
        (embed.get("title"), (*path, "title"), 256),
        (embed.get("description"), (*path, "description"), 4_096),
        (footer.get("text"), (*path, "footer", "text"), 2_048),
        (author.get("name"), (*path, "author", "name"), 256),
    )
    for text, place, longest in counted:
        problems.text(text, place, longest)
    if embed.get("color") is not None:
        problems.number(embed["color"], (*path, "color"), 0, 0xFFFFFF)
    if embed.get("url"):
        check_scheme(problems, str(embed["url"]), (*path, "url"), ("http", "https"))
    fields = _check_fields(embed.get("fields"), (*path, "fields"), problems)
    return fields + sum(len(text) for text, _, _ in counted if isinstance(text, str))


def _check_shows_something(embed: Json, path: Path, problems: Problems) -> None:
    """Note an embed with nothing to see in it: a colour or a time is none, nor are blanks."""
    if not embed:
        empty = "List item values of ModelType are required"
        problems.add(path, "LIST_ITEM_VALUE_REQUIRED", empty)
    elif all(_is_blank(embed.get(name)) for name in SHOWN_IN_AN_EMBED):
        problems.required((*path, "description"))


def _is_blank(value: object) -> bool:
    return not (value.strip() if isinstance(value, str) else value)


def _inner(value: Unchecked, path: Path, problems: Problems) -> Json:
    """Return an object inside an embed; empty if there is none."""
    return value if value is not None and problems.mapping(value, path) else {}


def _check_fields(fields: Unchecked, path: Path, problems: Problems) -> int:
    total = 0
    for place, field in problems.objects(fields, path, MOST_EMBED_FIELDS):
        for name, longest in (("name", 256), ("value", 1_024)):
            problems.text(field.get(name), (*place, name), longest, shortest=1)
            total += len(str(field.get(name) or ""))
    return total
