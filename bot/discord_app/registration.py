"""Registers the commands with Discord, only when they have changed."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.endpoint import registered_commands

log = logging.getLogger(__name__)

_SETS = frozenset({"contexts", "integration_types", "channel_types"})
_LISTS = frozenset({"options", "choices"})
_FILLED_IN_BY_DISCORD = frozenset({"id", "application_id", "guild_id", "version", "dm_permission"})
# what Discord takes an absent key for; it sends some of them and leaves others out
_DEFAULTS: Mapping[str, object] = {
    "type": 1,
    "description": "",  # commands in a message's menu have none
    "nsfw": False,
    "required": False,
    "autocomplete": False,
    "options": [],
    "choices": [],
    "name_localizations": {},
    "description_localizations": {},
    "integration_types": [0],
}


async def register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> bool:
    """Make Discord's commands those of the tree; True if anything had to be sent."""
    ours = [command.to_dict(tree) for command in tree.get_commands()]
    if same_commands(ours, await registered_commands(client)):
        log.info("the commands are registered already")
        return False
    await tree.sync()
    log.info("registered %d commands", len(ours))
    return True


def same_commands(ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two lists of commands mean the same, whatever Discord has filled in."""
    return _by_name(ours) == _by_name(theirs)


def _by_name(commands: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], object]:
    return {(command.get("type", 1), command["name"]): _meaning(command) for command in commands}


def _meaning(described: Mapping[str, Any]) -> dict[str, object]:
    """A command or option without what is absent, by default so, or Discord's own."""
    return {
        key: _value(key, value)
        for key, value in described.items()
        if value is not None and key not in _FILLED_IN_BY_DISCORD and value != _DEFAULTS.get(key)
    }


def _value(key: str, value: Any) -> object:  # noqa: ANN401 - whatever JSON holds
    if key in _SETS:
        return sorted(value)
    if key in _LISTS:
        return [_meaning(one) for one in value]
    # Discord: permissions are numbers in text; discord.py sends them as numbers
    return str(value) if key == "default_member_permissions" else value
