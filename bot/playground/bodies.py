"""Reading a request's body: JSON, or a form with ``payload_json`` and files."""

import json
import mimetypes
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from aiohttp import web

from bot.playground.entities import Attachment, Json, Unchecked
from bot.playground.refusals import invalid_json, too_large

LARGEST_FILE = 10 * 1024 * 1024  # Discord's limit for everybody, in bytes
_FILE_FIELD = re.compile(r"files?\[?(\d{0,20})\]?")
_NOT_IN_FILENAMES = re.compile(r"[^\w.\-]+")


class Body(NamedTuple):
    """A request's body: an object or a list, and the files by number."""

    parsed: Unchecked
    files: Mapping[int, Attachment]

    @property
    def fields(self) -> Json:
        """The body as an object; empty if it is something else."""
        return self.parsed if isinstance(self.parsed, dict) else {}


_NOTHING = Body(None, {})


async def read_body(request: web.Request) -> Body:
    """Return the body of a request; what cannot be read is refused."""
    if not request.can_read_body:
        return _NOTHING
    try:
        if request.content_type == "multipart/form-data":
            return _from_form(await request.post())
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise too_large() from error
    return Body(_parsed(raw), {}) if raw else _NOTHING


def _parsed(raw: bytes | str) -> Unchecked:
    try:
        return json.loads(raw)
    except ValueError as error:
        raise invalid_json() from error


def _from_form(form: Mapping[str, str | bytes | bytearray | web.FileField]) -> Body:
    parsed: Unchecked = None
    files: dict[int, Attachment] = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            number = _number(name, len(files))
            files[number] = _attachment(number, value)
        elif name == "payload_json":
            parsed = _parsed(bytes(value) if isinstance(value, bytearray) else value)
    return Body(parsed if parsed is not None else dict[str, Any](), files)


def _number(field_name: str, default: int) -> int:
    match = _FILE_FIELD.fullmatch(field_name)
    return int(match[1]) if match and match[1] else default


def _attachment(number: int, upload: web.FileField) -> Attachment:
    content = upload.file.read()
    if len(content) > LARGEST_FILE:
        raise too_large()
    filename = _NOT_IN_FILENAMES.sub("_", upload.filename) or "file"
    guessed = mimetypes.guess_type(filename)[0] or upload.content_type
    return Attachment(number, filename, guessed, content)
