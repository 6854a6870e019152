"""What a client hears once it has identified: READY, its servers, and members on request."""

from bot.playground.entities import ChannelType, Guild, Json, Member
from bot.playground.payloads import (
    channel_object,
    member_object,
    own_user_object,
    user_object,
    whole_guild,
)
from bot.playground.problems import snowflake
from bot.playground.routing import Stage
from bot.playground.sessions import Intent, Session

MEMBERS_IN_A_CHUNK = 1_000


def greet(stage: Stage, session: Session) -> None:
    """Send READY, and to a bot a GUILD_CREATE for each of its servers."""
    if not session.is_bot:
        stage.audience.tell(session, "READY", _ready_for_a_member(stage, session))
        return
    guilds = [each for each in _joined(stage, session) if session.serves(each.id)]
    stage.audience.tell(session, "READY", _ready_for_the_bot(stage, session, guilds))
    if session.intents & Intent.GUILDS:
        for guild in guilds:
            whole = whole_guild(stage.world, guild, told_at_start(guild, session))
            stage.audience.tell(session, "GUILD_CREATE", whole)


def _joined(stage: Stage, session: Session) -> list[Guild]:
    guilds = stage.world.guilds.values()
    return [guild for guild in guilds if session.user_id in guild.members]


def told_at_start(guild: Guild, session: Session) -> list[Member]:
    """Return the members a bot is told of: everybody with both intents for it, else itself."""
    both = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES
    if session.intents & both == both:
        return list(guild.members.values())
    own = guild.members.get(session.user_id)
    return [] if own is None else [own]


def _ready(stage: Stage, session: Session) -> Json:
    return {
        "v": 10,
        "user": own_user_object(stage.world.users[session.user_id]),
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": stage.gateway_url,
    }


def _ready_for_the_bot(stage: Stage, session: Session, guilds: list[Guild]) -> Json:
    application = stage.world.application
    return _ready(stage, session) | {
        "user_settings": {},
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
        "guild_join_requests": [],
        "geo_ordered_rtc_regions": [],
        "application": {"id": str(application.id), "flags": application.flags},
        "shard": list(session.shard),
        "_trace": [],
    }


def _ready_for_a_member(stage: Stage, session: Session) -> Json:
    world = stage.world
    joined = _joined(stage, session)
    dms = [dm for dm in world.dms.values() if session.user_id in dm.recipients]
    return _ready(stage, session) | {
        "users": [user_object(user) for user in world.users.values()],
        "guilds": [whole_guild(world, each, [*each.members.values()]) for each in joined],
        "private_channels": [
            channel_object(world, dm, seen_by=session.user_id)
            for dm in dms
            if dm.type is ChannelType.DM
        ],
        "relationships": [],
    }


def members_chunk(stage: Stage, session: Session, asked: Json) -> None:
    """Answer a request for members by name or by id, in one chunk."""
    guild = stage.world.guilds.get(snowflake(asked.get("guild_id")) or 0)
    if guild is None:
        return
    found = _asked_for(guild, asked)
    if not session.intents & Intent.GUILD_MEMBERS and asked.get("query") == "":
        found = []  # Discord: the whole list needs the privileged intent
    chunk: Json = {
        "guild_id": str(guild.id),
        "members": [member_object(member) for member in found],
        "chunk_index": 0,
        "chunk_count": 1,
    }
    if "nonce" in asked:
        chunk["nonce"] = asked["nonce"]
    stage.audience.tell(session, "GUILD_MEMBERS_CHUNK", chunk)


def _asked_for(guild: Guild, asked: Json) -> list[Member]:
    wanted = asked.get("user_ids")
    if wanted is not None:
        ids = wanted if isinstance(wanted, list) else [wanted]
        members = (guild.members.get(snowflake(each) or 0) for each in ids)
        return [member for member in members if member is not None]
    start = str(asked.get("query") or "").lower()
    named = [each for each in guild.members.values() if each.user.username.startswith(start)]
    limit = asked.get("limit")
    return named[: limit if isinstance(limit, int) and limit > 0 else MEMBERS_IN_A_CHUNK]
