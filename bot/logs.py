"""How the log looks: text for people, JSON for machines."""

import json
import logging
import sys
from datetime import UTC, datetime

from typing_extensions import override

_TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_TOO_LATE = {10062, 40060}  # Discord: unknown interaction, already acknowledged
_NOT_OURS = ("PyNaCl is not installed", "davey is not installed")  # voice: the bot has none


def set_up_logging(level: str, *, as_json: bool) -> None:
    """Log this level and above to standard error, in one of the two forms."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if as_json else logging.Formatter(_TEXT))
    handler.addFilter(_wanted)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # what discord.py logs of requests and events has members' words and interactions' tokens in it
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLevelName(level)))
    # it lists its plugins one by one whenever it migrates
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _wanted(record: logging.LogRecord) -> bool:
    if record.name.startswith("discord") and record.exc_info and _is_of_the_day(record):
        # discord.py goes on by itself; one line says enough
        record.msg = f"{record.getMessage()} ({type(record.exc_info[1]).__name__})"
        record.args, record.exc_info, record.exc_text = (), None, None
    return not record.getMessage().startswith(_NOT_OURS)


def _is_of_the_day(record: logging.LogRecord) -> bool:
    """Whether a failure belongs to every day: a lost connection, an answer nobody waits for."""
    error = record.exc_info[1] if record.exc_info else None
    return getattr(error, "code", None) in _TOO_LATE or record.getMessage().startswith(
        ("Attempting a reconnect", "Failed to connect")
    )


class _JsonLines(logging.Formatter):
    """One JSON object a line."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
