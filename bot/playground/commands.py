"""Application commands: the bot registers them, members look them up."""

from collections.abc import Mapping, Sequence

from bot.playground.command_rules import check_command, check_commands
from bot.playground.entities import Command, Guild, Json
from bot.playground.payloads import user_object
from bot.playground.permissions import Permission, in_guild
from bot.playground.places import joined_guild, visible_channel
from bot.playground.problems import Problems
from bot.playground.refusals import missing_access, unknown_application, unknown_command
from bot.playground.registration import registered, unlocalized
from bot.playground.routing import NO_CONTENT, Admits, Call, Reply, Route
from bot.playground.world import World

IN_A_GUILD, IN_THE_BOTS_DM = 0, 1
IN_SERVERS, BY_USERS = 0, 1
"""How an application is installed; here everybody has it, where their server has not."""


def command_object(world: World, command: Command, *, localized: bool = True) -> Json:
    """Describe a command as it is registered."""
    described: Json = {
        "id": str(command.id),
        "application_id": str(world.application.id),
        "version": str(command.version),
        **(command.body if localized else unlocalized(command.body)),
    }
    if command.guild_id is not None:
        described["guild_id"] = str(command.guild_id)
    return described


def listed(call: Call) -> Reply:
    """Return the commands of a scope."""
    localized = call.asks("with_localizations")
    commands = call.world.commands_of(_scope(call)).values()
    return Reply([command_object(call.world, each, localized=localized) for each in commands])


def overwrite(call: Call) -> Reply:
    """Register these commands and no others; those that stay keep their ids."""
    scope = _scope(call)
    check_commands(call.listed)
    bodies = call.listed or ()
    before = call.world.commands_of(scope)
    for command in before.values():
        del call.world.commands[command.id]
    commands = [_register(call.world, scope, registered(body), before) for body in bodies]
    _tell_members(call, scope)
    return Reply([command_object(call.world, command) for command in commands])


def create(call: Call) -> Reply:
    """Register one command; one of the same type and name is replaced."""
    scope = _scope(call)
    problems = Problems()
    check_command(call.body, (), problems)
    problems.refuse_if_any()
    before = call.world.commands_of(scope)
    command = _register(call.world, scope, registered(call.body), before)
    _tell_members(call, scope)
    return Reply(command_object(call.world, command), 200 if command.key in before else 201)


def one(call: Call) -> Reply:
    """Return one command."""
    return Reply(command_object(call.world, _command(call)))


def edit(call: Call) -> Reply:
    """Change what the body names of a command."""
    command = _command(call)
    body = command.body | call.body
    problems = Problems()
    check_command(body, (), problems)
    problems.refuse_if_any()
    edited = Command(command.id, call.world.new_id(), command.guild_id, registered(body))
    call.world.commands[command.id] = edited
    _tell_members(call, command.guild_id)
    return Reply(command_object(call.world, edited))


def delete(call: Call) -> Reply:
    """Take a command away."""
    command = _command(call)
    del call.world.commands[command.id]
    _tell_members(call, command.guild_id)
    return NO_CONTENT


def index_of_guild(call: Call) -> Reply:
    """Return the commands that a member may use in a server."""
    guild = joined_guild(call)
    return Reply(_index(call, usable_in_guild(call.world, guild, call.caller.id)))


def index_of_channel(call: Call) -> Reply:
    """Return the commands that a member may use in a direct conversation with the bot."""
    channel = visible_channel(call)
    guild = call.world.guild_of(channel)
    if guild is not None:
        return Reply(_index(call, usable_in_guild(call.world, guild, call.caller.id)))
    return Reply(_index(call, usable_in_dm(call.world)))


def usable_in_guild(world: World, guild: Guild, user_id: int) -> list[Command]:
    """Return the commands of a server that a member's permissions let them use."""
    permitted = in_guild(guild, guild.members[user_id])
    if not permitted & Permission.USE_APPLICATION_COMMANDS:
        return []
    installation = IN_SERVERS if world.bot.id in guild.members else BY_USERS
    return [
        command
        for command in world.commands.values()
        if command.guild_id in {None, guild.id}
        and installation in command.body["integration_types"]
        and _offered(command, IN_A_GUILD)
        and _permitted(command, permitted)
    ]


def usable_in_dm(world: World) -> list[Command]:
    """Return the commands that work in a direct conversation with the bot."""
    commands = world.commands.values()
    return [each for each in commands if each.guild_id is None and _offered(each, IN_THE_BOTS_DM)]


def _offered(command: Command, context: int) -> bool:
    contexts = command.body["contexts"]
    if contexts is not None:
        return context in contexts
    return context == IN_A_GUILD or command.body["dm_permission"] is not False


def _permitted(command: Command, permitted: int) -> bool:
    needed = command.body["default_member_permissions"]
    if needed is None or permitted & Permission.ADMINISTRATOR:
        return True
    return int(needed) != 0 and permitted & int(needed) == int(needed)


def _index(call: Call, commands: Sequence[Command]) -> Json:
    world = call.world
    application = world.application
    described: Json = {
        "id": str(application.id),
        "name": application.name,
        "description": application.description,
        "icon": None,
        "bot": user_object(world.bot),
    }
    return {
        "applications": [described],
        "application_commands": [command_object(world, each) for each in commands],
        "version": str(_version(commands)),
    }


def _version(commands: Sequence[Command]) -> int:
    return max((command.version for command in commands), default=0)


def _register(
    world: World, scope: int | None, body: Json, before: Mapping[tuple[int, str], Command]
) -> Command:
    earlier = before.get((body["type"], body["name"]))
    if earlier is not None and earlier.body == body:
        command = earlier
    else:
        version = world.new_id()
        command = Command(earlier.id if earlier else version, version, scope, body)
    world.commands[command.id] = command
    return command


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application.id:
        raise unknown_application()
    if "guild_id" not in call.params:
        return None
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None or call.world.bot.id not in guild.members:
        raise missing_access()
    return guild.id


def _command(call: Call) -> Command:
    scope = _scope(call)
    command = call.world.commands.get(call.id("command_id"))
    if command is None or command.guild_id != scope:
        raise unknown_command()
    return command


def _tell_members(call: Call, scope: int | None) -> None:
    """Tell members that what they may use has changed."""
    world = call.world
    version = str(_version(tuple(world.commands.values())))
    guilds = world.guilds.values() if scope is None else (world.guilds[scope],)
    for guild in guilds:
        data = {"guild_id": str(guild.id), "version": version}
        call.stage.audience.announce(
            "GUILD_APPLICATION_COMMAND_INDEX_UPDATE",
            data,
            lambda each, guild=guild: not each.is_bot and each.user_id in guild.members,  # type: ignore[misc]
        )


_GLOBAL = "/applications/{application_id}/commands"
_OF_A_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES = (
    *(
        route
        for path in (_GLOBAL, _OF_A_GUILD)
        for route in (
            Route("GET", path, listed, Admits.BOT),
            Route("PUT", path, overwrite, Admits.BOT),
            Route("POST", path, create, Admits.BOT),
            Route("GET", path + "/{command_id}", one, Admits.BOT),
            Route("PATCH", path + "/{command_id}", edit, Admits.BOT),
            Route("DELETE", path + "/{command_id}", delete, Admits.BOT),
        )
    ),
    Route("GET", "/guilds/{guild_id}/application-command-index", index_of_guild, Admits.MEMBER),
    Route(
        "GET", "/channels/{channel_id}/application-command-index", index_of_channel, Admits.MEMBER
    ),
)
