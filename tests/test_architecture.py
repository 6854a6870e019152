"""Who may import whom, read from the syntax tree of every file."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    layer: set(names.split())
    for layer, names in {
        "domain": "",
        "content_store": "bot.domain pydantic pydantic_core rapidfuzz typing_extensions yaml",
        "search": "bot.domain Stemmer rapidfuzz typing_extensions",
        "storage": "bot.domain aiosqlite alembic asyncpg sqlalchemy typing_extensions",
        "services": "bot.domain",
        "discord_app": "bot.domain bot.services aiohttp discord prometheus_client"
        " typing_extensions yarl",
        "playground": "aiohttp",
        "bootstrap": "bot",
        "settings": "pydantic pydantic_settings typing_extensions",
        "logs": "typing_extensions",
        "terminal": "bot",
        "doctor": "bot",
        "evaluation": "pydantic yaml",
        "health": "bot.discord_app aiohttp",
        "__main__": "bot typer",
        "__init__": "",
    }.items()
}
"""What each package or module of `bot` may import beside the standard library and itself."""

NOT_IN_THE_DOMAIN = {"asyncio", "logging", "os", "random", "time", "pathlib", "sqlite3"}
"""Time and chance are arguments there, and nothing is read or written."""

ONLY_ENDPOINT = {"discord.gateway", "discord.http", "discord.state"}
"""discord.py's internals, which one module touches."""

STANDARD_LIBRARY = sys.stdlib_module_names
EXPECTED_CALLS = ("app.add_typer(", "context.configure(", "context.run_migrations(")
"""Typer joins its commands when it is imported; Alembic runs its env.py by importing it."""
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "core", "misc"}


def modules() -> Iterator[Path]:
    """Every Python file of the bot."""
    yield from sorted((ROOT / "bot").rglob("*.py"))


def imports(source: str) -> set[str]:
    """What a source text imports, by full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def wrong_imports(path: Path, source: str) -> set[str]:
    """The imports of a file that the layers do not allow."""
    inside = path.relative_to(ROOT / "bot")
    layer = inside.parts[0].removesuffix(".py")
    return {name for name in imports(source) if not _allowed(layer, inside, name)}


def _allowed(layer: str, inside: Path, name: str) -> bool:
    first = name.split(".")[0]
    if layer == "domain" and first in NOT_IN_THE_DOMAIN:
        return False
    if inside.as_posix() != "discord_app/endpoint.py" and name.startswith(tuple(ONLY_ENDPOINT)):
        return False
    if name == f"bot.{layer}" or name.startswith(f"bot.{layer}."):
        return True
    if first in STANDARD_LIBRARY:
        return True
    return any(name == may or name.startswith(f"{may}.") for may in MAY_IMPORT[layer])


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_inward(path: Path) -> None:
    assert wrong_imports(path, path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("bot/domain/library.py", "import asyncio"),
        ("bot/domain/library.py", "from datetime import datetime\nimport yaml"),
        ("bot/domain/library.py", "from bot.services.answering import Answering"),
        ("bot/services/answering.py", "import discord"),
        ("bot/services/answering.py", "from bot.search.finding import LibrarySearch"),
        ("bot/search/index.py", "import sqlalchemy"),
        ("bot/playground/world.py", "from bot.domain.library import Library"),
        ("bot/playground/world.py", "def f():\n    import discord"),
        ("bot/discord_app/split.py", "from discord.http import Route"),
        ("bot/discord_app/split.py", "from bot.storage.engine import open_engine"),
        ("bot/content_store/loader.py", "import discord"),
    ],
)
def test_a_planted_wrong_import_is_found(path: str, line: str) -> None:
    assert wrong_imports(ROOT / path, line)


def test_every_package_and_module_has_its_rule() -> None:
    tops = {path.relative_to(ROOT / "bot").parts[0].removesuffix(".py") for path in modules()}

    assert tops == set(MAY_IMPORT)


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_named_for_its_subject(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES | (set(STANDARD_LIBRARY) - {"__main__"})


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_importing_a_module_does_nothing(path: Path) -> None:
    """Statements at module level define and name things; none is a bare call."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    ]

    assert [call for call in calls if not call.startswith(EXPECTED_CALLS)] == []


@pytest.mark.parametrize(
    "path",
    sorted({path.parent for path in modules()}),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_package_says_in_one_line_what_it_is_for(path: Path) -> None:
    (docstring,) = ast.parse((path / "__init__.py").read_text(encoding="utf-8")).body

    assert isinstance(docstring, ast.Expr)
    assert isinstance(docstring.value, ast.Constant)
    assert str(docstring.value.value).splitlines()[0].endswith(".")


@pytest.mark.parametrize(
    "path",
    sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_function_is_longer_than_forty_lines(path: Path) -> None:
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40] == []
