"""The two sides that speak with the playground: the bot and a member, as plain aiohttp clients."""

import asyncio
from collections.abc import Mapping
from itertools import count
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from aiohttp import ClientSession, ClientWebSocketResponse, FormData, WSMsgType

from bot.playground.server import Playground
from bot.playground.sessions import Intent

PATIENCE_S = 20.0
EVERYTHING_UNPRIVILEGED = (
    Intent.GUILDS
    | Intent.GUILD_MESSAGES
    | Intent.DIRECT_MESSAGES
    | Intent.GUILD_MESSAGE_TYPING
    | Intent.DIRECT_MESSAGE_TYPING
)


class Answer(NamedTuple):
    """An HTTP answer, read."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> int | None:
        """Discord's error code."""
        return self.body.get("code") if isinstance(self.body, dict) else None

    def problem(self, *path: str) -> str:
        """Return the code of the first problem at this place of the error tree."""
        place = self.body["errors"]
        for step in path:
            place = place[step]
        return str(place["_errors"][0]["code"])


class Line:
    """A gateway connection, from whichever side."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seq = 0

    async def frame(self) -> Any:
        """Return the next frame."""
        message = await self.socket.receive(PATIENCE_S)
        assert message.type is WSMsgType.TEXT, message
        frame = message.json()
        self.seq = frame["s"] or self.seq
        return frame

    async def op(self, op: int) -> Any:
        """Return the data of the next frame with this opcode, passing over others."""
        while (frame := await self.frame())["op"] != op:
            pass
        return frame["d"]

    async def event(self, name: str) -> Any:
        """Return the data of the next event of this name, passing over others."""
        while (frame := await self.frame())["t"] != name:
            pass
        return frame["d"]

    async def events(self) -> list[str]:
        """Return the names of the events that are on their way, up to the answer to a heartbeat."""
        await self.send(1, self.seq)
        names: list[str] = []
        while (frame := await self.frame())["op"] != 11:
            names.append(frame["t"])
        return names

    async def send(self, op: int, data: object) -> None:
        """Send a frame."""
        await self.socket.send_json({"op": op, "d": data})

    async def close_code(self) -> int | None:
        """Return the code the playground closes with, passing over what comes before."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.socket.closed:
                await self.socket.receive()
        return self.socket.close_code


OPEN_LINES: WeakKeyDictionary[ClientSession, list[Line]] = WeakKeyDictionary()
"""The lines that were dialled with an HTTP client; its fixture hangs them up."""


async def hang_up(http: ClientSession) -> None:
    """Close all its lines: one that is only forgotten is a warning whenever Python notices."""
    for line in OPEN_LINES.pop(http, []):
        await line.socket.close()


class Client:
    """Somebody with a token: requests, and a gateway line once connected."""

    def __init__(self, http: ClientSession, playground: Playground, authorization: str) -> None:
        self.http = http
        self.playground = playground
        self.authorization = authorization
        self.line: Line
        self.ready: Any = None

    async def asks(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        form: FormData | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request under the API's address."""
        sent = {"Authorization": self.authorization, **(headers or {})}
        url = self.playground.api_url + path
        async with self.http.request(method, url, json=body, data=form, headers=sent) as response:
            read = await response.json() if response.content_length else None
            return Answer(response.status, read, response.headers)

    async def dials(self) -> Line:
        """Return a line to the gateway that has heard HELLO and nothing else."""
        url = self.playground.gateway_url + "/?v=10&encoding=json"
        line = Line(await self.http.ws_connect(url))
        OPEN_LINES.setdefault(self.http, []).append(line)
        assert (await line.frame())["op"] == 10
        return line

    async def identifies(self, **identity: object) -> None:
        """Open the gateway line and identify."""
        self.line = await self.dials()
        token = self.authorization.removeprefix("Bot ")
        await self.line.send(2, {"token": token, "properties": {}, **identity})
        self.ready = await self.line.event("READY")


class Bot(Client):
    """The application's side."""

    async def connects(self, **identity: object) -> None:
        """Open the gateway line with every intent that is not privileged, unless told otherwise."""
        await self.identifies(**{"intents": EVERYTHING_UNPRIVILEGED, **identity})

    @property
    def application_id(self) -> int:
        """The application's id."""
        return self.playground.world.application.id

    async def registers(self, *commands: object) -> Answer:
        """Register these global commands and no others."""
        return await self.asks("PUT", f"/applications/{self.application_id}/commands", commands)

    async def responds(
        self, interaction: Any, kind: int, data: object = None, *, with_response: bool = False
    ) -> Answer:
        """Give the first response to an interaction."""
        path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
        query = "?with_response=true" if with_response else ""
        return await self.asks("POST", path + query, {"type": kind, "data": data})

    async def follows_up(
        self, interaction: Any, method: str, path: str = "", body: object = None
    ) -> Answer:
        """Speak to an interaction's webhook."""
        webhook = f"/webhooks/{self.application_id}/{interaction['token']}"
        return await self.asks(method, webhook + path, body)


class MemberClient(Client):
    """A member's side."""

    def __init__(self, http: ClientSession, playground: Playground, name: str) -> None:
        self.member = playground.world.member(name)
        super().__init__(http, playground, playground.world.token_of(self.member.user.id))
        self._nonces = count(1)

    async def connects(self) -> None:
        """Open the gateway line."""
        await self.identifies()

    @property
    def id(self) -> int:
        """The member's user id."""
        return self.member.user.id

    async def interacts(
        self, kind: int, data: object, *, channel: int | None = None, **more: object
    ) -> Answer:
        """Turn to the bot in a channel, by default #seminar."""
        world = self.playground.world
        there = world.channel_with(channel or world.channel("seminar").id)
        assert there is not None
        body: dict[str, object] = {
            "type": kind,
            "application_id": str(world.application.id),
            "channel_id": str(there.id),
            "session_id": (self.ready or {}).get("session_id"),
            "nonce": str(next(self._nonces)),
            "data": data,
            **more,
        }
        if there.guild_id is not None:
            body["guild_id"] = str(there.guild_id)
        return await self.asks("POST", "/interactions", body)

    async def uses(self, name: str, *options: object, **more: Any) -> Answer:
        """Use the slash command of this name."""
        return await self.interacts(2, self.command(name, *options), **more)

    def command(self, name: str, *options: object) -> dict[str, object]:
        """Return a command as a client sends it."""
        commands = self.playground.world.commands.values()
        found = next(each for each in commands if each.body["name"] == name)
        return {
            "id": str(found.id),
            "version": str(found.version),
            "name": name,
            "type": found.body["type"],
            "options": list(options),
        }

    async def presses(self, message: Any, custom_id: str) -> Answer:
        """Press a button."""
        return await self.interacts(
            3,
            {"component_type": 2, "custom_id": custom_id},
            channel=int(message["channel_id"]),
            message_id=message["id"],
            message_flags=message["flags"],
        )

    async def chooses(self, message: Any, kind: int, custom_id: str, *values: str) -> Answer:
        """Choose in a select."""
        return await self.interacts(
            3,
            {"component_type": kind, "custom_id": custom_id, "values": list(values)},
            message_id=message["id"],
            message_flags=message["flags"],
        )
