"""The command line: `python -m bot`."""

import asyncio
import json
import os
import signal
import sys
import webbrowser
from collections.abc import Coroutine
from io import TextIOWrapper
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from bot.logs import set_up_logging
from bot.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from bot.playground.server import Playground

app = typer.Typer(
    name="python -m bot",
    help="The Other Cold War: a Discord bot about the Sino-Soviet split.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
content = typer.Typer(help="Check and look at the content store.", rich_markup_mode=None)
app.add_typer(content, name="content", no_args_is_help=True)
database = typer.Typer(help="Migrate the database, or copy it.", rich_markup_mode=None)
app.add_typer(database, name="db", no_args_is_help=True)

DEFAULT_PORT = 8765
STOPPING_S = 4.0
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Run the bot if there is a token, else the playground."""
    if context.invoked_subcommand is not None:
        return
    settings = read_settings()
    if settings.discord_token is None:
        print("DISCORD_TOKEN is not set, so here is the playground: the bot in your browser.")
        _play(settings, DEFAULT_PORT, open_page=True)
    else:
        _run(settings)


@app.command()
def run() -> None:
    """Run the bot on Discord until SIGINT or SIGTERM."""
    _run(read_settings())


@app.command()
def playground(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0 takes a free one.")
    ] = DEFAULT_PORT,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Run the bot on a small Discord of its own, with a page in the browser."""
    _play(read_settings(), port, open_page=not no_open)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    as_json: AsJson = False,
    batch: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help="Answer a file of JSON lines into another.", metavar="IN OUT"),
    ] = None,
) -> None:
    """Answer one question in the terminal, or a file of them."""
    from bot.bootstrap import build_answering
    from bot.terminal import InputError, answer_batch, reply_json

    if (question is None) == (batch is None):
        raise InputError("give a question in quotes, or --batch IN.jsonl OUT.jsonl")
    answering = build_answering(read_settings())
    if batch is not None:
        count = answer_batch(answering, *batch)
        print(f"{count} questions answered into {batch[1]}")
        return
    reply = reply_json(answering.ask(question or ""))
    print(_as_json(reply) if as_json else reply["answer"])


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(help="A YAML file of questions.")],
) -> None:
    """Ask a file of questions; print pass rates by kind and every failure."""
    from bot.bootstrap import build_answering
    from bot.evaluation import evaluate, read_questions, report
    from bot.terminal import given_by

    wanted = read_questions(questions)
    answering = build_answering(read_settings())
    judged = evaluate(wanted, lambda question: given_by(answering.ask(question)))
    print("\n".join(report(judged)))
    if not all(one.passed for one in judged):
        raise typer.Exit(1)


@app.command()
def reports(as_json: AsJson = False) -> None:
    """Print what members said is wrong or missing, the oldest first."""
    from bot.bootstrap import reports_in
    from bot.terminal import report_json, report_lines

    kept = asyncio.run(reports_in(read_settings().database_url.get_secret_value()))
    if as_json:
        print(_as_json([report_json(report) for report in kept]))
    else:
        print("\n\n".join(map(report_lines, kept)) or "no reports")


@app.command()
def doctor() -> None:
    """Say what is wrong with token, database, content or clock; print the invitation."""
    from bot.doctor import examine

    async def print_findings() -> bool:
        well = True
        async for finding in examine(settings):
            print(finding.line)
            well = well and finding.well
        return well

    settings = read_settings()
    if not asyncio.run(print_findings()):
        raise typer.Exit(1)


@content.command()
def check() -> None:
    """List every problem of the store by file and line."""
    from bot.content_store.loader import check_store

    problems = check_store(read_settings().content_dir)
    for problem in problems:
        print(problem)
    if problems:
        raise typer.Exit(1)
    print("no problems")


@content.command()
def stats(as_json: AsJson = False) -> None:
    """Count what is in the store."""
    from bot.bootstrap import build_library
    from bot.terminal import store_stats

    counts = store_stats(build_library(read_settings()))
    lines = (f"{name.replace('_', ' '):<24}{count:>6}" for name, count in counts.items())
    print(_as_json(counts) if as_json else "\n".join(lines))


@content.command()
def export(
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON, the only form there is.")
    ] = True,
) -> None:
    """Print the whole store as one JSON document."""
    from bot.bootstrap import build_library
    from bot.terminal import store_json

    print(_as_json(store_json(build_library(read_settings()))))


@content.command()
def schema() -> None:
    """Write the JSON Schemas for editors into the store."""
    from bot.content_store.editor_schema import write_editor_schemas
    from bot.terminal import InputError

    try:
        written = write_editor_schemas(read_settings().content_dir)
    except OSError as error:
        raise InputError(f"{error.filename} cannot be written: {error.strerror}") from None
    print("\n".join(map(str, written)))


@database.command()
def upgrade() -> None:
    """Bring the database to this program's schema; a start of the bot does it as well."""
    from bot.storage.database import open_database

    async def open_once(url: str) -> None:
        async with open_database(url):
            pass

    asyncio.run(open_once(read_settings().database_url.get_secret_value()))
    print("the database is up to date")


@database.command()
def backup(file: Annotated[Path, typer.Argument(help="The copy, a new file.")]) -> None:
    """Copy the SQLite database to a file, consistently, while the bot runs."""
    from bot.storage.backup import backup as copy

    asyncio.run(copy(read_settings().database_url.get_secret_value(), file))
    print(f"copied to {file}")


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _run(settings: Settings) -> None:
    from bot.bootstrap import run_bot

    _log(settings)
    asyncio.run(_until_stopped(run_bot(settings)))


def _play(settings: Settings, port: int, *, open_page: bool) -> None:
    from bot.bootstrap import run_playground

    async def say_where(playground: "Playground") -> None:
        print(f"The playground is open at {playground.page_url} (Ctrl+C closes it)", flush=True)
        if open_page:
            # a browser in the terminal keeps this call until it is closed; nobody waits for it
            Thread(target=webbrowser.open, args=[playground.page_url], daemon=True).start()

    _log(settings)
    asyncio.run(_until_stopped(run_playground(settings, port, say_where)))


def _log(settings: Settings) -> None:
    set_up_logging(settings.log_level.value, as_json=settings.log_format.value == "json")


async def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Do the work until it ends or a signal comes; then it has 4 s to close down."""
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        task.cancel()
        loop.call_later(STOPPING_S, _leave)

    for name in ("SIGINT", "SIGTERM"):
        try:
            loop.add_signal_handler(getattr(signal, name), stop)
        except NotImplementedError:  # Windows: Ctrl+C comes as KeyboardInterrupt instead
            break
    try:
        await task
    except asyncio.CancelledError:
        if not task.cancelled():
            raise


def _leave() -> None:
    """End the process as it is: what is not committed by now is rolled back by the database."""
    print(f"error: closing down took over {STOPPING_S:.0f} s, so it was cut short", file=sys.stderr)
    sys.stderr.flush()
    os._exit(1)


def main() -> None:
    """Run the command line: one clear line for every expected error, and its exit code."""
    _print_in_utf8()
    try:
        result = typer.main.get_command(app).main(prog_name="python -m bot", standalone_mode=False)
    except TyperException as error:
        _fail(error.format_message(), error.exit_code)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except SettingsError as error:
        _fail(str(error), 2)
    except Exception as error:
        from bot.terminal import worded

        known = worded(error)
        if known is None:
            raise
        _fail(*known)
    else:
        raise SystemExit(result if isinstance(result, int) else 0)


def _print_in_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a pipe on Windows would take no Chinese names


def _fail(sentence: str, code: int) -> None:
    print(f"error: {' '.join(sentence.split())}", file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
