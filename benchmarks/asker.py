"""Somebody who asks as fast as can be: a member's session with as little around it as possible."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Self

import aiohttp

from bot.playground.server import Playground


class Asker:
    """Asks `/split why` over and over; each answer resolves the future of its question."""

    def __init__(self, http: aiohttp.ClientSession, playground: Playground) -> None:
        self._http = http
        self._playground = playground
        self._user = playground.world.member("Anna").user
        self._headers = {
            "Authorization": playground.world.token_of(self._user.id),
            "Content-Type": "application/json",
        }
        self._numbers = count()
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._nonces: dict[str, str] = {}
        self._body: dict[str, Any] = {}
        self._session_id: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @classmethod
    @asynccontextmanager
    async def connected(cls, playground: Playground) -> AsyncIterator[Self]:
        """An asker with a gateway session."""
        async with (
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http,
            http.ws_connect(f"{playground.gateway_url}/?v=10&encoding=json") as socket,
        ):
            asker = cls(http, playground)
            token = asker._headers["Authorization"]
            await socket.send_json({"op": 2, "d": {"token": token, "properties": {}}})
            listening = asyncio.create_task(asker._listen(socket))
            await asker._session_id
            yield asker
            listening.cancel()

    async def learn(self) -> None:
        """Look the command up once, as a client does when somebody begins to type."""
        guild = self._playground.world.guild.id
        url = f"{self._playground.api_url}/guilds/{guild}/application-command-index"
        async with self._http.get(url, headers=self._headers) as response:
            index = await response.json()
        (split,) = (one for one in index["application_commands"] if one["name"] == "split")
        self._body = {
            "type": 2,
            "application_id": split["application_id"],
            "guild_id": str(guild),
            "channel_id": str(self._playground.world.channel("seminar").id),
            "session_id": self._session_id.result(),
            "data": {
                **{key: split[key] for key in ("id", "version", "name", "type")},
                "options": [{"type": 1, "name": "why", "options": []}],
            },
        }

    async def ask(self) -> None:
        """Ask, and wait for the answer."""
        nonce = str(next(self._numbers))
        answered = self._waiting[nonce] = asyncio.get_running_loop().create_future()
        url = f"{self._playground.api_url}/interactions"
        body = json.dumps({**self._body, "nonce": nonce})
        async with self._http.post(url, data=body, headers=self._headers) as response:
            response.raise_for_status()
        await answered

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            payload = frame.json()
            event, data = payload["t"], payload["d"]
            if event == "READY":
                self._session_id.set_result(data["session_id"])
            elif event == "INTERACTION_CREATE":
                self._nonces[data["id"]] = data["nonce"]
            elif event == "MESSAGE_CREATE" and "interaction_metadata" in data:
                nonce = self._nonces.pop(data["interaction_metadata"]["id"])
                self._waiting.pop(nonce).set_result(None)
            elif event == "INTERACTION_FAILURE":
                late = RuntimeError("an answer took more than three seconds")
                self._waiting.pop(self._nonces.pop(data["id"])).set_exception(late)
