"""`/split why` against the floor: latency, rate, memory and start, side by side in one run.

    python -m benchmarks.split_why

Both bots are processes of their own, each on a loopback Discord of its own in this process; the
asker is the same code. What counts are the ratios: times on a shared machine wander.
The budgets are those of the design: latency at most 1.3 times the floor's median, at least 0.75 of
its rate with everyone under 3 s, less than 2.5 times its memory, ready in less than 1.5 s.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks.asker import Asker
from bot.playground.server import Playground, running_playground

ROOT = Path(__file__).parent.parent
WARM_UP = 200
ROUNDS, PER_ROUND = 20, 50  # alternating, so that both meet the same weather
AT_ONCE = 1_000
SETTLE_S = 5.0


@dataclass(slots=True)
class Runner:
    """One of the two bots, running."""

    name: str
    asker: Asker
    process: psutil.Process
    ready_s: float

    @property
    def memory_mb(self) -> float:
        """Resident memory."""
        return float(self.process.memory_info().rss) / 1e6


@asynccontextmanager
async def runner(name: str, arguments: Sequence[str], folder: str) -> AsyncIterator[Runner]:
    """Start a bot on a playground of its own, and wait until it hears commands."""
    async with running_playground(port=0) as playground, Asker.connected(playground) as asker:
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=folder, env=_environment(playground)
        )
        try:
            await _connected(playground)
            ready_s = time.perf_counter() - began
            await asker.learn()
            yield Runner(name, asker, psutil.Process(process.pid), ready_s)
        finally:
            process.kill()
            await process.wait()


async def _connected(playground: Playground) -> None:
    while not any(frame.event == "GUILD_CREATE" for frame in playground.wire.frames):
        await asyncio.sleep(0.005)


def _environment(playground: Playground) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": playground.bot_token,
        "DISCORD_API_URL": playground.api_url,
        "LOG_LEVEL": "ERROR",
    }


async def latencies_ms(asker: Asker, count: int) -> list[float]:
    """How long each of so many commands took, one at a time."""
    taken: list[float] = []
    for _ in range(count):
        began = time.perf_counter()
        await asker.ask()
        taken.append((time.perf_counter() - began) * 1e3)
    return taken


async def burst(asker: Asker, count: int) -> tuple[float, float]:
    """Commands a second when so many come at once, and the slowest in seconds."""
    began = time.perf_counter()
    finished = await asyncio.gather(*(_timed(asker, began) for _ in range(count)))
    return count / (time.perf_counter() - began), max(finished)


async def _timed(asker: Asker, began: float) -> float:
    await asker.ask()
    return time.perf_counter() - began


async def main() -> None:
    """Measure and print a table."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        floor = await stack.enter_async_context(
            runner("floor", ["-m", "benchmarks.floor_bot"], folder)
        )
        first = await stack.enter_async_context(runner("first start", ["-m", "bot", "run"], folder))
        await asyncio.sleep(SETTLE_S)
        first_mb = first.memory_mb
        ours = await stack.enter_async_context(runner("bot", ["-m", "bot", "run"], folder))
        await asyncio.sleep(SETTLE_S)
        print(f"memory after the very first start: {first_mb:.1f} MB")
        _print_ratio("memory after start, MB", floor.memory_mb, ours.memory_mb)
        _print_ratio("process start to connected, s", floor.ready_s, ours.ready_s)
        await _print_speed(floor, ours)


async def _print_speed(floor: Runner, ours: Runner) -> None:
    taken: dict[str, list[float]] = {floor.name: [], ours.name: []}
    for one in (floor, ours):
        await latencies_ms(one.asker, WARM_UP)
    for _ in range(ROUNDS):
        for one in (floor, ours):
            taken[one.name] += await latencies_ms(one.asker, PER_ROUND)
    medians = [statistics.median(taken[one.name]) for one in (floor, ours)]
    _print_ratio("/split why one at a time, median ms", *medians)
    rates = [await burst(one.asker, AT_ONCE) for one in (floor, ours)]
    _print_ratio(f"{AT_ONCE} at once, a second", rates[0][0], rates[1][0])
    _print_ratio("the slowest of them, s", rates[0][1], rates[1][1])


def _print_ratio(what: str, floor: float, ours: float) -> None:
    print(f"{what:<38} floor {floor:9.2f}   bot {ours:9.2f}   ratio {ours / floor:5.2f}")


if __name__ == "__main__":
    asyncio.run(main())
