"""What a member reads when something goes wrong, and what the log gets."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.discord_app.cards import notice
from bot.domain.almanac import UnreadableDateError
from bot.domain.dates import MONTHS
from bot.domain.library import UnknownEntryError
from bot.domain.posts import (
    AwayError,
    ChannelGoneError,
    MessageGoneError,
    Missed,
    PastPost,
    PostingError,
    PostState,
    RefusedError,
    RightsMissingError,
)
from bot.domain.schedules import (
    Schedule,
    UnknownZoneError,
    UnreadableDaysError,
    UnreadableError,
    UnreadableTimeError,
)
from bot.domain.storing import StorageError
from bot.services.reporting import TooManyReportsError
from bot.services.scheduling import (
    EveryoneNotPingedError,
    NoScheduleError,
    SeveralSchedulesError,
    TooManySchedulesError,
)

log = logging.getLogger(__name__)

NOBODY_WAITS = {
    10062: "could not be answered in time",
    40060: "had been answered already",
}
"""Discord's codes for an interaction that is over, and what the log says of them."""
MOST_ECHOED = 60
"""Characters of what a member typed that an error repeats."""
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
            return _of_schedules(error)


def _of_schedules(error: BaseException) -> str | None:
    match error:
        case PostingError():
            return problem_words(error.code, None)
        case UnreadableError() | UnreadableDateError():
            return _unreadable(error)
        case EveryoneNotPingedError() | NoScheduleError() | TooManySchedulesError():
            return _SCHEDULES[type(error)]
        case SeveralSchedulesError(channels=channels):
            named = ", ".join(f"<#{channel}>" for channel in channels)
            return f"There are daily posts in {named}. Name the channel whose posts are to end."
        case _:
            return None


_SCHEDULES: Mapping[type[BaseException], str] = {
    EveryoneNotPingedError: "I do not ping everybody every day. Choose another role, or none.",
    NoScheduleError: "There are no daily posts to show or to end here. `/daily set` starts them.",
    TooManySchedulesError: "This server has as many daily posts as it can. End one: `/daily off`.",
}
_FORMS: Mapping[type[BaseException], str] = {
    UnreadableTimeError: "a time. Write 09:00, 21:30 or 9am",
    UnreadableDaysError: "days of the week. Write weekdays, weekends, Monday, or Mon, Wed, Fri",
    UnknownZoneError: "a time zone that I know. Type a city and choose what appears",
    UnreadableDateError: "a day that I know. Write 3 March, 03-03, yesterday, or what happened",
}


def _unreadable(error: UnreadableError | UnreadableDateError) -> str:
    # what was typed is shown as code, in which nothing is a mention or a link
    typed = error.text.replace("`", "'")[:MOST_ECHOED]
    return f"I cannot read `{typed or ' '}` as {_FORMS[type(error)]}."


def problem_words(code: str, channel: int | None) -> str:
    """What is wrong with a daily post, by the code that is kept of it, and what to do."""
    kind, _, detail = code.partition(": ")
    where = f"in <#{channel}>" if channel else "there"
    match kind:
        case RightsMissingError.kind:
            named = " and ".join(f"**{right}**" for right in detail.split("; "))
            return f"I cannot post {where}: I lack {named}. Give my role that in the channel."
        case ChannelGoneError.kind:
            gone = f"The channel {channel} of the daily posts" if channel else "The channel"
            return f"{gone} is gone. Choose another with `/daily set`, or end it with `/daily off`."
        case MessageGoneError.kind:
            return f"Somebody has deleted the post {where}."
        case AwayError.kind:
            return f"Discord did not take the post {where} ({detail}); I try again."
        case RefusedError.kind:
            refused = f"Discord refused a part of the post {where} ({detail})."
            return f"{refused} Tell whoever runs this bot."
        case Missed.BOT_AWAY.value:
            return "The bot was away until the day had ended."
        case Missed.NOT_POSSIBLE.value:
            return "It could not be posted before the day had ended."
        case _:
            return "The store has no event of that day."


def past_words(past: PastPost, schedule: Schedule) -> str:
    """What became of a post, and what to do where something went wrong."""
    when = f"{past.date.day} {MONTHS[past.date.month - 1]}"
    why = f" {problem_words(past.problem, schedule.channel)}" if past.problem else ""
    match past.state:
        case PostState.SKIPPED:
            return f"{when}: skipped.{why}"
        case PostState.CLAIMED:
            return f"{when}: being sent.{why}"
        case _:
            ids = f"{schedule.guild}/{schedule.channel}/{past.message}"
            link = f"[posted](https://discord.com/channels/{ids})" if past.message else "not posted"
            at = f" {discord.utils.format_dt(past.sent_at, 't')}" if past.sent_at else ""
            return f"{when}: {link}{at}.{why}"


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
