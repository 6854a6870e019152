"""Sends every daily post once, at its hour, whatever happens meanwhile."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.domain.almanac import Almanac, MonthDay
from bot.domain.posts import (
    LEASE,
    Announcement,
    Announcer,
    AwayError,
    Due,
    MessageGoneError,
    Missed,
    Post,
    PostingError,
    ScheduleBook,
)
from bot.domain.servers import MessageId, Shard
from bot.domain.storing import StorageError

log = logging.getLogger(__name__)

WORKERS = 20
"""Posts on their way at once: at 50 a second each may take 0.4 s."""
CLAIMED_AT_ONCE = 5
"""By one worker in one transaction; a claim must not outlive its lease while it waits in line."""
LONGEST_REST = timedelta(seconds=10)
"""After so long the clock is looked at again: it may have been set, or a schedule elsewhere."""
SHORTEST_REST = timedelta(seconds=1)
"""Before another look at what is due and cannot be reached now."""


class Posting:
    """The posts of the servers whose shards are connected in this process."""

    def __init__(
        self,
        book: ScheduleBook,
        almanac: Almanac,
        announcer: Announcer,
        now: Callable[[], datetime],
    ) -> None:
        self._book = book
        self._almanac = almanac
        self._announcer = announcer
        self._now = now
        self._recovered: set[Shard] = set()
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Look at once at what is due: a schedule was set, or a connection is back."""
        self._changed.set()

    async def run(self) -> None:
        """Send what is due, and wait for what is next, until cancelled."""
        while True:
            self._changed.clear()
            moment: datetime | None = None
            try:
                moment = await self.turn()
            except StorageError as error:
                log.error("daily posts wait for the database: %s", error)  # noqa: TRY400 - no bug
            except Exception:
                log.exception("a round of daily posts failed; the next one goes on with them")
            await self._rest(moment)

    async def _rest(self, until: datetime | None) -> None:
        rest = LONGEST_REST if until is None else until - self._now()
        if rest <= timedelta(0):
            rest = SHORTEST_REST
        try:
            async with asyncio.timeout(min(rest, LONGEST_REST).total_seconds()):
                await self._changed.wait()
        except TimeoutError:
            return

    async def turn(self) -> datetime | None:
        """Send all that is due now; when there is something to do again.

        Raises StorageError where the database cannot be read.
        """
        shards = self._announcer.shards
        if not shards:
            return None
        await self._recover(shards)
        now = self._now()
        retried = deque(filter(self._is_served, await self._book.unfinished(shards, now)))
        due = deque(filter(self._is_served, await self._book.due(shards, now)))
        async with asyncio.TaskGroup() as group:
            for _ in range(min(WORKERS, len(retried) + len(due))):
                group.create_task(self._work(retried, due))
        return await self._book.next_moment(shards)

    async def _recover(self, shards: Sequence[Shard]) -> None:
        """Go on at once with what a process that ended has left: a shard has one process only."""
        new = [shard for shard in shards if shard not in self._recovered]
        if new:
            await self._book.recover(new, self._now())
            self._recovered.update(new)

    def _is_served(self, waiting: Due | Post) -> bool:
        return self._announcer.serves(waiting.schedule.guild)

    async def _work(self, retried: deque[Post], due: deque[Due]) -> None:
        """Take from what waits until nothing does; what a database keeps from us waits on."""
        try:
            while retried:
                await self._retry(retried.popleft())
            while due:
                taken = [due.popleft() for _ in range(min(CLAIMED_AT_ONCE, len(due)))]
                for post in await self._claimed(taken):
                    await self._post(post)
        except StorageError as error:
            log.error("a daily post waits for the database: %s", error)  # noqa: TRY400 - no bug

    async def _retry(self, waiting: Post) -> None:
        now = self._now()
        post = await self._book.take_over(waiting, now, now + LEASE)
        if post is not None:
            await self._post(post)

    async def _claimed(self, waiting: Sequence[Due]) -> Sequence[Post]:
        now = self._now()
        wanted: list[tuple[Due, datetime]] = []
        for due in waiting:
            timetable = due.schedule.timetable
            following = timetable.next_after(due.at)
            if due.date < timetable.local_date(now):
                while timetable.local_date(following) < timetable.local_date(now):
                    following = timetable.next_after(following)
                await self._book.skip(due, following, Missed.BOT_AWAY)
                log.warning("no post of %s in %s: its day is over", due.date, due.schedule.channel)
            else:
                wanted.append((due, following))
        return await self._book.claim(wanted, now, now + LEASE)

    async def _post(self, post: Post) -> None:
        now = self._now()
        if post.is_over(now) and post.message is None:
            await self._book.end(post, Missed.NOT_POSSIBLE)
            log.warning("no post of %s in %s: its day is over", post.date, post.schedule.channel)
            return
        shown = await self._book.shown(post.schedule.guild, MonthDay.of(post.date))
        events = self._almanac.chosen(post.date, shown)
        if not events:
            await self._book.done(post, now, "no event")
            return
        announcement = Announcement(post, tuple(events), late=post.is_late(now))
        try:
            message = post.message or await self._sent(announcement)
        except MessageGoneError as error:
            await self._book.done(post, now, error.code)
        except PostingError as error:
            await self._failed(post, error)
        else:
            await self._followed_up(announcement, message)

    async def _sent(self, announcement: Announcement) -> MessageId:
        """The message of a post: one that was sent before, else sent now."""
        post = announcement.post
        found = None
        if post.may_be_forgotten_by_discord(self._now()):
            found = await self._announcer.find(post)
        message = found or await self._announcer.announce(announcement)
        await self._book.sent(post, message, [event.id for event in announcement.events])
        return message

    async def _followed_up(self, announcement: Announcement, message: MessageId) -> None:
        post = announcement.post
        problem: PostingError | None = None
        try:
            await self._announcer.follow_up(announcement, message)
        except AwayError as error:
            await self._failed(post, error)
            return
        except PostingError as error:
            problem = error
        await self._book.done(post, self._now(), problem.code if problem else None)
        if problem is None:
            await self._book.tell_once(post.schedule.id, None)
        elif not isinstance(problem, MessageGoneError):  # who deleted it knows
            await self._warn(post, problem)

    async def _failed(self, post: Post, problem: PostingError) -> None:
        """Note a failure and when to try again; what an admin can mend is told, once."""
        log.warning("a post in %s failed: %s", post.schedule.channel, problem.code)
        await self._book.failed(post, problem.code, self._now() + post.retry_in)
        if not isinstance(problem, AwayError):
            await self._warn(post, problem)

    async def _warn(self, post: Post, problem: PostingError) -> None:
        if not await self._book.tell_once(post.schedule.id, problem.code):
            return
        try:
            await self._announcer.warn(post.schedule, problem)
        except PostingError as error:
            log.warning("nobody could be told of a failed post: %s", error.code)
