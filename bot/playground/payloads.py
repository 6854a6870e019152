"""The JSON objects in which Discord describes users, servers, channels and applications.

An optional object that is not there is left out, as Discord does: clients fall over nulls there.
"""

from bot.playground.entities import (
    Application,
    Channel,
    ChannelType,
    Guild,
    Json,
    Member,
    Role,
    User,
)
from bot.playground.world import World


def user_object(user: User) -> Json:
    """Describe a user."""
    described: Json = {
        "id": str(user.id),
        "username": user.username,
        "global_name": None if user.is_bot else user.display_name,
        "discriminator": "0000" if user.is_bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "public_flags": 0,
    }
    if user.is_bot:
        described["bot"] = True
    return described


def own_user_object(user: User) -> Json:
    """Describe a user to themselves."""
    private = {"flags": 0, "mfa_enabled": True, "locale": "en-GB", "verified": True, "email": None}
    return user_object(user) | private


def role_object(role: Role) -> Json:
    """Describe a role."""
    described: Json = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "icon": None,
        "unicode_emoji": None,
        "managed": role.bot_id is not None,
        "mentionable": role.mentionable,
        "flags": 0,
    }
    if role.bot_id is not None:
        described["tags"] = {"bot_id": str(role.bot_id)}
    return described


def member_object(member: Member, *, with_user: bool = True) -> Json:
    """Describe a member; beside a message the user is left out, for the author is there."""
    described: Json = {
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in member.roles],
        "joined_at": member.joined_at.isoformat(),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    if with_user:
        described["user"] = user_object(member.user)
    return described


def channel_object(world: World, channel: Channel, *, seen_by: int | None = None) -> Json:
    """Describe a channel; a direct conversation as one side sees it, by default the bot."""
    last = world.last_message_id(channel.id)
    described: Json = {
        "id": str(channel.id),
        "type": int(channel.type),
        "last_message_id": None if last is None else str(last),
        "flags": 0,
    }
    if channel.type is ChannelType.DM:
        viewer = seen_by or world.bot.id
        others = (world.users[user] for user in channel.recipients if user != viewer)
        return described | {"recipients": [user_object(user) for user in others]}
    described |= {
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "parent_id": None if channel.parent_id is None else str(channel.parent_id),
        "rate_limit_per_user": 0,
    }
    if channel.is_thread:
        return described | _thread_fields(world, channel)
    return described | _text_channel_fields(channel)


def _text_channel_fields(channel: Channel) -> Json:
    return {
        "topic": channel.topic,
        "position": channel.position,
        "nsfw": False,
        "permission_overwrites": [
            {
                "id": str(each.target_id),
                "type": int(each.for_member),
                "allow": str(int(each.allow)),
                "deny": str(int(each.deny)),
            }
            for each in channel.overwrites
        ],
    }


def _thread_fields(world: World, thread: Channel) -> Json:
    created = thread.created_at or world.now()
    messages = len(world.history(thread.id))
    return {
        "owner_id": str(thread.owner_id),
        "message_count": messages,
        "total_message_sent": messages,
        "member_count": 1,
        "thread_metadata": {
            "archived": thread.archived,
            "auto_archive_duration": thread.auto_archive_minutes,
            "archive_timestamp": created.isoformat(),
            "create_timestamp": created.isoformat(),
            "locked": False,
        },
    }


def guild_object(world: World, guild: Guild) -> Json:
    """Describe a server without its channels and members, as ``GET /guilds/{id}`` does."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "owner_id": str(guild.owner_id),
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "roles": [role_object(role) for role in guild.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": str(guild.system_channel_id) if guild.system_channel_id else None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": guild.preferred_locale,
        "nsfw_level": 0,
        "nsfw": False,
        "max_members": 500_000,
    }


def whole_guild(world: World, guild: Guild, members: list[Member]) -> Json:
    """Describe a server as GUILD_CREATE does, with these of its members."""
    channels = guild.channels.values()
    joined = guild.members[world.bot.id].joined_at if world.bot.id in guild.members else world.now()
    return guild_object(world, guild) | {
        "joined_at": joined.isoformat(),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [],
        "members": [member_object(member) for member in members],
        "channels": [channel_object(world, each) for each in channels if not _is_thread(each)],
        "threads": [channel_object(world, each) for each in channels if _is_thread(each)],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _is_thread(channel: Channel) -> bool:
    return channel.is_thread


def application_object(world: World, application: Application) -> Json:
    """Describe the application to its bot."""
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": application.description,
        "type": None,
        "bot": user_object(world.bot),
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application.flags,
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_object(world.users[application.owner_id]),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "install_params": {"scopes": ["applications.commands", "bot"], "permissions": "0"},
        "integration_types_config": {"0": {}, "1": {}},
        "event_webhooks_status": 1,
    }
