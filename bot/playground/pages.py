"""The web page of the playground, the files of messages, and whom one may be."""

from http import HTTPStatus
from pathlib import Path

from aiohttp import web

from bot.playground.entities import Json
from bot.playground.permissions import Permission, in_guild
from bot.playground.problems import snowflake
from bot.playground.world import World

PAGE_FOLDER = Path(__file__).parent / "page"

CONTENT_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


def security_headers(port: int) -> dict[str, str]:
    """Return the headers that keep everything from elsewhere out of the page.

    The gateway is named beside ``'self'``, for not every browser counts a WebSocket to the
    page's own host as that.
    """
    gateways = f"ws://127.0.0.1:{port} ws://localhost:{port}"
    policy = (
        f"default-src 'self'; connect-src 'self' {gateways}; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


class Pages:
    """Serves what is no API."""

    def __init__(self, world: World, port: int) -> None:
        self._world = world
        self._headers = security_headers(port)

    async def index(self, _: web.Request) -> web.Response:
        """Return the page."""
        return self._file("index.html")

    async def file(self, request: web.Request) -> web.Response:
        """Return a file beside the page."""
        return self._file(request.match_info["name"])

    def _file(self, name: str) -> web.Response:
        path = (PAGE_FOLDER / name).resolve()
        content_type = CONTENT_TYPES.get(path.suffix)
        if content_type is None or not path.is_relative_to(PAGE_FOLDER) or not path.is_file():
            raise web.HTTPNotFound
        return web.Response(
            body=path.read_bytes(),
            headers=self._headers,
            content_type=content_type,
            charset="utf-8" if content_type.startswith("text/") else None,
        )

    async def attachment(self, request: web.Request) -> web.Response:
        """Return a message's file, to be saved and never shown: it may hold anything."""
        ids = [snowflake(request.match_info[name]) or 0 for name in ("channel", "message", "file")]
        message = self._world.message(ids[0], ids[1])
        for each in () if message is None else message.attachments:
            if each.id == ids[2]:
                saved = {"Content-Disposition": f'attachment; filename="{each.filename}"'}
                return web.Response(body=each.content, headers=self._headers | saved)
        raise web.HTTPNotFound

    async def members(self, _: web.Request) -> web.Response:
        """Return whom one may be in the first server, with their tokens.

        This is the playground's own and nothing of Discord's.
        """
        people = [member for member in self._world.guild.members.values() if not member.user.is_bot]
        described: Json = {
            "guild_id": str(self._world.guild.id),
            "application_id": str(self._world.application.id),
            "members": [
                {
                    "id": str(member.user.id),
                    "username": member.user.username,
                    "display_name": member.user.display_name,
                    "admin": bool(in_guild(self._world.guild, member) & Permission.ADMINISTRATOR),
                    "token": self._world.token_of(member.user.id),
                }
                for member in people
            ],
        }
        return web.json_response(described, headers=self._headers, status=HTTPStatus.OK)
