"""Every body that the suite made the bot send, against Discord's own description of its API."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.playground.wire import Exchange
from tests.conftest import SENT

BESIDE_THE_PROJECT = Path(__file__).parents[2] / "shared" / "data" / "discord-openapi.json"


@pytest.fixture(scope="module")
def description() -> Mapping[str, Any]:
    """Discord's OpenAPI document; skips where there is none."""
    path = Path(os.environ.get("DISCORD_OPENAPI") or BESIDE_THE_PROJECT)
    if not path.is_file():
        pytest.skip("Discord's OpenAPI document is not here; name it in DISCORD_OPENAPI")
    document: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.mark.looks_at_the_whole_run
def test_every_body_that_the_bot_sent_is_valid_for_discord(
    pytestconfig: pytest.Config, description: Mapping[str, Any]
) -> None:
    bodies = [one for one in pytestconfig.stash[SENT] if one.body is not None]
    if not bodies:
        pytest.skip("no test of this run made the bot send anything")

    assert [complaint for one in bodies for complaint in complaints(one, description)] == []


def test_a_body_that_discord_would_refuse_is_found(description: Mapping[str, Any]) -> None:
    """Without it, a mistake in the check itself would look like success."""
    wrong = Exchange(
        method="POST",
        route="/interactions/{interaction_id}/{token}/callback",
        path="/api/v10/interactions/1/token/callback",
        body={"type": 4, "data": {"components": [{"type": 10, "content": 7}]}},
        status=200,
        answer=None,
        by=None,
    )

    assert complaints(wrong, description)


def complaints(sent: Exchange, description: Mapping[str, Any]) -> list[str]:
    """What Discord's document has against a request."""
    path = sent.path.split("?")[0].removeprefix("/api/v10")
    schema = next(_schemas(sent.method, path, description), None)
    if schema is None:
        return [f"{sent.method} {path}: Discord has no such route with a body"]
    whole = {**schema, "components": description["components"]}
    errors = jsonschema.Draft202012Validator(whole).iter_errors(sent.body)
    return [f"{sent.method} {path}: {error.json_path}: {error.message[:300]}" for error in errors]


def _schemas(method: str, path: str, description: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    # a literal path goes before one with parameters: /webhooks/{id}/{token}/messages/@original
    for template, operations in sorted(
        description["paths"].items(), key=lambda item: item[0].count("{")
    ):
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in operations:
            content = operations[method.lower()].get("requestBody", {}).get("content", {})
            if "application/json" in content:
                yield content["application/json"]["schema"]
