"""What a member reads when the bot itself fails, and what the log gets."""

import logging
import re
from collections.abc import Sequence
from datetime import timedelta

import aiohttp
import pytest

from bot.domain.answers import Match
from bot.playground.server import Playground, running_playground
from tests.e2e.conftest import remember
from tests.e2e.member import Json, Member, labels, text
from tests.e2e.scripted import NOON, bot_on, running
from tests.playground.fake_clock import FakeClock
from tests.samples import a_topic


def nothing() -> Sequence[Match]:
    """A search that never finds anything."""
    return ()


def breaks() -> Sequence[Match]:
    """A search with a bug."""
    raise ZeroDivisionError


async def test_a_bug_is_told_privately_with_the_reference_that_the_log_has(
    pytestconfig: pytest.Config, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        running(pytestconfig, breaks) as playground,
        Member.joined(playground, "Anna") as anna,
    ):
        answer = await anna.command("split ask", question="anything")

    found = re.search(r"reference \*\*(\w+)\*\*", text(answer))
    assert found is not None
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert answer["flags"] & 64
    assert record.getMessage() == f"/split ask failed, reference {found[1]}"
    assert record.exc_info is not None
    assert "anything" not in caplog.text


async def test_a_button_of_an_entry_that_is_gone_says_so(pytestconfig: pytest.Config) -> None:
    """The store may have changed since the card was sent."""
    async with running_playground(port=0) as playground:
        async with Member.joined(playground, "Anna") as anna:
            async with bot_on(playground, nothing, a_topic("treaty")):
                card = await anna.command("split topic", name="treaty")
            async with bot_on(playground, nothing):
                answer = await anna.press(card, labels(card)[0])
        remember(pytestconfig, playground)

    assert answer["flags"] & 64
    assert text(answer).startswith("That entry is no longer in the store.")


async def test_a_button_that_no_version_knows_is_answered(pytestconfig: pytest.Config) -> None:
    """The message is the bot's own, from before its buttons were changed."""
    async with (
        running(pytestconfig, nothing) as playground,
        Member.joined(playground, "Anna") as anna,
    ):
        message = await old_message(playground)
        nonce = await anna.press_raw(message, {"component_type": 2, "custom_id": "quiz:42"})
        answer = await anna.outcome(nonce)

    assert answer["flags"] & 64
    assert text(answer) == "That button is from another version of this bot. Use the command again."


async def old_message(playground: Playground) -> Json:
    """A message of the bot with a button that it no longer knows."""
    channel = playground.world.channel("seminar").id
    button = {"type": 2, "style": 1, "label": "Old", "custom_id": "quiz:42"}
    body = {"content": "From before", "components": [{"type": 1, "components": [button]}]}
    headers = {"Authorization": f"Bot {playground.bot_token}"}
    url = f"{playground.api_url}/channels/{channel}/messages"
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(url, json=body) as response,
    ):
        message: Json = await response.json()
        return message


async def test_commands_that_cannot_be_compared_keep_nobody_from_answering(
    pytestconfig: pytest.Config, caplog: pytest.LogCaptureFixture
) -> None:
    async with running_playground(port=0) as playground, Member.joined(playground, "Anna") as anna:
        async with bot_on(playground, nothing):
            await anna.command("help")
        playground.faults.fail_next("GET", "/commands", 403)
        async with bot_on(playground, nothing):
            answer = await anna.command("help")
        remember(pytestconfig, playground)

    assert text(answer)
    assert "the commands could not be registered; those from before work on" in caplog.text
    assert "Traceback" not in caplog.text


async def test_an_event_that_cannot_be_read_is_left_out(
    pytestconfig: pytest.Config, caplog: pytest.LogCaptureFixture
) -> None:
    """discord.py by itself would end the bot at a key that it misses."""
    async with (
        running(pytestconfig, nothing) as playground,
        Member.joined(playground, "Anna") as anna,
    ):
        playground.faults.send_event("GUILD_CREATE", {})
        answer = await anna.command("split why")

    assert text(answer)
    assert "an event GUILD_CREATE could not be read and was left out" in caplog.text


async def test_an_answer_that_comes_too_late_costs_a_line_in_the_log(
    pytestconfig: pytest.Config, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord takes none after three seconds; the next command is answered as ever."""
    clock = FakeClock(NOON)
    delays = iter([timedelta(seconds=4), timedelta()])

    def slow() -> Sequence[Match]:
        clock.advance(next(delays))
        return ()

    async with (
        running(pytestconfig, slow, clock) as playground,
        Member.joined(playground, "Anna") as anna,
    ):
        nonce = await anna.invoke("split ask", question="anything")
        with pytest.raises(AssertionError, match="the interaction failed"):
            await anna.outcome(nonce)
        answer = await anna.command("split ask", question="anything")

    assert text(answer).startswith("## I have nothing on that")
    assert "/split ask could not be answered in time" in caplog.text
    assert "Traceback" not in caplog.text
