import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logging


@pytest.fixture(autouse=True)
def loggers_as_before() -> Iterator[None]:
    """The root logger's level and handlers, put back after each test."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def failing(logger: str, message: str, error: Exception) -> None:
    """Log a message with the traceback of an error."""
    try:
        raise error
    except type(error):
        logging.getLogger(logger).exception(message)


def test_a_line_for_people_has_level_name_and_message(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", as_json=False)

    logging.getLogger("bot.trial").info("ready in %d servers", 3)

    assert capsys.readouterr().err.endswith(" INFO    bot.trial: ready in 3 servers\n")


def test_a_line_for_machines_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", as_json=True)

    failing("bot.trial", "no luck", ValueError("a\nb"))

    line = json.loads(capsys.readouterr().err)
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "bot.trial", "no luck")
    assert line["error"].endswith("ValueError: a\nb")
    assert line["time"].endswith("+00:00")


def test_a_lost_connection_is_one_line_without_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """discord.py logs each with a traceback, though it connects again by itself."""
    set_up_logging("INFO", as_json=False)

    failing("discord.shard", "Attempting a reconnect in 1.50s", ConnectionResetError("gone"))

    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("discord.shard: Attempting a reconnect in 1.50s (ConnectionResetError)")


def test_other_errors_of_the_library_keep_their_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("INFO", as_json=False)

    failing("discord.client", "Ignoring exception in on_ready", KeyError("x"))

    assert "Traceback" in capsys.readouterr().err


def test_nobody_is_told_that_voice_is_not_supported(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", as_json=False)

    logging.getLogger("discord.client").warning("PyNaCl is not installed, voice will NOT be...")

    assert capsys.readouterr().err == ""


def test_less_important_messages_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("WARNING", as_json=False)

    logging.getLogger("bot.trial").info("detail")

    assert capsys.readouterr().err == ""
