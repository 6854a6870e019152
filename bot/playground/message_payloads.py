"""The JSON objects in which Discord describes messages and their files."""

from datetime import datetime
from urllib.parse import quote

from bot.playground.entities import Attachment, Json, Message, MessageFlag, MessageType
from bot.playground.payloads import channel_object, member_object, user_object
from bot.playground.world import World


def message_object(world: World, message: Message, *, with_original: bool = True) -> Json:
    """Describe a message as who sees it reads it; a reply comes with what it replies to."""
    described: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": int(message.type),
        "author": user_object(world.users[message.author_id]),
        "content": message.content,
        "timestamp": message.created_at.isoformat(),
        "edited_timestamp": _moment(message.edited_at),
        "tts": False,
        "mention_everyone": message.mentions.everyone,
        "mentions": [user_object(world.users[user]) for user in message.mentions.users],
        "mention_roles": [str(role) for role in message.mentions.roles],
        "attachments": [attachment_object(world, message, each) for each in message.attachments],
        "embeds": list(message.embeds),
        "components": list(message.components),
        "pinned": False,
        "flags": int(message.flags),
    }
    if message.poll is not None:
        described["poll"] = message.poll
    if message.nonce is not None:
        described["nonce"] = message.nonce
    if message.interaction is not None:
        described |= _of_an_interaction(world, message.interaction)
    if message.replies_to is not None:
        described["message_reference"] = _reference(world, message, message.replies_to)
        if with_original and (original := _original(world, message, message.replies_to)):
            # one level alone, as Discord does: what that replies to is left out
            described["referenced_message"] = message_object(world, original, with_original=False)
    if message.flags & MessageFlag.HAS_THREAD and (thread := world.channel_with(message.id)):
        described["thread"] = channel_object(world, thread)
    return described


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _of_an_interaction(world: World, metadata: Json) -> Json:
    origin: Json = {
        "webhook_id": str(world.application.id),
        "application_id": str(world.application.id),
        "interaction_metadata": metadata,
    }
    if "name" in metadata:
        older = {key: metadata[key] for key in ("id", "type", "name", "user")}
        origin["interaction"] = older  # deprecated, and still sent
    return origin


def _reference(world: World, message: Message, replies_to: int) -> Json:
    channel = world.channel_with(message.channel_id)
    from_the_parent = message.type is MessageType.THREAD_STARTER and channel is not None
    there = channel.parent_id if from_the_parent and channel else message.channel_id
    reference: Json = {"type": 0, "message_id": str(replies_to), "channel_id": str(there)}
    if channel is not None and channel.guild_id is not None:
        reference["guild_id"] = str(channel.guild_id)
    return reference


def _original(world: World, message: Message, replies_to: int) -> Message | None:
    """Return what a message replies to, unless somebody would read it who may not."""
    original = world.message(message.channel_id, replies_to)
    if original is None or message.type is not MessageType.REPLY:
        return None
    return original if original.only_for in {None, message.only_for} else None


def attachment_object(world: World, message: Message, attachment: Attachment) -> Json:
    """Describe a file; its address is on the playground itself."""
    ids = f"{message.channel_id}/{message.id}/{attachment.id}"
    url = f"{world.public_url}attachments/{ids}/{quote(attachment.filename)}"
    described: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": url,
        "proxy_url": url,
        "content_type": attachment.content_type,
    }
    if attachment.description is not None:
        described["description"] = attachment.description
    if message.only_for is not None:
        described["ephemeral"] = True
    return described


def message_in_event(world: World, message: Message) -> Json:
    """Describe a message as the gateway does: with its server and its author's membership."""
    described = message_object(world, message)
    channel = world.channel_with(message.channel_id)
    guild = None if channel is None else world.guild_of(channel)
    if guild is None:
        return described
    described["guild_id"] = str(guild.id)
    author = guild.members.get(message.author_id)
    if author is not None and message.interaction is None:
        described["member"] = member_object(author, with_user=False)
    return described
