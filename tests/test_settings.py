from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, names, read_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without `.env`, and nothing of ours in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)


def reading(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    """The settings of an environment with these variables."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def test_without_anything_set_there_are_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = reading(monkeypatch)

    assert settings.discord_token is None
    assert settings.database_url.get_secret_value() == "sqlite:///data/bot.sqlite3"
    assert (settings.content_dir / "topics" / "why.yaml").is_file()


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading(monkeypatch, DISCORD_TOKEN="").discord_token is None


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("LOG_LEVEL=debug\nSHARD_COUNT=4\n")

    settings = reading(monkeypatch, LOG_LEVEL="error")

    assert (settings.log_level.value, settings.shard_count) == ("ERROR", 4)


@pytest.mark.parametrize(
    ("text", "shards"), [("0-3", (0, 1, 2, 3)), ("2", (2,)), ("0, 4-5", (0, 4, 5))]
)
def test_shards_are_ranges_and_numbers(
    monkeypatch: pytest.MonkeyPatch, text: str, shards: tuple[int, ...]
) -> None:
    assert reading(monkeypatch, SHARD_COUNT="6", SHARD_IDS=text).shard_ids == shards


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"DISCORD_TOKN": "x"}, "unknown setting DISCORD_TOKN; did you mean DISCORD_TOKEN?"),
        ({"LOG_LEVL": "INFO"}, "unknown setting LOG_LEVL; did you mean LOG_LEVEL?"),
        ({"DATABSE_URL": "x"}, "unknown setting DATABSE_URL; did you mean DATABASE_URL?"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL needs one of 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT needs one of 'text' or 'json'"),
        ({"SHARD_COUNT": "0"}, "SHARD_COUNT is wrong: input should be greater than or equal to 1"),
        ({"SHARD_IDS": "0-3"}, "SHARD_IDS needs SHARD_COUNT, the number of all shards"),
        (
            {"SHARD_IDS": "0-4", "SHARD_COUNT": "4"},
            "SHARD_IDS go from 0 to 3, one below SHARD_COUNT",
        ),
        (
            {"SHARD_IDS": "3-0", "SHARD_COUNT": "4"},
            "SHARD_IDS needs shard numbers such as 0-3 or 0,2",
        ),
        (
            {"SHARD_IDS": "all", "SHARD_COUNT": "4"},
            "SHARD_IDS needs shard numbers such as 0-3 or 0,2",
        ),
        (
            {"DISCORD_API_URL": "discord.com"},
            "DISCORD_API_URL needs an address such as http://127.0.0.1:8765/api/v10",
        ),
        (
            {"HEALTH_ADDRESS": "8081"},
            "HEALTH_ADDRESS needs a host and a port such as 127.0.0.1:8081",
        ),
        ({"DISCORD_TOKEN": "two words"}, "DISCORD_TOKEN needs one word without spaces"),
        (
            {"ANSWER_MENTIONS": "true"},
            "ANSWER_MENTIONS can only be false: this version answers commands, not mentions",
        ),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        reading(monkeypatch, **variables)

    assert str(caught.value) == said


def test_an_unknown_name_in_the_file_is_refused_whatever_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("COLOUR=red\n")

    with pytest.raises(SettingsError, match="unknown setting COLOUR; the settings are DISCORD_"):
        reading(monkeypatch)


@pytest.mark.parametrize("line", ["DISCORD_TOKEN: abc", "just some text", "= x"])
def test_a_line_of_the_file_that_is_no_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    Path(".env").write_text(f"# a comment\n\nLOG_LEVEL=INFO\n{line}\n")

    with pytest.raises(SettingsError, match=r"^\.env:4: is no line such as LOG_LEVEL=INFO$"):
        reading(monkeypatch)


def test_other_programs_variables_are_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    reading(monkeypatch, PATH="/bin", LANG="C.UTF-8", DISCORD_OPENAPI="/tmp/x.json")  # noqa: S108


def test_a_token_is_never_in_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        reading(monkeypatch, DISCORD_TOKEN="my secret", SHARD_COUNT="x")

    assert "secret" not in str(caught.value)
    assert "word" not in repr(reading_token(monkeypatch))


def reading_token(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with a token that a representation must hide."""
    monkeypatch.delenv("SHARD_COUNT")
    return reading(monkeypatch, DISCORD_TOKEN="one-word")
