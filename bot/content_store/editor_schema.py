"""The JSON Schemas with which editors complete and check the store's files."""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.content_store.schema import SHAPES

FOLDER = "schema"
"""The folder of the store that the schemas are kept in."""


def editor_schemas() -> Iterator[tuple[str, str]]:
    """The name and the text of each schema file."""
    for name, shape in SHAPES.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape.json_schema()}
        yield f"{name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_editor_schemas(content: Path) -> list[Path]:
    """Write the schemas into the store and say which files they are."""
    folder = content / FOLDER
    folder.mkdir(exist_ok=True)
    written: list[Path] = []
    for name, text in editor_schemas():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written
