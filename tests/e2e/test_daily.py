"""Daily posts over the wire: setting them, and what they look like."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.servers import GuildId
from bot.playground.entities import ChannelType, MessageFlag
from bot.playground.permissions import Permission
from tests.e2e.daily_posts import (
    HOUR,
    MINUTE,
    deny,
    event_of,
    posting_stage,
    set_daily,
    settled,
    status,
)
from tests.e2e.member import Json, Member, labels, text
from tests.fakes.schedules import FakeScheduleBook


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
