"""Messages in channels: written, read, edited and deleted, by the bot and by members."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from bot.playground.announcements import (
    HIDDEN_WITHOUT_CONTENT,
    announce_deletion,
    announce_message,
    announce_typing,
    open_to_the_bot,
)
from bot.playground.composing import Writer
from bot.playground.entities import Channel, ChannelType, Json, Message, MessageFlag, MessageType
from bot.playground.message_payloads import message_object
from bot.playground.payloads import member_object
from bot.playground.permissions import Permission
from bot.playground.places import demand, permissions_in, visible_channel
from bot.playground.problems import Problems, snowflake
from bot.playground.refusals import (
    already_published,
    missing_permissions,
    no_reply_without_history,
    not_your_message,
    unknown_message,
    wrong_channel_type,
)
from bot.playground.routing import NO_CONTENT, Call, Reply, Route

NONCE_LIVES = timedelta(minutes=5)
"""How long a nonce is enforced; Discord says "a few minutes"."""
MOST_AT_ONCE = 100
CONTENT_FLAGS = 1 << 18 | 1 << 19
"""The application's flags that stand for the message content intent."""


def write(call: Call) -> Reply:
    """Write a message; one whose nonce is enforced and known is returned instead."""
    channel = visible_channel(call)
    permitted = permissions_in(call, channel)
    demand(permitted, *_needed(call, channel))
    known = _with_same_nonce(call, channel) if call.body.get("enforce_nonce") else None
    if known is not None:
        return Reply(message_object(call.world, known))
    blank = Message(
        id=call.world.new_id(),
        channel_id=channel.id,
        author_id=call.caller.id,
        created_at=call.world.now(),
        nonce=call.body.get("nonce"),
        replies_to=_replies_to(call, channel, permitted),
    )
    if blank.replies_to is not None:
        blank = replace(blank, type=MessageType.REPLY)
    message = _writer(call, channel, permitted).compose(
        blank, _without_ephemeral(call.body), call.files
    )
    call.world.put(message)
    if channel.archived:  # Discord: writing in an archived thread reopens it
        call.world.put_channel(replace(channel, archived=False))
    announce_message(call.stage, message, "MESSAGE_CREATE")
    return Reply(message_object(call.world, message))


def _needed(call: Call, channel: Channel) -> Iterable[Permission]:
    if channel.is_thread:
        yield Permission.SEND_MESSAGES_IN_THREADS
    else:
        yield Permission.SEND_MESSAGES
    if call.body.get("embeds"):
        yield Permission.EMBED_LINKS
    if call.files:
        yield Permission.ATTACH_FILES
    if call.body.get("poll"):
        yield Permission.SEND_POLLS


def _without_ephemeral(body: Json) -> Json:
    """Only answers to interactions can be ephemeral."""
    flags = body.get("flags")
    if isinstance(flags, int) and flags & MessageFlag.EPHEMERAL:
        return body | {"flags": flags & ~MessageFlag.EPHEMERAL}
    return body


def _writer(call: Call, channel: Channel, permitted: int) -> Writer:
    everyone = bool(permitted & Permission.MENTION_EVERYONE)
    return Writer(call.world, call.world.guild_of(channel), everyone)


def _with_same_nonce(call: Call, channel: Channel) -> Message | None:
    nonce = call.body.get("nonce")
    oldest = call.world.now() - NONCE_LIVES
    for message in call.world.newest_first(channel.id):
        if nonce is None or message.created_at < oldest:
            return None
        if message.author_id == call.caller.id and str(message.nonce) == str(nonce):
            return message
    return None


def _replies_to(call: Call, channel: Channel, permitted: int) -> int | None:
    reference = call.body.get("message_reference")
    if not isinstance(reference, dict):
        return None
    if not permitted & Permission.READ_MESSAGE_HISTORY:
        raise no_reply_without_history()
    problems = Problems()
    message_id = problems.snowflake(
        reference.get("message_id"), ("message_reference", "message_id")
    )
    problems.refuse_if_any()
    if call.world.message(channel.id, message_id or 0) is not None:
        return message_id
    if reference.get("fail_if_not_exists", True):
        unknown = "Unknown message"
        problems.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", unknown)
        problems.refuse_if_any()
    return None


def history(call: Call) -> Reply:
    """Return messages of a channel, newest first; none to who may not read what was before."""
    channel = visible_channel(call)
    limit = _limit(call)
    if not permissions_in(call, channel) & Permission.READ_MESSAGE_HISTORY:
        return Reply([])
    chosen = _chosen(call, channel, limit)
    return Reply([as_read_by(call, message) for message in chosen])


def _limit(call: Call) -> int:
    problems = Problems()
    asked = snowflake(call.query.get("limit", "50"))
    problems.number(asked, ("limit",), 1, MOST_AT_ONCE)
    problems.refuse_if_any()
    return asked or 0


def _chosen(call: Call, channel: Channel, limit: int) -> list[Message]:
    newest_first = call.world.newest_first(channel.id)
    before, after, around = (call.query_id(name) for name in ("before", "after", "around"))
    if around is not None:
        return _around(call.world.history(channel.id), around, limit)
    if before is not None:
        return list(islice((each for each in newest_first if each.id < before), limit))
    if after is not None:
        later = (each for each in call.world.history(channel.id) if each.id > after)
        return list(islice(later, limit))[::-1]
    return list(islice(newest_first, limit))


def _around(messages: list[Message], centre: int, limit: int) -> list[Message]:
    earlier = sum(message.id < centre for message in messages)
    start = max(0, earlier - limit // 2)
    return messages[start : start + limit][::-1]


def as_read_by(call: Call, message: Message) -> Json:
    """Describe a message to the caller, who may be a bot without the message content intent."""
    described = message_object(call.world, message)
    if not call.caller.is_bot or call.world.application.flags & CONTENT_FLAGS:
        return described
    if open_to_the_bot(call.world, message):
        return described
    return described | HIDDEN_WITHOUT_CONTENT


def read(call: Call) -> Reply:
    """Return one message."""
    channel = visible_channel(call, Permission.READ_MESSAGE_HISTORY)
    return Reply(as_read_by(call, message_in(call, channel)))


def message_in(call: Call, channel: Channel) -> Message:
    """Return the message of the path; an ephemeral one is not there for others."""
    message = call.world.message(channel.id, call.id("message_id"))
    if message is None or message.only_for not in {None, call.caller.id}:
        raise unknown_message()
    return message


def edit(call: Call) -> Reply:
    """Edit one's own message."""
    channel = visible_channel(call)
    before = message_in(call, channel)
    if before.author_id != call.caller.id:
        raise not_your_message()
    writer = _writer(call, channel, permissions_in(call, channel))
    message = writer.rewrite(before, call.body, call.files)
    message = replace(message, edited_at=call.world.now())
    call.world.put(message)
    announce_message(call.stage, message, "MESSAGE_UPDATE")
    return Reply(message_object(call.world, message))


def publish(call: Call) -> Reply:
    """Publish a message of an announcement channel to the servers that follow it."""
    channel = visible_channel(call, Permission.SEND_MESSAGES)
    if channel.type is not ChannelType.ANNOUNCEMENT:
        raise wrong_channel_type()
    message = message_in(call, channel)
    if message.author_id != call.caller.id:
        demand(permissions_in(call, channel), Permission.MANAGE_MESSAGES)
    if message.flags & MessageFlag.CROSSPOSTED:
        raise already_published()
    published = replace(message, flags=message.flags | MessageFlag.CROSSPOSTED)
    call.world.put(published)
    announce_message(call.stage, published, "MESSAGE_UPDATE")
    return Reply(message_object(call.world, published))


def delete(call: Call) -> Reply:
    """Delete one's own message, or with the right for it anybody's."""
    channel = visible_channel(call)
    message = message_in(call, channel)
    may_manage = permissions_in(call, channel) & Permission.MANAGE_MESSAGES
    if message.author_id != call.caller.id and (not may_manage or channel.guild_id is None):
        raise missing_permissions()
    call.world.remove(message)
    announce_deletion(call.stage, message)
    return NO_CONTENT


def typing(call: Call) -> Reply:
    """Show that the caller is typing."""
    channel = visible_channel(call, Permission.SEND_MESSAGES)
    data: Json = {
        "channel_id": str(channel.id),
        "user_id": str(call.caller.id),
        "timestamp": int(call.world.now().timestamp()),
    }
    guild = call.world.guild_of(channel)
    if guild is not None:
        member = member_object(guild.members[call.caller.id])
        data |= {"guild_id": str(guild.id), "member": member}
    announce_typing(call.stage, channel, data)
    return NO_CONTENT


_MESSAGES = "/channels/{channel_id}/messages"

ROUTES = (
    Route("POST", _MESSAGES, write),
    Route("GET", _MESSAGES, history),
    Route("GET", _MESSAGES + "/{message_id}", read),
    Route("PATCH", _MESSAGES + "/{message_id}", edit),
    Route("DELETE", _MESSAGES + "/{message_id}", delete),
    Route("POST", _MESSAGES + "/{message_id}/crosspost", publish),
    Route("POST", "/channels/{channel_id}/typing", typing),
)
