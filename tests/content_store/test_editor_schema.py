import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.content_store.editor_schema import FOLDER, editor_schemas, write_editor_schemas
from bot.settings import shipped_content


def test_the_shipped_schemas_are_current() -> None:
    """`python -m bot content schema` writes them anew."""
    shipped = {path.name: path.read_text() for path in (shipped_content() / FOLDER).glob("*.json")}

    assert shipped == dict(editor_schemas())


def test_written_schemas_are_valid_json_schema(tmp_path: Path) -> None:
    for path in write_editor_schemas(tmp_path):
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text()))


@pytest.mark.parametrize("path", sorted((shipped_content() / "topics").glob("*.yaml")))
def test_a_shipped_topic_is_valid_by_its_schema(path: Path) -> None:
    schema = json.loads(dict(editor_schemas())["topic.json"])

    jsonschema.validate(yaml.safe_load(path.read_text()), schema)
