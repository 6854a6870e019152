"""A member uses a command: what they gave is checked against what the bot registered."""

from dataclasses import dataclass

from bot.playground.commands import usable_in_dm, usable_in_guild
from bot.playground.entities import Channel, Command, Guild, Json
from bot.playground.given_options import GivenOptions
from bot.playground.problems import Problems, snowflake
from bot.playground.refusals import (
    missing_permissions,
    unknown_command,
    unknown_message,
    unknown_user,
)
from bot.playground.resolving import Resolved
from bot.playground.routing import Call

USER_COMMAND, MESSAGE_COMMAND = 2, 3


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command as the bot is told of it."""

    data: Json
    name: str
    """With its groups: ``quiz event create``."""


def invocation(call: Call, channel: Channel, *, focused: bool = False) -> Invocation:
    """Return the command a member uses in a channel; one that does not fit is refused."""
    given = call.part("data")
    guild = call.world.guild_of(channel)
    command = _usable(call, guild, given)
    data: Json = {
        "id": str(command.id),
        "name": command.body["name"],
        "type": command.body["type"],
    }
    if command.guild_id is not None:
        data["guild_id"] = str(command.guild_id)
    resolved = Resolved(call.world, guild, call.caller)
    if command.body["type"] in {USER_COMMAND, MESSAGE_COMMAND}:
        data["target_id"] = _target(command, given, channel, resolved)
        name = command.body["name"]
    else:
        options = GivenOptions(resolved, focused)
        told, names = options.below(command.body, given.get("options"), ("data",))
        options.problems.refuse_if_any()
        name = " ".join((command.body["name"], *names))
        if told:
            data["options"] = told
    if resolved.found:
        data["resolved"] = resolved.found
    return Invocation(data, name)


def _usable(call: Call, guild: Guild | None, given: Json) -> Command:
    """Return the command that is meant; stale, unknown and forbidden ones are refused."""
    world = call.world
    command = world.commands.get(snowflake(given.get("id")) or 0)
    if command is None:
        raise unknown_command()
    usable = usable_in_dm(world) if guild is None else usable_in_guild(world, guild, call.caller.id)
    if command not in usable:
        raise missing_permissions()
    version = snowflake(given.get("version"))
    if version is not None and version != command.version:
        problems = Problems()
        outdated = "This command is outdated, please try again in a few minutes"
        problems.add(("data",), "INTERACTION_APPLICATION_COMMAND_INVALID_VERSION", outdated)
        problems.refuse_if_any()
    return command


def _target(command: Command, given: Json, channel: Channel, resolved: Resolved) -> str:
    world, target_id = resolved.world, snowflake(given.get("target_id")) or 0
    if command.body["type"] == USER_COMMAND:
        user = world.users.get(target_id)
        if user is None:
            raise unknown_user()
        resolved.user(user)
    else:
        message = world.message(channel.id, target_id)
        if message is None or message.only_for is not None:
            raise unknown_message()
        resolved.message(message)
    return str(target_id)
