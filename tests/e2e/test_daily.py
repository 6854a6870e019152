"""Daily posts over the wire: setting them, what they look like, and what may go wrong."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from typing_extensions import override

from bot.domain.servers import GuildId
from bot.domain.storing import StorageError
from bot.playground.entities import ChannelType, MessageFlag, Overwrite
from bot.playground.permissions import Permission
from tests.e2e.daily_posts import (
    HOUR,
    MINUTE,
    NOON,
    Stage,
    Watch,
    bot_posting,
    event_of,
    posting_stage,
)
from tests.e2e.member import Json, Member, labels, text
from tests.fakes.schedules import FakeScheduleBook


async def set_daily(stage: Stage, channel: str = "seminar", **options: Any) -> Json:
    """Set daily posts at 12:30 in UTC, or as the options say."""
    chosen: dict[str, Any] = {"time": "12:30", "timezone": "UTC"} | options
    target = stage.playground.world.channel(channel).id
    return await stage.anna.command("daily set", **{"channel": str(target), **chosen})


async def status(stage: Stage) -> str:
    """What `/daily status` says."""
    return text(await stage.anna.command("daily status"))


def deny(stage: Stage, *rights: Permission, channel: str = "seminar") -> None:
    """Take rights from the bot in a channel."""
    found = stage.playground.world.channel(channel)
    bot = stage.playground.world.bot.id
    denied = sum(rights)
    overwrites = tuple(one for one in found.overwrites if one.target_id != bot)
    if denied:
        overwrites += (Overwrite(bot, deny=denied, for_member=True),)
    stage.playground.steward.update_channel(replace(found, overwrites=overwrites))


async def settled(stage: Stage) -> None:
    """Wait until the bot has heard of all that was changed."""
    await stage.anna.command("help")


async def test_a_post_comes_at_its_minute_and_once(pytestconfig: pytest.Config) -> None:
    async with posting_stage(pytestconfig) as stage:
        answer = await set_daily(stage)
        await stage.pass_by(29 * MINUTE)
        before = stage.posts()
        await stage.pass_by(MINUTE)
        await stage.pass_by(MINUTE)
        (post,) = stage.posts()

    assert before == []
    assert answer["flags"] & MessageFlag.EPHEMERAL
    assert "12:30, every day (UTC)" in text(answer)
    assert "<t:1772368200:R>" in text(answer)
    assert text(post).startswith("## On this day: 1 March\n**1969: It happened on 1/3**")
    assert "*Why it matters:* Help ends." in text(post)
    assert "late" not in text(post)
    assert labels(post) == ["1969: It happened on 1/3", "The whole day", "Wrong or missing?"]


async def test_it_tells_the_events_of_the_local_date(pytestconfig: pytest.Config) -> None:
    """On Kiritimati it is tomorrow already when it is noon in Greenwich."""
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage, time="02:01", timezone="Pacific/Kiritimati")
        await stage.pass_by(MINUTE)
        (post,) = stage.posts()

    assert text(post).startswith("## On this day: 2 March")


async def test_the_whole_day_and_an_event_open_for_the_reader_alone(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        await stage.pass_by(HOUR)
        post = dict(await stage.anna.event("MESSAGE_CREATE", lambda one: "On this" in text(one)))
        day = await stage.anna.press(post, "The whole day")
        event = await stage.anna.press(post, "1969: It happened on 1/3")
        next_day = await stage.anna.press(day, "2 March ›")

    assert day["flags"] & MessageFlag.EPHEMERAL
    assert event["flags"] & MessageFlag.EPHEMERAL
    assert text(day).startswith("## On this day: 1 March")
    assert text(event).startswith("## It happened on 1/3")
    assert text(next_day).startswith("## On this day: 2 March")


async def test_a_thread_a_poll_and_a_ping_only_where_chosen(pytestconfig: pytest.Config) -> None:
    events = (
        event_of(3, 1, weight=5, discuss="Who began it?"),
        event_of(3, 1, year=1950, title="Something else", weight=2),
    )
    async with posting_stage(pytestconfig, events=events) as stage:
        world = stage.playground.world
        readers = next(role for role in world.guild.roles.values() if role.name == "Readers")
        await set_daily(stage, thread=True, poll=True, ping=str(readers.id))
        await stage.pass_by(HOUR)
        (message,) = [one for one in world.history(world.channel("seminar").id) if one.components]
        thread = world.channel_with(message.id)
        inside = world.history(message.id)
        said = await status(stage)

    assert message.mentions.roles == (readers.id,)
    assert thread is not None
    assert thread.name == "1 March 1969: It happened on 1/3"
    assert "Who began it?" in stage.written(message.id)[1]
    poll = inside[-1].poll
    assert poll is not None
    assert poll["question"]["text"] == "Which of these mattered most for the split?"
    assert [answer["poll_media"]["text"] for answer in poll["answers"]] == [
        "1969: It happened on 1/3",
        "1950: Something else",
    ]
    assert f"with a thread; with a poll; pinging <@&{readers.id}>" in said
    assert f"1 March: [posted](https://discord.com/channels/{world.guild.id}/" in said


async def test_in_an_announcement_channel_the_post_is_published(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        found = stage.playground.world.channel("seminar")
        stage.playground.steward.update_channel(replace(found, type=ChannelType.ANNOUNCEMENT))
        await settled(stage)
        await set_daily(stage, thread=True)
        await stage.pass_by(HOUR)
        (message,) = [one for one in stage.playground.world.history(found.id) if one.components]

    assert message.flags & MessageFlag.CROSSPOSTED
    assert message.flags & MessageFlag.HAS_THREAD


async def test_who_does_not_manage_the_server_sets_nothing(pytestconfig: pytest.Config) -> None:
    """They are not even offered the commands."""
    async with (
        posting_stage(pytestconfig) as stage,
        Member.joined(stage.playground, "Boris") as boris,
    ):
        with pytest.raises(AssertionError, match="/daily is not offered"):
            await boris.command("daily status")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"time": "25:00"}, "I cannot read `25:00` as a time. Write 09:00, 21:30 or 9am."),
        ({"timezone": "Atlantis"}, "I cannot read `Atlantis` as a time zone that I know."),
        ({"days": "someday"}, "I cannot read `someday` as days of the week."),
    ],
)
async def test_what_cannot_be_read_is_said_with_what_can(
    pytestconfig: pytest.Config, options: Json, said: str
) -> None:
    async with posting_stage(pytestconfig) as stage:
        answer = await set_daily(stage, **options)

    assert answer["flags"] & MessageFlag.EPHEMERAL
    assert said in text(answer)


async def test_missing_rights_are_named_one_by_one_and_nothing_is_set(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        deny(stage, Permission.SEND_MESSAGES, Permission.CREATE_PUBLIC_THREADS)
        await settled(stage)
        answer = await set_daily(stage, thread=True)
        said = await status(stage)

    assert "I lack **Send Messages** and **Create Public Threads**" in text(answer)
    assert "There are no daily posts" in said


async def test_a_right_taken_later_is_told_once_and_the_post_comes_when_it_is_back(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        deny(stage, Permission.SEND_MESSAGES)
        await settled(stage)
        for _ in range(4):
            await stage.pass_by(HOUR)
        world = stage.playground.world
        told = [one for one in stage.written(world.channel("welcome").id) if "I lack" in one]
        said = await status(stage)
        deny(stage)
        await settled(stage)
        await stage.pass_by(HOUR)
        (post,) = stage.posts()

    assert len(told) == 1
    assert f"in <#{world.channel('seminar').id}>: I lack **Send Messages**" in told[0]
    assert "being sent. I cannot post" in said
    assert "Missing there now: “Send Messages”" in said
    assert "-# Posted late: it was due at <t:1772368200:t>" in text(post)


async def test_a_deleted_channel_is_told_and_the_schedule_stays(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        world = stage.playground.world
        stage.playground.steward.delete_channel(world.channel("seminar").id)
        await stage.anna.command("help", place="welcome")
        await stage.pass_by(HOUR)
        told = [
            one
            for one in stage.written(world.channel("welcome").id)
            if "daily posts is gone" in one
        ]
        said = text(await stage.anna.command("daily status", place="welcome"))

    assert len(told) == 1
    assert "The channel is gone" in said


async def test_away_until_an_hour_after_is_posted_once_and_late(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        await stage.pass_by(90 * MINUTE)
        await stage.pass_by(MINUTE)
        (post,) = stage.posts()

    assert "-# Posted late" in text(post)


async def test_away_over_midnight_is_skipped_and_said(pytestconfig: pytest.Config) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        await stage.pass_by(13 * HOUR)
        none = stage.posts()
        said = await status(stage)
        await stage.pass_by(12 * HOUR)
        (post,) = stage.posts()

    assert none == []
    assert "1 March: skipped. The bot was away until the day had ended." in said
    assert text(post).startswith("## On this day: 2 March")


async def test_errors_of_discord_are_tried_again_until_it_is_back(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes of 500: discord.py gives up each time after five requests, and we do not."""

    async def at_once(_: float) -> None:
        return

    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        monkeypatch.setattr("discord.http.asyncio.sleep", at_once)
        for _ in range(20):
            stage.playground.faults.fail_next("POST", "/messages", 500)
        for _ in range(6):
            await stage.pass_by(30 * MINUTE)
        posts = stage.posts()
        said = await status(stage)

    assert len(posts) == 1
    assert "1 March: [posted]" in said


async def test_the_same_post_sent_twice_is_there_once(pytestconfig: pytest.Config) -> None:
    """The bot was killed between the answer and the note of it."""
    book = ForgetfulBook()
    async with posting_stage(pytestconfig, book=book) as stage:
        await set_daily(stage)
        with pytest.raises(ExceptionGroup):
            await stage.pass_by(30 * MINUTE)
        book.forgets = False
        await stage.pass_by(MINUTE)  # within Discord's window for the nonce
        posts = stage.posts()

    assert len(posts) == 1


async def test_a_post_found_in_the_channel_is_not_sent_again(pytestconfig: pytest.Config) -> None:
    """Killed as above, and started again hours later: Discord has forgotten the nonce."""
    book = ForgetfulBook()
    async with posting_stage(pytestconfig, book=book) as stage:
        await set_daily(stage)
        with pytest.raises(ExceptionGroup):
            await stage.pass_by(30 * MINUTE)
        book.forgets = False
        stage.playground.world.forget_nonces()
        for n in range(120):  # more than one page of the history
            await stage.anna.say("seminar", f"talk {n}")
        await stage.pass_by(3 * HOUR)
        posts = stage.posts()
        said = await status(stage)

    assert len(posts) == 1
    assert "1 March: [posted]" in said


class ForgetfulBook(FakeScheduleBook):
    """A database that ends just when a message was sent."""

    forgets = True

    @override
    async def sent(self, *noted: Any) -> None:
        """Fail as a killed process does: nothing is written."""
        if self.forgets:
            raise RuntimeError("killed")
        await super().sent(*noted)


async def test_two_bots_on_one_book_post_once(pytestconfig: pytest.Config) -> None:
    """Two processes of one bot, both told that the shard is theirs."""
    book, watch = FakeScheduleBook(), Watch()
    async with (
        posting_stage(pytestconfig, book=book, watch=watch) as stage,
        bot_posting(stage.playground, watch, book) as other,
    ):
        await set_daily(stage)
        watch.moment = NOON + HOUR
        await asyncio.gather(stage.bot.posting.turn(), other.posting.turn())
        posts = stage.posts()

    assert len(posts) == 1


async def test_setting_anew_replaces_and_off_ends(pytestconfig: pytest.Config) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        await set_daily(stage, time="1pm", days="weekdays", timezone="Europe/Berlin")
        said = await status(stage)
        off = await stage.anna.command("daily off")
        await stage.pass_by(timedelta(days=3))
        posts = stage.posts()
        again = await stage.anna.command("daily off")

    assert "12:30" not in said
    assert "13:00, Monday to Friday (Europe/Berlin)" in said
    assert "There are no more daily posts in" in text(off)
    assert posts == []
    assert "There are no daily posts to show or to end here" in text(again)


async def test_several_channels_have_each_its_own(pytestconfig: pytest.Config) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        await set_daily(stage, channel="welcome", time="14:00", timezone="Berlin")
        which = await stage.anna.command("daily off")
        await stage.pass_by(2 * HOUR)
        posts = [*stage.posts(), *stage.posts("welcome")]

    assert "Name the channel whose posts are to end" in text(which)
    assert len(posts) == 2


async def test_a_preview_is_the_post_for_the_admin_alone(pytestconfig: pytest.Config) -> None:
    async with posting_stage(pytestconfig) as stage:
        next_one = await stage.anna.command("daily preview")
        of_a_day = await stage.anna.command("daily preview", date="5 march")
        empty = await stage.anna.command("daily preview", date="5 may")

    assert next_one["flags"] & MessageFlag.EPHEMERAL
    assert text(next_one).startswith("## On this day: 1 March")
    assert text(of_a_day).startswith("## On this day: 5 March")
    assert "The store has no event of 5 May." in text(empty)


async def test_zones_times_and_days_are_completed(pytestconfig: pytest.Config) -> None:
    async with posting_stage(pytestconfig) as stage:
        zones = await stage.anna.complete("daily set", "timezone", "beij")
        common = await stage.anna.complete("daily set", "timezone", "")
        times = await stage.anna.complete("daily set", "time", "9pm")
        days = await stage.anna.complete("daily set", "days", "week")

    assert [zone["value"] for zone in zones] == ["Asia/Shanghai"]
    assert common[0]["value"] == "UTC"
    assert [time["value"] for time in times] == ["21:00"]
    assert [one["value"] for one in days] == ["weekdays", "weekends"]


async def test_what_stands_beside_the_main_event_comes_again_only_after_the_others(
    pytestconfig: pytest.Config,
) -> None:
    """Four events beside the main one, two a year: the second year shows the other two."""
    beside = [event_of(3, 2, 1950 + n, slug=f"195{n}-03-02-x", weight=1) for n in range(4)]
    events = (event_of(3, 2, weight=5), *beside)
    book = FakeScheduleBook()
    async with posting_stage(pytestconfig, events=events, book=book) as stage:
        await set_daily(stage)
        await stage.pass_by(timedelta(days=1, hours=1))
        await stage.pass_by(timedelta(days=364))
        await stage.pass_by(timedelta(days=1))
        shown = [[label[:4] for label in labels(post)[1:3]] for post in stage.posts()]
        guild = GuildId(stage.playground.world.guild.id)
        assert len(await book.of_guild(guild)) == 1

    assert shown == [["1950", "1951"], ["1952", "1953"]]


async def test_while_the_gateway_is_away_posts_wait_and_come_the_same_day(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        gone = asyncio.ensure_future(stage.bot.wait_for("shard_disconnect"))
        back = asyncio.ensure_future(stage.bot.wait_for("shard_resumed"))
        await asyncio.sleep(0)  # both listen now
        stage.playground.faults.cut_gateway()
        async with asyncio.timeout(20):
            await gone
            await stage.pass_by(31 * MINUTE)
            waited = stage.posts()
            await back
        await stage.pass_by(MINUTE)
        posts = stage.posts()

    assert waited == []
    assert len(posts) == 1


async def test_a_server_that_is_gone_gets_nothing_until_it_takes_the_bot_back(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        guild = stage.playground.world.guild
        left = asyncio.ensure_future(stage.bot.wait_for("guild_remove"))
        joined = asyncio.ensure_future(stage.bot.wait_for("guild_join"))
        await asyncio.sleep(0)
        stage.playground.steward.remove_bot(guild)
        async with asyncio.timeout(20):
            await left
            await stage.pass_by(31 * MINUTE)
            nothing = stage.posts()
            stage.playground.steward.invite_bot(guild)
            await joined
        await stage.pass_by(HOUR)
        (post,) = stage.posts()

    assert nothing == []
    assert "-# Posted late" in text(post)


async def test_a_clock_that_jumps_an_hour_and_back_makes_one_post(
    pytestconfig: pytest.Config,
) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        for step in (HOUR, -HOUR, 30 * MINUTE, HOUR, -HOUR, HOUR):
            await stage.pass_by(step)
        posts = stage.posts()

    assert len(posts) == 1


async def test_a_rate_limit_is_waited_for(pytestconfig: pytest.Config) -> None:
    async with posting_stage(pytestconfig) as stage:
        await set_daily(stage)
        stage.playground.faults.rate_limit_next("POST", "/messages", 0.05)
        await stage.pass_by(30 * MINUTE)
        (post,) = stage.posts()

    assert "late" not in text(post)


class LockedBook(FakeScheduleBook):
    """A database that somebody else holds."""

    locked = False

    @override
    async def claim(self, *wanted: Any) -> Any:
        """Give up as SQLite does after its five seconds."""
        if self.locked:
            raise StorageError("the database is locked")
        return await super().claim(*wanted)


async def test_a_locked_database_is_tried_again(pytestconfig: pytest.Config) -> None:
    book = LockedBook()
    async with posting_stage(pytestconfig, book=book) as stage:
        await set_daily(stage)
        book.locked = True
        await stage.pass_by(30 * MINUTE)
        none = stage.posts()
        book.locked = False
        await stage.pass_by(timedelta(seconds=5))
        posts = stage.posts()

    assert none == []
    assert len(posts) == 1
