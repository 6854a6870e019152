"""The bot as a process of its own, so that it can be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.playground.server import Playground

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30


class BotProcess:
    """A running `python -m bot run`, and what it has logged."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.logged: list[str] = []

    async def says(self, words: str) -> None:
        """Wait until a line of the log has these words; AssertionError if it ends before."""
        assert self._process.stderr is not None
        async with asyncio.timeout(PATIENCE_S):
            while line := (await self._process.stderr.readline()).decode():
                self.logged.append(line)
                if words in line:
                    return
        raise AssertionError("".join(self.logged))

    async def ended(self) -> tuple[int, str]:
        """Wait for the end: the exit code, and all that was logged."""
        assert self._process.stderr is not None
        async with asyncio.timeout(PATIENCE_S):
            self.logged.append((await self._process.stderr.read()).decode())
            return await self._process.wait(), "".join(self.logged)

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self._process.send_signal(number)


@asynccontextmanager
async def running_process(
    folder: Path, playground: Playground, **variables: str
) -> AsyncIterator[BotProcess]:
    """The bot in a process, killed at the end if it still runs."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": playground.bot_token,
        "DISCORD_API_URL": playground.api_url,
        **variables,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield BotProcess(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
