"""What a member reads when something goes wrong, and what the log gets."""

import logging
import secrets
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.discord_app.cards import notice
from bot.domain.library import UnknownEntryError
from bot.domain.storing import StorageError
from bot.services.reporting import TooManyReportsError

log = logging.getLogger(__name__)

NOBODY_WAITS = {
    10062: "could not be answered in time",
    40060: "had been answered already",
}
"""Discord's codes for an interaction that is over, and what the log says of them."""
NETWORK_ERRORS = (aiohttp.ClientError, OSError, TimeoutError)


class UnknownButtonError(Exception):
    """A press on a button that this version of the bot does not know."""


def worded(error: BaseException) -> str | None:
    """One sentence on an expected error and what to do; None where it was not expected."""
    match error:
        case UnknownEntryError():
            return "That entry is no longer in the store. Ask again with `/split ask`."
        case UnknownButtonError():
            return "That button is from another version of this bot. Use the command again."
        case TooManyReportsError():
            return "That is enough for now, thank you. You can report more in an hour."
        case StorageError():
            return "I cannot write anything down at the moment. Please try again in some minutes."
        case (
            app_commands.CommandSignatureMismatch()
            | app_commands.CommandNotFound()
            | app_commands.TransformerError()
        ):
            return "That command has changed since your Discord loaded it. Please type it again."
        case app_commands.CommandOnCooldown(retry_after=seconds):
            return f"That was a bit fast. Please try again in {seconds:.0f} seconds."
        case app_commands.CheckFailure():
            return _refused(error)
        case _:
            return None


def _refused(error: app_commands.CheckFailure) -> str:
    match error:
        case app_commands.MissingPermissions(missing_permissions=missing):
            return f"For this you need the permission {_named(missing)} in this channel."
        case app_commands.BotMissingPermissions(missing_permissions=missing):
            return f"For this I lack the permission {_named(missing)} here; an admin can give it."
        case app_commands.NoPrivateMessage():
            return "This works in servers only."
        case _:
            return "You are not allowed to do that here."


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell the member what went wrong, privately; log what nobody expected, with a reference.

    The member sees the same reference, so that a report leads to the log's line.
    """
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if interaction.client.is_closed():
        log.warning("%s was not answered: the bot was stopping", _shown(interaction))
        return
    if isinstance(cause, discord.HTTPException) and cause.code in NOBODY_WAITS:
        log.warning("%s %s", _shown(interaction), NOBODY_WAITS[cause.code])
        return
    if isinstance(cause, NETWORK_ERRORS):
        log.warning("the answer to %s was lost: %r", _shown(interaction), cause)
        return
    sentence = worded(cause)
    if sentence is None:
        reference = secrets.token_hex(3)
        log.error("%s failed, reference %s", _shown(interaction), reference, exc_info=cause)
        sentence = (
            "Something went wrong on my side; nothing you did. If it happens again, tell whoever "
            f"runs this bot the reference **{reference}**."
        )
    await _tell(interaction, sentence)


async def _tell(interaction: discord.Interaction[Any], sentence: str) -> None:
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=notice(sentence), ephemeral=True)
        else:
            await interaction.response.send_message(view=notice(sentence), ephemeral=True)
    except (discord.HTTPException, *NETWORK_ERRORS) as error:
        log.warning("a member could not be told of an error: %s", error)


def _shown(interaction: discord.Interaction[Any]) -> str:
    # the command's or component's own name, never what the member typed
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    return f"component {data.get('custom_id', '?')!r}"


def _named(permissions: list[str]) -> str:
    return ", ".join(f"“{name.replace('_', ' ').title()}”" for name in permissions)
