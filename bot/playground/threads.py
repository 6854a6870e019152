"""Threads: a conversation started from a message, as for the discussion of a post."""

from dataclasses import replace

from bot.playground.announcements import announce_message, announce_thread
from bot.playground.entities import Channel, ChannelType, Json, Message, MessageFlag, MessageType
from bot.playground.messages import message_in
from bot.playground.payloads import channel_object
from bot.playground.permissions import Permission
from bot.playground.places import joined_guild, permissions_in, visible_channel
from bot.playground.problems import Problems
from bot.playground.refusals import missing_permissions, thread_exists
from bot.playground.routing import Call, Reply, Route

THREAD_TYPES = {
    ChannelType.TEXT: ChannelType.PUBLIC_THREAD,
    ChannelType.ANNOUNCEMENT: ChannelType.ANNOUNCEMENT_THREAD,
}
"""Which kind of thread a channel has."""
LONGEST_NAME = 100
ARCHIVE_AFTER_MINUTES = (60, 1_440, 4_320, 10_080)


def start_from_message(call: Call) -> Reply:
    """Start a thread from a message, whose id it takes."""
    channel = _parent(call)
    message = message_in(call, channel)
    if call.world.channel_with(message.id) is not None:
        raise thread_exists()
    thread = _thread(call, channel, message.id)
    call.world.put_channel(thread)
    call.world.put(_starter(call, thread, message))
    started_from = replace(message, flags=message.flags | MessageFlag.HAS_THREAD)
    call.world.put(started_from)
    described = _announced(call, thread)
    announce_message(call.stage, started_from, "MESSAGE_UPDATE")
    return Reply(described, status=201)


def start(call: Call) -> Reply:
    """Start a thread that hangs on no message; the playground's are all public."""
    channel = _parent(call)
    problems = Problems()
    own = THREAD_TYPES[channel.type]
    problems.one_of(call.body.get("type", own), ("type",), (own,))
    problems.refuse_if_any()
    thread = _thread(call, channel, call.world.new_id())
    call.world.put_channel(thread)
    return Reply(_announced(call, thread), status=201)


def edit(call: Call) -> Reply:
    """Rename, archive or reopen a thread: who started it may, and who manages threads."""
    thread = visible_channel(call)
    manages = permissions_in(call, thread) & Permission.MANAGE_THREADS
    if not thread.is_thread:
        raise missing_permissions()
    if thread.owner_id != call.caller.id and not manages:
        raise missing_permissions()
    name, minutes = _wanted(call, thread.name, thread.auto_archive_minutes)
    archived = bool(call.body.get("archived", thread.archived))
    edited = replace(thread, name=name, auto_archive_minutes=minutes, archived=archived)
    call.world.put_channel(edited)
    described = channel_object(call.world, edited)
    announce_thread(call.stage, edited, "THREAD_UPDATE", described)
    return Reply(described)


def _parent(call: Call) -> Channel:
    channel = visible_channel(call, Permission.CREATE_PUBLIC_THREADS)
    if channel.type not in THREAD_TYPES:
        raise missing_permissions()
    return channel


def _announced(call: Call, thread: Channel) -> Json:
    described = channel_object(call.world, thread)
    new = described | {"newly_created": True}
    announce_thread(call.stage, thread, "THREAD_CREATE", new)
    return described


def _wanted(call: Call, name: str | None, minutes: int) -> tuple[str, int]:
    """Return the name and the minutes until archival that the body asks for, or those given."""
    problems = Problems()
    asked_name = call.body.get("name", name)
    asked_minutes = call.body.get("auto_archive_duration") or minutes
    problems.text(asked_name, ("name",), LONGEST_NAME, shortest=1)
    problems.one_of(asked_minutes, ("auto_archive_duration",), ARCHIVE_AFTER_MINUTES)
    problems.refuse_if_any()
    return str(asked_name), int(asked_minutes)


def _thread(call: Call, channel: Channel, thread_id: int) -> Channel:
    name, minutes = _wanted(call, None, ARCHIVE_AFTER_MINUTES[1])
    return Channel(
        id=thread_id,
        type=THREAD_TYPES[channel.type],
        name=name,
        guild_id=channel.guild_id,
        parent_id=channel.id,
        owner_id=call.caller.id,
        created_at=call.world.now(),
        auto_archive_minutes=minutes,
    )


def _starter(call: Call, thread: Channel, message: Message) -> Message:
    """Return the thread's first message, which refers to the one it was started from."""
    return Message(
        id=call.world.new_id(),
        channel_id=thread.id,
        author_id=message.author_id,
        created_at=call.world.now(),
        type=MessageType.THREAD_STARTER,
        replies_to=message.id,
    )


def active(call: Call) -> Reply:
    """Return a server's threads."""
    channels = joined_guild(call).channels.values()
    threads = [each for each in channels if each.is_thread]
    return Reply({"threads": [channel_object(call.world, each) for each in threads], "members": []})


ROUTES = (
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_from_message),
    Route("POST", "/channels/{channel_id}/threads", start),
    Route("PATCH", "/channels/{channel_id}", edit),
    Route("GET", "/guilds/{guild_id}/threads/active", active),
)
