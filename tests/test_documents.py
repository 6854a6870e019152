"""What the documents promise: settings, commands, the command line and links."""

import re
from pathlib import Path

import pytest
import typer
from discord import app_commands

from bot import settings as settings_module
from bot.__main__ import app
from bot.bootstrap import answering_over
from bot.discord_app.client import Bot
from bot.playground.seed import WELCOME
from tests.fakes.services import services_with
from tests.samples import a_library

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "content" / "README.md"]
    if path.is_file()
)
LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)[^)]*\)")


def text_of(name: str) -> str:
    """A document of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^([A-Z_]+)=", text_of(".env.example"), re.MULTILINE)

    assert sorted(listed) == sorted(settings_module.names())


def test_the_example_can_be_used_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(text_of(".env.example"))
    monkeypatch.chdir(tmp_path)
    for name in settings_module.names():
        monkeypatch.delenv(name, raising=False)

    assert settings_module.read_settings().discord_token is None


@pytest.mark.parametrize("name", settings_module.names())
def test_hosts_can_read_about_every_setting(name: str) -> None:
    assert f"`{name}`" in text_of("docs/self-hosting.md")


async def slash_commands() -> list[str]:
    """Every command of the bot, as a member types it."""
    async with Bot(services_with(answering_over(a_library()))) as bot:
        named = [
            command
            for command in bot.tree.walk_commands()
            if isinstance(command, app_commands.Command)
        ]
    return sorted(f"/{command.qualified_name}" for command in named)


async def test_readme_names_every_command_and_no_other() -> None:
    assert (
        sorted(re.findall(r"^\| `(/[^`]+)`", text_of("README.md"), re.MULTILINE))
        == await slash_commands()
    )


async def test_the_playgrounds_welcome_names_commands_that_exist() -> None:
    named = re.findall(r"`(/[a-z ]+)`", WELCOME)

    assert named
    assert set(named) <= set(await slash_commands())


def typed_commands() -> set[str]:
    """Every command of the command line, as a user types it."""

    def walk(command: object, path: str) -> set[str]:
        inner = getattr(command, "commands", None)
        if not inner:
            return {path}
        return {found for name, one in inner.items() for found in walk(one, f"{path} {name}")}

    return {"python -m bot", *walk(typer.main.get_command(app), "python -m bot")}


def test_readme_names_every_command_of_the_command_line() -> None:
    cells = re.findall(r"^\| `(python -m bot[^`]*)`", text_of("README.md"), re.MULTILINE)
    without_arguments = {re.sub(r" [\"A-Z].*", "", cell) for cell in cells}

    assert without_arguments == typed_commands()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    targets = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in targets if not (path.parent / link).exists()] == []


def test_the_checks_run_the_line_that_readme_gives() -> None:
    (line,) = [line for line in text_of("README.md").splitlines() if line.endswith("-m pytest")][:1]
    install, _, tests = line.rpartition(" && ")

    script = text_of(".ci/run").splitlines()
    assert install in script
    assert tests in script


def test_every_decision_is_listed() -> None:
    pages = {path.name for path in (ROOT / "docs/decisions").glob("0*.md")}

    assert set(re.findall(r"\((0[^)]+)\)", text_of("docs/decisions/README.md"))) == pages


def test_the_constraints_name_versions_and_no_addresses() -> None:
    lines = text_of("constraints.txt").splitlines()

    assert [line for line in lines if not re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line)] == []
