"""Who hears of what: messages and typing, told to members who see the channel and to the bot."""

from collections.abc import Callable

from bot.playground.entities import Channel, Json, Message
from bot.playground.message_payloads import message_in_event
from bot.playground.permissions import Permission, in_channel
from bot.playground.routing import Stage
from bot.playground.sessions import Intent, Session
from bot.playground.world import World

HIDDEN_WITHOUT_CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
"""Discord: what a bot without the message content intent reads of other people's messages."""


def sees(world: World, user_id: int, channel: Channel) -> bool:
    """Say whether a user sees a channel."""
    guild = world.guild_of(channel)
    if guild is None:
        return user_id in channel.recipients
    member = guild.members.get(user_id)
    return member is not None and bool(in_channel(guild, member, channel) & Permission.VIEW_CHANNEL)


def open_to_the_bot(world: World, message: Message) -> bool:
    """Say whether the bot reads a message's content without the intent for it.

    Discord: its own, those that mention it, and those in direct conversations.
    """
    bot_id = world.bot.id
    in_a_dm = message.channel_id in world.dms
    return in_a_dm or message.author_id == bot_id or bot_id in message.mentions.users


def announce_message(stage: Stage, message: Message, event: str) -> None:
    """Tell of a message that is new or was edited."""
    channel = stage.world.channel_with(message.channel_id)
    if channel is None:
        return
    data = message_in_event(stage.world, message)
    if message.only_for is not None:
        stage.audience.tell_user(message.only_for, event, data)
        return
    announce_to_members(stage, channel, event, data)
    hears = _bots_with(stage, channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
    if open_to_the_bot(stage.world, message):
        stage.audience.announce(event, data, hears)
        return
    hidden = data | HIDDEN_WITHOUT_CONTENT
    stage.audience.announce(event, data, lambda each: hears(each) and _reads_content(each))
    stage.audience.announce(event, hidden, lambda each: hears(each) and not _reads_content(each))


def announce_deletion(stage: Stage, message: Message) -> None:
    """Tell that a message is gone."""
    channel = stage.world.channel_with(message.channel_id)
    if channel is None:
        return
    data: Json = {"id": str(message.id), "channel_id": str(channel.id)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    if message.only_for is not None:
        stage.audience.tell_user(message.only_for, "MESSAGE_DELETE", data)
        return
    announce_to_members(stage, channel, "MESSAGE_DELETE", data)
    hears = _bots_with(stage, channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
    stage.audience.announce("MESSAGE_DELETE", data, hears)


def announce_typing(stage: Stage, channel: Channel, data: Json) -> None:
    """Tell that somebody is typing."""
    announce_to_members(stage, channel, "TYPING_START", data)
    hears = _bots_with(stage, channel, Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING)
    stage.audience.announce("TYPING_START", data, hears)


def announce_thread(stage: Stage, thread: Channel, event: str, data: Json) -> None:
    """Tell of a thread that is new or was changed."""
    announce_to_members(stage, thread, event, data)
    hears = _bots_with(stage, thread, Intent.GUILDS, Intent.GUILDS)
    stage.audience.announce(event, data, hears)


def announce_to_members(stage: Stage, channel: Channel, event: str, data: Json) -> None:
    """Tell every member who sees a channel."""
    world = stage.world
    stage.audience.announce(
        event, data, lambda each: not each.is_bot and sees(world, each.user_id, channel)
    )


def _bots_with(
    stage: Stage, channel: Channel, in_guilds: Intent, in_dms: Intent
) -> Callable[[Session], bool]:
    """Return which sessions are the bot's, asked for this, and serve the channel's server."""
    intent = in_dms if channel.guild_id is None else in_guilds
    visible = sees(stage.world, stage.world.bot.id, channel)
    return lambda each: (
        each.is_bot and visible and bool(each.intents & intent) and each.serves(channel.guild_id)
    )


def _reads_content(session: Session) -> bool:
    return bool(session.intents & Intent.MESSAGE_CONTENT)
