"""The command line as a user meets it: real processes, exit codes and what they print."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.reports import Report
from bot.terminal import report_lines

ROOT = Path(__file__).parent.parent
PATIENCE_S = 60

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def bot(tmp_path: Path) -> Run:
    """Runs `python -m bot` in an empty folder."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **variables}
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    return run


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_question_is_answered(bot: Run) -> None:
    done = bot("ask", "why did they fall out")

    assert done.returncode == 0
    assert "ideology" in done.stdout
    assert "Sources: " in done.stdout


def test_a_question_outside_the_store_is_refused(bot: Run) -> None:
    done = bot("ask", "best pizza in Naples")

    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "I have nothing on that")


def test_an_answer_as_json_has_its_promised_keys(bot: Run) -> None:
    answer = json.loads(bot("ask", "why did they fall out", "--json").stdout)

    assert list(answer) == ["answered", "entry", "title", "answer", "sources", "suggestions"]
    assert (answer["answered"], answer["entry"]) == (True, "topic/why")


def test_questions_are_evaluated_and_a_failure_is_exit_code_1(bot: Run, tmp_path: Path) -> None:
    asked = '- {id: a, kind: why, question: "why did they fall out", in_scope: true, must: [%s]}'
    (tmp_path / "q.yaml").write_text(asked % "ideology")
    good = bot("evaluate", "q.yaml")
    (tmp_path / "q.yaml").write_text(asked % "pizza")
    bad = bot("evaluate", "q.yaml")

    assert (good.returncode, bad.returncode) == (0, 1)
    assert "a (why) wrong: why did they fall out" in bad.stdout
    assert "error: none.yaml: No such file" in bot("evaluate", "none.yaml").stderr


def test_reports_are_printed_in_a_form_that_steers_no_terminal(bot: Run) -> None:
    report = Report(datetime(2026, 3, 1, 12, tzinfo=UTC), None, "why\x1b[2J?", "One\nTwo\x07")

    assert report_lines(report) == (
        "2026-03-01 12:00 UTC, shown: nothing, asked: why [2J?\n  One\n  Two "
    )
    assert bot("reports").stdout == "no reports\n"
    assert bot("reports", "--json").stdout == "[]\n"


def test_many_questions_are_answered_from_file_to_file(bot: Run, tmp_path: Path) -> None:
    asked = [{"id": "a", "question": "why did they fall out"}, {"id": 2, "question": "🙂"}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, asked)))

    done = bot("ask", "--batch", "in.jsonl", "out.jsonl")
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]

    assert done.returncode == 0
    assert [(one["id"], one["answered"], one["entry"]) for one in answers] == [
        ("a", True, "topic/why"),
        (2, False, None),
    ]
    assert list(answers[0]) == ["id", "answered", "entry", "answer", "suggestions"]


def test_the_shipped_store_has_no_problems(bot: Run) -> None:
    done = bot("content", "check")

    assert (done.stdout, done.returncode) == ("no problems\n", 0)


def test_every_problem_of_a_store_is_listed_with_file_and_line(bot: Run, tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "why.yaml").write_text("title: yes\n")

    done = bot("content", "check", CONTENT_DIR=".")

    assert done.returncode == 1
    assert "topics/why.yaml:1: `title` is text that YAML reads as a yes/no value" in done.stdout
    assert "sources.yaml:1: this file is missing" in done.stdout


def test_stats_count_the_store(bot: Run) -> None:
    counts = json.loads(bot("content", "stats", "--json").stdout)

    assert counts["topics"] >= 20
    assert counts["events"] >= 40
    assert counts["month_days"] == 366


def test_export_is_the_whole_store(bot: Run) -> None:
    store = json.loads(bot("content", "export", "--json").stdout)

    assert list(store) == ["sources", "topics", "events", "people", "places", "terms", "quotes"]
    assert "topic/why" in [topic["id"] for topic in store["topics"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bogus"], "No such command 'bogus'."),
        (["ask"], "give a question in quotes, or --batch IN.jsonl OUT.jsonl"),
        (["ask", "why", "--batch", "a", "b"], "give a question in quotes, or --batch"),
        (["ask", "--batch", "nowhere.jsonl", "out.jsonl"], "nowhere.jsonl: No such file"),
        (["playground", "--port", "seven"], "Invalid value for '--port'"),
        (["playground", "--port", "70000"], "Invalid value for '--port'"),
        (["run", "--fast"], "No such option: --fast"),
        (["run"], "DISCORD_TOKEN is missing; put the bot's token into .env"),
        (["content", "bogus"], "No such command 'bogus'."),
    ],
)
def test_wrong_input_is_one_line_and_exit_code_2(bot: Run, arguments: list[str], said: str) -> None:
    done = bot(*arguments)

    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {said}")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"DISCORD_TOKNE": "x"}, "unknown setting DISCORD_TOKNE; did you mean DISCORD_TOKEN?"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL needs one of"),
        ({"CONTENT_DIR": "nowhere"}, "the content store nowhere cannot be read: there is no such"),
        ({"CONTENT_DIR": "."}, "the content store . cannot be read: there is no content in it"),
    ],
)
def test_a_wrong_setting_stops_every_command_in_one_line(
    bot: Run, variables: dict[str, str], said: str
) -> None:
    for arguments in ([], ["run"], ["ask", "why"], ["content", "stats"]):
        done = bot(*arguments, **{"DISCORD_TOKEN": "x", **variables})

        assert done.returncode == 2
        assert done.stderr.startswith(f"error: {said}")
        assert len(done.stderr.splitlines()) == 1


def test_a_line_that_is_no_question_is_named(bot: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "why"}\nwhy\n')

    done = bot("ask", "--batch", "in.jsonl", "out.jsonl")

    assert done.returncode == 2
    assert done.stderr.startswith("error: in.jsonl:2: needs an object such as")


def test_a_port_in_use_is_one_line(bot: Run, busy_port: int) -> None:
    done = bot("playground", "--no-open", "--port", str(busy_port))

    assert (done.returncode, done.stderr) == (
        1,
        f"error: port {busy_port} cannot be had: Address already in use; "
        "choose another with `python -m bot playground --port`\n",
    )


def test_an_api_that_cannot_be_reached_is_one_line(bot: Run) -> None:
    """Port 9 is the discard service, which no machine of today runs."""
    done = bot("run", DISCORD_TOKEN="x", DISCORD_API_URL="http://127.0.0.1:9/api/v10")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: the API cannot be reached")
    assert "Traceback" not in done.stderr


def test_the_doctor_names_everything_that_is_wrong(bot: Run) -> None:
    done = bot("doctor", CONTENT_DIR="nowhere", DISCORD_API_URL="http://127.0.0.1:9/api/v10")

    assert done.returncode == 1
    wrong = [line.split(":")[0] for line in done.stdout.splitlines() if "WRONG" in line]
    assert wrong == ["WRONG content", "WRONG clock", "WRONG token"]
