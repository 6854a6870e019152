"""The settings, read from the environment and `.env` here and nowhere else."""

import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "DISCORD_"
"""Variables of this prefix are taken for ours; an unknown one is a slip of the pen."""
FOR_THE_TESTS = frozenset({"DISCORD_OPENAPI"})


def shipped_content() -> Path:
    """The content store that comes with the bot."""
    package = Path(__file__).parent
    in_a_wheel = package / "content"
    return in_a_wheel if in_a_wheel.is_dir() else package.parent / "content"


class SettingsError(Exception):
    """A setting is unknown or wrong; the message is one line and says which."""


class LogFormat(Enum):
    """How a line of the log looks."""

    TEXT = "text"
    JSON = "json"


class LogLevel(Enum):
    """The least important message that is logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


MOST_SHARDS = 16_384  # 41 million servers, more than Discord has
_SHARDS_WANTED = "needs shard numbers such as 0-3 or 0,2"


def _shards(text: object) -> object:
    """Read `0-3`, `0,2` or both together."""
    if not isinstance(text, str):
        return text
    ids: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise ValueError(_SHARDS_WANTED)
        if int(last or first) > MOST_SHARDS:
            raise ValueError(f"goes up to {MOST_SHARDS} at most")
        ids.extend(range(int(first), int(last or first) + 1))
    if not ids or len(set(ids)) < len(ids):
        raise ValueError(_SHARDS_WANTED)
    return tuple(ids)


def _address(text: object) -> object:
    """Read `127.0.0.1:8081` or `[::1]:8081`."""
    if not isinstance(text, str):
        return text
    host, _, port = text.strip().rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise ValueError("needs a host and a port such as 127.0.0.1:8081")
    return host.strip("[]"), int(port)


def _upper(text: object) -> object:
    return text.upper() if isinstance(text, str) else text


Url = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s/@]+(/\S*)?$", strip_whitespace=True)
]


class Settings(BaseSettings):
    """Every setting; DESIGN's table of them is `docs/self-hosting.md`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,  # a token never gets into a message
    )

    discord_token: SecretStr | None = Field(None, description="the bot's token")
    discord_api_url: Url | None = Field(
        None, description="base URL of another Discord API, up to and with /api/v10"
    )
    database_url: SecretStr = Field(
        SecretStr("sqlite:///data/bot.sqlite3"), description="where scores and schedules are kept"
    )
    content_dir: Path = Field(
        default_factory=shipped_content, description="the folder of the content store"
    )
    shard_count: int | None = Field(None, ge=1, description="how many shards the bot has in all")
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode, BeforeValidator(_shards)] = Field(
        None, description="the shards of this process, as in 0-3"
    )
    answer_mentions: bool = Field(False, description="answer when mentioned or written to")
    health_address: Annotated[tuple[str, int] | None, NoDecode, BeforeValidator(_address)] = Field(
        None, description="where to serve /healthz, /readyz and /metrics"
    )
    log_level: Annotated[LogLevel, BeforeValidator(_upper)] = LogLevel.INFO
    log_format: LogFormat = LogFormat.TEXT

    @field_validator("discord_token")
    @classmethod
    def _token_is_one_word(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and len(token.get_secret_value().split()) != 1:
            raise ValueError("needs one word without spaces")
        return token

    @field_validator("answer_mentions")
    @classmethod
    def _mentions_are_not_answered_yet(cls, wanted: bool) -> bool:
        if wanted:
            raise ValueError("can only be false: this version answers commands, not mentions")
        return wanted

    @model_validator(mode="after")
    def _shards_are_in_range(self) -> Self:
        if self.shard_ids is None:
            return self
        if self.shard_count is None:
            raise ValueError("SHARD_IDS needs SHARD_COUNT, the number of all shards")
        if max(self.shard_ids) >= self.shard_count:
            raise ValueError(
                f"SHARD_IDS go from 0 to {self.shard_count - 1}, one below SHARD_COUNT"
            )
        return self


def read_settings() -> Settings:
    """The settings of this process; SettingsError in one line where one is unknown or wrong."""
    _refuse_unknown(os.environ)
    try:
        _refuse_stray_lines(Path(".env"))
        return Settings()
    except ValidationError as error:
        raise SettingsError(_in_one_line(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read ({error}); mend it or take it away") from None


def names() -> list[str]:
    """Every setting's name, as it stands in the environment."""
    return [name.upper() for name in Settings.model_fields]


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = names()
    for name in environment:
        if name in known or name in FOR_THE_TESTS:
            continue
        near = get_close_matches(name, known, n=1, cutoff=0.9)
        if name.startswith(PREFIX) or near:
            raise SettingsError(_unknown(name))


def _refuse_stray_lines(file: Path) -> None:
    if not file.is_file():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip() and not _ENV_LINE.match(line):
            raise SettingsError(f".env:{number}: is no line such as LOG_LEVEL=INFO")


_ENV_LINE = re.compile(r"\s*(#|(export\s+)?\w+\s*=)")


def _unknown(name: str) -> str:
    near = get_close_matches(name, names(), n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(names())}"
    return f"unknown setting {name}; {hint}"


def _in_one_line(error: ValidationError) -> str:
    return "; ".join(_one(details) for details in error.errors(include_url=False))


def _one(details: Any) -> str:  # noqa: ANN401 - pydantic's own mapping
    name = str(details["loc"][0]).upper() if details["loc"] else ""
    match details["type"]:
        case "extra_forbidden":
            return _unknown(name)
        case "value_error":
            return f"{name} {details['ctx']['error']}".strip()
        case "string_pattern_mismatch":
            return f"{name} needs an address such as http://127.0.0.1:8765/api/v10"
        case "enum":
            return f"{name} needs one of {details['ctx']['expected']}"
        case _:
            return f"{name} is wrong: {details['msg'].lower()}"
