"""The `/daily` commands: a channel's daily post, set by who manages the server."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from typing_extensions import override

from bot.discord_app.cards import Card, card, leaves
from bot.discord_app.days import post_card
from bot.discord_app.errors import past_words
from bot.discord_app.onthisday import day_choices
from bot.discord_app.patience import answer_privately
from bot.discord_app.rights import missing
from bot.domain.almanac import MonthDay, UnreadableDateError, days_meant
from bot.domain.posts import RightsMissingError, ScheduleStatus
from bot.domain.schedules import (
    NOT_KEPT,
    Schedule,
    Timetable,
    UnknownZoneError,
    days_of_week,
    time_of_day,
    zone_named,
)
from bot.domain.servers import ChannelId, GuildId, RoleId, UserId
from bot.services.pages import Page, Section
from bot.services.scheduling import EveryoneNotPingedError, NoScheduleError, Scheduling
from bot.services.timezones import zones_like

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

MOST_CHOICES = 25
MOST_PAST = 2
"""Of a schedule's last posts, how many a status tells."""
TIMES = ("08:00", "09:00", "12:00", "17:00", "18:00", "20:00")
DAYS = ("every day", "weekdays", "weekends", "Monday", "Wednesday", "Friday", "Mon, Wed, Fri")

Short = app_commands.Range[str, 1, 100]


class Daily(app_commands.Group, name="daily", description="What happened on this day, every day"):
    """The daily posts of a server."""

    def __init__(self, scheduling: Scheduling) -> None:
        super().__init__(
            default_permissions=discord.Permissions(manage_guild=True),
            guild_only=True,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._scheduling = scheduling

    @override
    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let only who manages the server in, whatever an integration's settings allow."""
        if not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        return True

    @app_commands.command(name="set")
    @app_commands.rename(at="time", zone="timezone")
    @app_commands.describe(
        channel="Where to post",
        at="When, as the clock shows it there: 09:00 or 9am",
        zone="Begin to type a city",
        thread="Start a thread with a question to discuss on each post",
        ping="A role to ping with each post; none if left out",
        days="weekdays, weekends, or days such as Mon, Wed; every day if left out",
        poll="Ask in a poll what mattered most",
    )
    async def set_(  # noqa: PLR0913, PLR0917 - one parameter an option
        self,
        interaction: "discord.Interaction[Bot]",
        channel: discord.TextChannel,
        at: Short,
        zone: Short,
        thread: bool = False,
        ping: discord.Role | None = None,
        days: Short | None = None,
        poll: bool = False,
    ) -> None:
        """Post what happened on this day in a channel, every day at one time."""
        timetable = Timetable(time_of_day(at), zone_meant(zone), days_of_week(days or ""))
        if ping is not None and ping.is_default():
            raise EveryoneNotPingedError
        wanted = Schedule(
            id=NOT_KEPT,
            guild=_guild(interaction),
            channel=ChannelId(channel.id),
            timetable=timetable,
            set_by=UserId(interaction.user.id),
            thread=thread,
            poll=poll,
            ping=RoleId(ping.id) if ping else None,
        )
        _check_rights(interaction, wanted)
        await answer_privately(interaction, self._set(interaction, wanted))

    async def _set(self, interaction: "discord.Interaction[Bot]", wanted: Schedule) -> Card:
        status = await self._scheduling.set(wanted)
        interaction.client.posting.wake()
        page = Page(
            "Daily posts are set",
            (
                Section(None, tuple(_status_lines(status))),
                Section(None, ("`/daily preview` shows a post; `/daily off` ends them.",)),
            ),
        )
        return card(leaves(page)[0])

    @app_commands.command()
    async def status(self, interaction: "discord.Interaction[Bot]") -> None:
        """When the next posts are due, and what became of the last ones."""
        await answer_privately(interaction, self._status(interaction))

    async def _status(self, interaction: "discord.Interaction[Bot]") -> Card:
        statuses = await self._scheduling.status(_guild(interaction))
        if not statuses:
            raise NoScheduleError
        sections = tuple(
            Section(None, (*_status_lines(status), *_lacking(interaction, status.schedule)))
            for status in statuses
        )
        return card(leaves(Page("Daily posts of this server", sections))[0])

    @app_commands.command()
    @app_commands.describe(date="A day such as 3 March; the next post's if left out")
    async def preview(
        self, interaction: "discord.Interaction[Bot]", date: Short | None = None
    ) -> None:
        """Show yourself a post as it will look; nobody else sees it."""
        await answer_privately(interaction, self._preview(interaction, date))

    async def _preview(self, interaction: "discord.Interaction[Bot]", typed: str | None) -> Card:
        guild, channel = _guild(interaction), ChannelId(interaction.channel_id or 0)
        today = await self._scheduling.today(guild, channel)
        statuses = await self._scheduling.status(guild)
        status = next((one for one in statuses if one.schedule.channel == channel), None)
        status = status or next(iter(statuses), None)
        schedule = status.schedule if status else _unset(guild, channel)
        when = schedule.timetable.local_date(status.next_due) if status else today
        if typed is not None:
            meant = days_meant(typed, today)
            if not meant:
                raise UnreadableDateError(typed)
            when = meant[0].next_date(today)
        announcement = await self._scheduling.preview(schedule, when)
        if announcement is None:
            nothing = f"The store has no event of {MonthDay.of(when).words}."
            return card(leaves(Page("Nothing to post", (Section(None, (nothing,)),)))[0])
        return post_card(announcement)

    @app_commands.command()
    @app_commands.describe(channel="Which, if there are several")
    async def off(
        self, interaction: "discord.Interaction[Bot]", channel: discord.TextChannel | None = None
    ) -> None:
        """End the daily posts of a channel."""
        await answer_privately(interaction, self._off(interaction, channel))

    async def _off(
        self, interaction: "discord.Interaction[Bot]", channel: discord.TextChannel | None
    ) -> Card:
        meant = ChannelId(channel.id) if channel else None
        ended = await self._scheduling.end(_guild(interaction), meant)
        done = f"There are no more daily posts in <#{ended}>. `/daily set` starts them again."
        return card(leaves(Page("Daily posts are off", (Section(None, (done,)),)))[0])

    @set_.autocomplete("zone")
    async def complete_zone(
        self, _: "discord.Interaction[Bot]", typed: str
    ) -> list[app_commands.Choice[str]]:
        """Time zones by city, region or common name."""
        return _choices(zones_like(typed, MOST_CHOICES))

    @set_.autocomplete("at")
    async def complete_time(
        self, _: "discord.Interaction[Bot]", typed: str
    ) -> list[app_commands.Choice[str]]:
        """The time that is meant, or some that are common."""
        try:
            return _choices([f"{time_of_day(typed):%H:%M}"])
        except ValueError:
            likely = [time for time in TIMES if time.lstrip("0").startswith(typed.lstrip("0"))]
            return _choices(likely or TIMES)

    @set_.autocomplete("days")
    async def complete_days(
        self, _: "discord.Interaction[Bot]", typed: str
    ) -> list[app_commands.Choice[str]]:
        """Common choices of days, or the one that is typed."""
        likely = [days for days in DAYS if days.lower().startswith(typed.lower())]
        return _choices(likely or [typed])

    @preview.autocomplete("date")
    async def complete_date(
        self, interaction: "discord.Interaction[Bot]", typed: str
    ) -> list[app_commands.Choice[str]]:
        """Days that may be meant."""
        return day_choices(interaction.client, typed)


def _choices(names: Sequence[str]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=name) for name in names]


def _guild(interaction: "discord.Interaction[Bot]") -> GuildId:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return GuildId(interaction.guild_id)


def zone_meant(typed: str) -> str:
    """The zone of the name that is typed, else the likeliest; what is typed if none is like it."""
    try:
        return zone_named(typed).key
    except UnknownZoneError:
        return next(iter(zones_like(typed, 1)), typed)


def _unset(guild: GuildId, channel: ChannelId) -> Schedule:
    """A schedule for a preview before any is set."""
    noon = Timetable(time_of_day("noon"), "UTC")
    return Schedule(NOT_KEPT, guild, channel, noon, UserId(0))


def _check_rights(interaction: "discord.Interaction[Bot]", wanted: Schedule) -> None:
    if interaction.guild is None or interaction.guild.me is None:
        return
    lacking = missing(wanted, interaction.guild)
    if lacking:
        raise RightsMissingError(lacking)


def _status_lines(status: ScheduleStatus) -> Sequence[str]:
    schedule = status.schedule
    extras = [
        "with a thread" * schedule.thread,
        "with a poll" * schedule.poll,
        f"pinging <@&{schedule.ping}>" if schedule.ping else "",
    ]
    said = "; ".join([schedule.timetable.words, *filter(None, extras)])
    full = discord.utils.format_dt(status.next_due, "F")
    away = discord.utils.format_dt(status.next_due, "R")
    lines = [f"**<#{schedule.channel}>**: {said}", f"- Next: {full} ({away})"]
    lines += [f"- {past_words(past, schedule)}" for past in status.past[:MOST_PAST]]
    return lines


def _lacking(interaction: "discord.Interaction[Bot]", schedule: Schedule) -> Sequence[str]:
    guild = interaction.guild
    if guild is None or guild.get_channel(schedule.channel) is None:
        return ("- The channel is gone: `/daily set` another, and `/daily off` for this one.",)
    lacking = missing(schedule, guild)
    if not lacking:
        return ()
    return (f"- Missing there now: {', '.join(f'“{right}”' for right in lacking)}.",)
