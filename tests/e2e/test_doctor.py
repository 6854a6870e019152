from pathlib import Path

from bot.doctor import Finding, examine
from bot.playground.server import Playground, running_playground
from bot.settings import Settings


async def findings(
    settings: Settings, playground: Playground, token: str, folder: Path
) -> list[Finding]:
    """What the doctor finds with this token on the playground."""
    changed = {
        "discord_token": token,
        "discord_api_url": playground.api_url,
        "database_url": f"sqlite:///{folder / 'bot.sqlite3'}",
    }
    return [found async for found in examine(Settings(**(settings.model_dump() | changed)))]


def files_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return [path.name for path in folder.iterdir()]


async def test_a_healthy_bot_is_told_how_to_invite_it(settings: Settings, tmp_path: Path) -> None:
    async with running_playground(port=0) as playground:
        found = await findings(settings, playground, playground.bot_token, tmp_path)
        application = playground.world.application.id

    assert [(one.what, one.well) for one in found] == [
        ("content", True),
        ("database", True),
        ("clock", True),
        ("token", True),
        ("permissions", True),
        ("invitation", True),
    ]
    assert found[1].found.endswith("bot.sqlite3 is made at the first start")
    assert files_in(tmp_path) == []
    assert found[3].found == "belongs to The Other Cold War"
    assert found[5].found == (
        f"https://discord.com/oauth2/authorize?client_id={application}"
        "&scope=bot+applications.commands&permissions=563259191135232"
    )


async def test_a_refused_token_is_the_only_thing_wrong(settings: Settings, tmp_path: Path) -> None:
    async with running_playground(port=0) as playground:
        found = await findings(settings, playground, "wrong", tmp_path)

    assert [one.line for one in found if not one.well] == [
        "WRONG token: the token is refused; copy it anew from the developer portal to DISCORD_TOKEN"
    ]


async def test_an_api_that_fails_is_named_with_its_status(
    settings: Settings, tmp_path: Path
) -> None:
    async with running_playground(port=0) as playground:
        playground.faults.fail_next("GET", "/users/@me", 404)
        found = await findings(settings, playground, playground.bot_token, tmp_path)

    (wrong,) = [one for one in found if not one.well]
    assert wrong.line.startswith("WRONG token: the API answered 404 ")
