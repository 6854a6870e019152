"""Registers the commands with Discord, only when they have changed."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.endpoint import registered_commands

log = logging.getLogger(__name__)

_KEPT = (
    "type",
    "name",
    "description",
    "required",
    "autocomplete",
    "nsfw",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "default_member_permissions",
    "value",
)
_SETS = ("contexts", "integration_types", "channel_types")
_LISTS = ("options", "choices")
# what Discord fills in where an application says nothing
_DEFAULTS: Mapping[str, object] = {"type": 1, "integration_types": [0]}


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
    return {(c.get("type", 1), c["name"]): _meaning(c, top=True) for c in commands}


def _meaning(described: Mapping[str, Any], *, top: bool = False) -> dict[str, object]:
    filled = {**(_DEFAULTS if top else {}), **_without_empty(described)}
    meaning: dict[str, object] = {key: filled[key] for key in _KEPT if filled.get(key)}
    if "default_member_permissions" in meaning:
        meaning["default_member_permissions"] = str(meaning["default_member_permissions"])
    meaning |= {key: sorted(filled[key]) for key in _SETS if filled.get(key)}
    meaning |= {key: [_meaning(one) for one in filled[key]] for key in _LISTS if filled.get(key)}
    return meaning


def _without_empty(described: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if value is not None}
