"""Servers and channels: what there is, and whether the caller may see it."""

from bot.playground.announcements import sees
from bot.playground.entities import Channel, Guild
from bot.playground.payloads import channel_object, guild_object, member_object, role_object
from bot.playground.permissions import IN_A_DM, Permission, in_channel, in_guild
from bot.playground.refusals import (
    missing_access,
    missing_permissions,
    unknown_channel,
    unknown_guild,
    unknown_member,
)
from bot.playground.routing import Call, Reply, Route


def permissions_in(call: Call, channel: Channel) -> int:
    """Return what the caller may do in a channel."""
    guild = call.world.guild_of(channel)
    if guild is None:
        return int(IN_A_DM)
    return in_channel(guild, guild.members[call.caller.id], channel)


def visible_channel(call: Call, *needed: Permission) -> Channel:
    """Return the channel of the path; one that is not seen or lacks a permission is refused."""
    return visible_channel_with(call, call.id("channel_id"), *needed)


def visible_channel_with(call: Call, channel_id: int | None, *needed: Permission) -> Channel:
    """Return a channel; one that is not seen or lacks a permission is refused."""
    channel = call.world.channel_with(channel_id or 0)
    if channel is None:
        raise unknown_channel()
    if not sees(call.world, call.caller.id, channel):
        raise missing_access()
    if needed:
        demand(permissions_in(call, channel), *needed)
    return channel


def demand(permitted: int, *needed: Permission) -> None:
    """Refuse unless every one of these is permitted."""
    if any(not permitted & each for each in needed):
        raise missing_permissions()


def joined_guild(call: Call) -> Guild:
    """Return the server of the path; one the caller is not in is refused."""
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise unknown_guild()
    if call.caller.id not in guild.members:
        raise missing_access()
    return guild


def guild(call: Call) -> Reply:
    """Return a server."""
    found = joined_guild(call)
    described = guild_object(call.world, found)
    if call.asks("with_counts"):
        count = len(found.members)
        described |= {"approximate_member_count": count, "approximate_presence_count": count}
    return Reply(described)


def own_guilds(call: Call) -> Reply:
    """Return the servers the caller is in, in brief."""
    return Reply(
        [
            {
                "id": str(each.id),
                "name": each.name,
                "icon": None,
                "banner": None,
                "owner": each.owner_id == call.caller.id,
                "permissions": str(in_guild(each, each.members[call.caller.id])),
                "features": [],
            }
            for each in call.world.guilds.values()
            if call.caller.id in each.members
        ]
    )


def roles(call: Call) -> Reply:
    """Return a server's roles."""
    return Reply([role_object(role) for role in joined_guild(call).roles.values()])


def channels(call: Call) -> Reply:
    """Return a server's channels without its threads, as Discord does."""
    found = joined_guild(call).channels.values()
    return Reply([channel_object(call.world, each) for each in found if each.owner_id is None])


def member(call: Call) -> Reply:
    """Return a member of a server."""
    found = joined_guild(call).members.get(call.id("user_id"))
    if found is None:
        raise unknown_member()
    return Reply(member_object(found))


def channel(call: Call) -> Reply:
    """Return a channel."""
    return Reply(channel_object(call.world, visible_channel(call), seen_by=call.caller.id))


ROUTES = (
    Route("GET", "/users/@me/guilds", own_guilds),
    Route("GET", "/guilds/{guild_id}", guild),
    Route("GET", "/guilds/{guild_id}/roles", roles),
    Route("GET", "/guilds/{guild_id}/channels", channels),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", member),
    Route("GET", "/channels/{channel_id}", channel),
)
