"""What the people who run a server do to it: rights, channels, and whether the bot is there.

Members of the playground have no page for this; tests and the program that runs it do it by hand.
"""

from bot.playground.entities import Channel, Guild, Json, Member, Role
from bot.playground.greetings import told_at_start
from bot.playground.payloads import channel_object, member_object, role_object, whole_guild
from bot.playground.routing import Stage
from bot.playground.sessions import Intent, Session


class Steward:
    """Changes servers, and tells everybody who hears of it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def update_channel(self, channel: Channel) -> None:
        """Replace a channel by what it is now, for instance with other overwrites."""
        self._stage.world.put_channel(channel)
        self._tell_of_channel(channel, "CHANNEL_UPDATE")

    def delete_channel(self, channel_id: int) -> None:
        """Delete a channel of a server."""
        channel = self._stage.world.channel_with(channel_id)
        if channel is not None and channel.guild_id is not None:
            del self._stage.world.guilds[channel.guild_id].channels[channel_id]
            self._tell_of_channel(channel, "CHANNEL_DELETE")

    def update_role(self, guild: Guild, role: Role) -> None:
        """Add a role or replace it by what it is now, for instance with other permissions."""
        event = "GUILD_ROLE_UPDATE" if role.id in guild.roles else "GUILD_ROLE_CREATE"
        guild.roles[role.id] = role
        self._tell(guild, event, {"guild_id": str(guild.id), "role": role_object(role)})

    def update_member(self, guild: Guild, member: Member) -> None:
        """Replace a member by what they are now, for instance with other roles.

        Discord: without the members intent a bot hears of itself alone.
        """
        guild.members[member.user.id] = member
        data = member_object(member) | {"guild_id": str(guild.id)}
        intent = Intent.GUILDS if member.user.is_bot else Intent.GUILD_MEMBERS
        self._tell(guild, "GUILD_MEMBER_UPDATE", data, intent)

    def remove_bot(self, guild: Guild) -> None:
        """Remove the bot from a server."""
        bot_id = self._stage.world.bot.id
        del guild.members[bot_id]
        self._stage.audience.announce(
            "GUILD_DELETE", {"id": str(guild.id)}, lambda each: _is_the_bots(each, guild)
        )

    def invite_bot(self, guild: Guild) -> None:
        """Let the bot into a server that it is not in."""
        world = self._stage.world
        roles = [role.id for role in guild.roles.values() if role.bot_id == world.bot.id]
        guild.members[world.bot.id] = Member(world.bot, world.now(), tuple(roles))
        world.add_guild(guild)
        for session in self._stage.audience:
            if _is_the_bots(session, guild):
                described = whole_guild(world, guild, told_at_start(guild, session))
                # by its absence clients tell a server they were added to from one that is back
                del described["unavailable"]
                self._stage.audience.tell(session, "GUILD_CREATE", described)

    def _tell_of_channel(self, channel: Channel, event: str) -> None:
        guild = self._stage.world.guild_of(channel)
        if guild is not None:
            self._tell(guild, event, channel_object(self._stage.world, channel))

    def _tell(self, guild: Guild, event: str, data: Json, intent: int = Intent.GUILDS) -> None:
        def hears(session: Session) -> bool:
            if session.user_id not in guild.members:
                return False
            asked = bool(session.intents & intent) and session.serves(guild.id)
            return asked or not session.is_bot

        self._stage.audience.announce(event, data, hears)


def _is_the_bots(session: Session, guild: Guild) -> bool:
    asked = bool(session.intents & Intent.GUILDS)
    return session.is_bot and asked and session.serves(guild.id)
