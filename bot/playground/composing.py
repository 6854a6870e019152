"""Makes messages from request bodies: checked, numbered, with whom they mention."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.playground.components import media_urls, numbered, texts
from bot.playground.entities import (
    Attachment,
    Guild,
    Json,
    Mentions,
    Message,
    MessageFlag,
)
from bot.playground.message_rules import check_message, check_no_legacy_fields
from bot.playground.polls import described_poll
from bot.playground.problems import Path, Problems, snowflake
from bot.playground.refusals import empty_message
from bot.playground.world import World

SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS
    | MessageFlag.EPHEMERAL
    | MessageFlag.SUPPRESS_NOTIFICATIONS
    | MessageFlag.IS_COMPONENTS_V2
)
"""The flags a body may ask for; others are ignored, as Discord does."""

_EVERYTHING = ("users", "roles", "everyone")
_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Writer:
    """In whose name a message is written, and whether they may mention everybody."""

    world: World
    guild: Guild | None
    may_mention_everyone: bool = False
    at: Path = ()
    """Where the message stands in the whole body, for the places of its problems."""

    def compose(self, message: Message, body: Json, files: Mapping[int, Attachment]) -> Message:
        """Return the new message with what the body says in it."""
        asked = body.get("flags")
        asked = asked & SETTABLE if isinstance(asked, int) else 0
        return self._written(replace(message, flags=message.flags | asked), body, files)

    def rewrite(self, message: Message, body: Json, files: Mapping[int, Attachment]) -> Message:
        """Return the message as it is after an edit; what the body leaves out stays."""
        asked = body.get("flags")
        asked = asked if isinstance(asked, int) else message.flags & MessageFlag.SUPPRESS_EMBEDS
        flags = message.flags & ~(MessageFlag.SUPPRESS_EMBEDS | MessageFlag.LOADING)
        flags |= asked & (MessageFlag.SUPPRESS_EMBEDS | MessageFlag.IS_COMPONENTS_V2)
        return self._written(replace(message, flags=flags), body, files)

    def _written(self, message: Message, body: Json, files: Mapping[int, Attachment]) -> Message:
        v2 = bool(message.flags & MessageFlag.IS_COMPONENTS_V2)
        problems = Problems(self.at)
        check_message(body, problems, v2=v2)
        written = replace(
            message,
            content=(body.get("content", message.content) or "").strip(),  # Discord trims it
            embeds=tuple(
                {"type": "rich", **embed} for embed in body.get("embeds", message.embeds) or ()
            ),
            components=_components(body, message),
            attachments=self._attachments(message, body, files),
            poll=described_poll(body.get("poll"), message.created_at) or message.poll,
        )
        _check_whole(written, problems, v2=v2)
        mentions = self._mentions(written, body.get("allowed_mentions"))
        return replace(written, mentions=mentions)

    def _attachments(
        self, message: Message, body: Json, files: Mapping[int, Attachment]
    ) -> tuple[Attachment, ...]:
        described = body.get("attachments")
        if described is None and not files:
            return message.attachments
        notes = {snowflake(each.get("id")): each for each in described or ()}
        kept = [each for each in message.attachments if described is None or each.id in notes]
        new = [
            replace(
                file,
                id=self.world.new_id(),
                description=notes.get(number, {}).get("description"),
            )
            for number, file in files.items()
        ]
        return (*kept, *new)

    def _mentions(self, message: Message, allowed: Json | None) -> Mentions:
        text = "\n".join((message.content, *texts(message.components)))
        replied = self._replied_to(message, allowed)
        if "@" not in text:
            return Mentions(users=replied)
        parse: Sequence[str] = _EVERYTHING if allowed is None else allowed.get("parse") or ()
        users = _chosen(_USER, text, parse, allowed, "users")
        roles = _chosen(_ROLE, text, parse, allowed, "roles")
        everyone = "everyone" in parse and self.may_mention_everyone
        known_users = tuple(user for user in users if user in self.world.users)
        return Mentions(
            users=tuple(dict.fromkeys((*known_users, *replied))),
            roles=tuple(role for role in roles if self._may_mention_role(role)),
            everyone=everyone and _EVERYONE.search(text) is not None,
        )

    def _replied_to(self, message: Message, allowed: Json | None) -> tuple[int, ...]:
        if message.replies_to is None or message.interaction is not None:
            return ()
        original = self.world.message(message.channel_id, message.replies_to)
        pings = allowed is None or bool(allowed.get("replied_user"))
        return (original.author_id,) if original is not None and pings else ()

    def _may_mention_role(self, role_id: int) -> bool:
        role = None if self.guild is None else self.guild.roles.get(role_id)
        return role is not None and (role.mentionable or self.may_mention_everyone)


def _components(body: Json, message: Message) -> tuple[Json, ...]:
    if "components" not in body:
        return message.components
    return numbered(body["components"] or ())


def _check_whole(message: Message, problems: Problems, *, v2: bool) -> None:
    """Refuse what only shows once the body is joined with what was there."""
    if v2:
        joined = {"content": message.content, "embeds": message.embeds}
        check_no_legacy_fields(joined, problems)
    _check_references(message, problems)
    problems.refuse_if_any()
    shown = (message.content, message.embeds, message.components, message.attachments, message.poll)
    if not any(shown):
        raise empty_message()


def _check_references(message: Message, problems: Problems) -> None:
    """Note a component that shows a file which was not sent."""
    sent = {"attachment://" + each.filename for each in message.attachments}
    for url in media_urls(message.components):
        if url.startswith("attachment://") and url not in sent:
            code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
            problems.add(("components",), code, f"{url} was not found among the attachments")


def _chosen(
    pattern: re.Pattern[str], text: str, parse: Sequence[str], allowed: Json | None, name: str
) -> Iterator[int]:
    """Go through the ids that a text mentions and that may be mentioned."""
    listed = {snowflake(each) for each in (allowed or {}).get(name) or ()}
    for found in dict.fromkeys(pattern.findall(text)):
        if name in parse or int(found) in listed:
            yield int(found)
