"""Daily posts over the wire when things go wrong: rights, channels, crashes, connections."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from typing_extensions import override

from bot.domain.storing import StorageError
from bot.playground.permissions import Permission
from tests.e2e.daily_posts import (
    HOUR,
    MINUTE,
    NOON,
    Watch,
    bot_posting,
    deny,
    posting_stage,
    set_daily,
    settled,
    status,
)
from tests.e2e.member import text
from tests.fakes.schedules import FakeScheduleBook


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
