"""What the bot survives: lost connections, its own death, an API that says no."""

import asyncio
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot.bootstrap import playing
from bot.playground.server import Playground, running_playground
from bot.settings import Settings
from tests.e2e.conftest import remember
from tests.e2e.member import Member, labels, text
from tests.e2e.process import running_process


@pytest.fixture
async def lonely_playground(pytestconfig: pytest.Config) -> AsyncIterator[Playground]:
    """A playground on which no bot runs yet."""
    async with running_playground(port=0) as playground:
        yield playground
        remember(pytestconfig, playground)


def sessions(playground: Playground) -> list[str]:
    """How the bot's gateway connections began, in order: READY or RESUMED."""
    bot = playground.world.bot.id
    sent = [frame for frame in playground.wire.frames if frame.user_id == bot]
    return [frame.event for frame in sent if frame.event in {"READY", "RESUMED"}]


def registrations(playground: Playground) -> int:
    """How often the bot sent its commands."""
    return sum(
        one.method == "PUT" and one.route.endswith("/commands") for one in playground.wire.exchanges
    )


async def test_a_cut_connection_is_resumed_and_the_next_command_answered(
    playground: Playground, anna: Member
) -> None:
    playground.faults.cut_gateway()

    answer = await anna.command("split why")

    assert text(answer)
    assert sessions(playground) == ["READY", "RESUMED"]


async def test_a_request_to_reconnect_is_followed(playground: Playground, anna: Member) -> None:
    playground.faults.reconnect_gateway()

    assert text(await anna.command("split why"))
    assert sessions(playground) == ["READY", "RESUMED"]


async def test_after_an_invalid_session_the_bot_comes_back_to_the_same_api(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    """discord.py would identify anew at Discord's own gateway, after the five seconds it waits."""
    async with running_process(tmp_path, lonely_playground) as process:
        await process.says("ready as")
        lonely_playground.faults.invalidate_sessions(resumable=False)
        await process.says("has connected to Gateway")

        async with Member.joined(lonely_playground, "Anna") as anna:
            assert text(await anna.command("split why"))
    assert sessions(lonely_playground) == ["READY", "READY"]


async def test_a_rate_limited_answer_is_given_when_it_may(
    playground: Playground, anna: Member
) -> None:
    playground.faults.rate_limit_next("POST", "/callback", retry_after_s=0.2)

    assert text(await anna.command("split why"))


async def test_a_button_from_before_a_kill_still_works(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    async with Member.joined(lonely_playground, "Anna") as anna:
        async with running_process(tmp_path, lonely_playground) as first:
            await first.says("ready as")
            why = await anna.command("split why")
            first.send(signal.SIGKILL)
            await first.ended()
        async with running_process(tmp_path, lonely_playground) as second:
            await second.says("ready as")
            *parts, telling = labels(why)
            for label in parts:
                assert text(await anna.press(why, label))
            assert (await anna.form(why, telling))["title"] == telling


async def test_commands_are_registered_once_while_they_stay_the_same(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    for _ in range(2):
        async with running_process(tmp_path, lonely_playground) as process:
            await process.says("ready as")

    assert registrations(lonely_playground) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_the_bot_cleanly_within_five_seconds(
    lonely_playground: Playground, tmp_path: Path, number: signal.Signals
) -> None:
    async with running_process(tmp_path, lonely_playground) as process:
        await process.says("ready as")
        process.send(number)
        async with asyncio.timeout(5):
            code, logged = await process.ended()

    assert (code, "Traceback" in logged) == (0, False)


async def test_a_signal_stops_the_bot_while_it_is_reconnecting(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    """A shard that waits to identify anew swallows a cancellation."""
    async with running_process(tmp_path, lonely_playground) as process:
        await process.says("ready as")
        lonely_playground.faults.invalidate_sessions(resumable=False)
        await process.says("session has been invalidated")
        process.send(signal.SIGTERM)
        async with asyncio.timeout(5):
            code, _ = await process.ended()

    assert code == 0


async def test_a_database_that_is_locked_does_not_hold_up_a_stop(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    """The note of a server waits for the lock for five seconds; a stop does not."""
    async with running_process(tmp_path, lonely_playground) as process:
        await process.says("ready as")
        with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite3")) as other:
            other.execute("BEGIN IMMEDIATE")
            lonely_playground.steward.remove_bot(lonely_playground.world.guild)
            process.send(signal.SIGTERM)
            async with asyncio.timeout(5):
                _, logged = await process.ended()

    assert "Traceback" not in logged


async def test_a_refused_token_is_one_line(lonely_playground: Playground, tmp_path: Path) -> None:
    async with running_process(tmp_path, lonely_playground, DISCORD_TOKEN="wrong") as process:
        code, logged = await process.ended()

    assert code == 1
    assert logged.splitlines()[-1] == (
        "error: the token is refused; copy it anew from the developer portal to DISCORD_TOKEN"
    )
    assert "Traceback" not in logged


async def test_neither_token_nor_question_is_ever_logged(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    async with (
        running_process(tmp_path, lonely_playground, LOG_LEVEL="DEBUG") as process,
        Member.joined(lonely_playground, "Anna") as anna,
    ):
        await process.says("ready as")
        await anna.command("split ask", question="my very private question")
        process.send(signal.SIGTERM)
        await process.ended()

    logged = "".join(process.logged)
    assert lonely_playground.bot_token not in logged
    assert "private question" not in logged


async def test_an_address_that_is_no_discord_is_one_line(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    """A captive portal answers everything with 200 and a page of its own."""
    portal = lonely_playground.page_url.rstrip("/") + "/index.html?"
    async with running_process(tmp_path, lonely_playground, DISCORD_API_URL=portal) as process:
        code, logged = await process.ended()

    assert (code, "Traceback" in logged) == (1, False)
    assert logged.splitlines()[-1].startswith("error: what answers at http://127.0.0.1")


async def test_shards_of_a_bot_on_discord_are_none_of_the_playgrounds(settings: Settings) -> None:
    sharded = settings.model_copy(update={"shard_count": 4, "shard_ids": (3,)})
    async with (
        playing(sharded, port=0) as (playground, _),
        Member.joined(playground, "Anna") as anna,
    ):
        assert text(await anna.command("split why"))


async def test_health_is_told_over_http(
    lonely_playground: Playground, tmp_path: Path, unused_tcp_port: int
) -> None:
    address = f"127.0.0.1:{unused_tcp_port}"
    async with running_process(tmp_path, lonely_playground, HEALTH_ADDRESS=address) as process:
        await process.says("ready as")
        async with Member.joined(lonely_playground, "Anna") as anna:
            await anna.command("split why")
        async with aiohttp.ClientSession(f"http://{address}") as http:
            statuses = [(await http.get(path)).status for path in ("/healthz", "/readyz")]
            metrics = await (await http.get("/metrics")).text()

    assert statuses == [200, 200]
    assert 'bot_commands_total{command="split why"} 1.0' in metrics
    assert "bot_servers 1.0" in metrics


async def test_a_health_address_in_use_stops_the_start_before_the_login(
    lonely_playground: Playground, tmp_path: Path, unused_tcp_port: int
) -> None:
    address = f"127.0.0.1:{unused_tcp_port}"
    with socket.create_server(("127.0.0.1", unused_tcp_port)):
        async with running_process(tmp_path, lonely_playground, HEALTH_ADDRESS=address) as process:
            code, logged = await process.ended()

    assert (code, logged) == (
        1,
        f"error: {address} cannot be had: Address already in use; "
        "choose another with HEALTH_ADDRESS\n",
    )


async def test_shards_are_run_as_the_settings_say(
    lonely_playground: Playground, tmp_path: Path
) -> None:
    """The playground's one server belongs to one of the two shards, which this process runs."""
    shard = (lonely_playground.world.guild.id >> 22) % 2
    variables = {"SHARD_COUNT": "2", "SHARD_IDS": str(shard)}
    async with (
        running_process(tmp_path, lonely_playground, **variables) as process,
        Member.joined(lonely_playground, "Anna") as anna,
    ):
        await process.says("in 1 servers")
        assert text(await anna.command("split why"))
