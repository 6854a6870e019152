"""Other processes that use the same database."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parents[1]


async def outcomes(script: str, arguments: Sequence[str], processes: int = 1) -> list[str]:
    """What as many Python processes print that run a script at the same moment, sorted.

    Each prints "ready" when it has imported what it needs, and then waits for a line: so they all
    begin together, however long each took to start.
    """
    running = [await _started(script, arguments) for _ in range(processes)]
    for process in running:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
    printed = await asyncio.gather(*(process.communicate(b"go\n") for process in running))
    assert [process.returncode for process in running] == [0] * processes
    return sorted(output.decode().strip() for output, _ in printed)


async def _started(script: str, arguments: Sequence[str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-W", "error", "-c", script, *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
