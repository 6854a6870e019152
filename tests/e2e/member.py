"""A member who uses the bot as Discord's own client does: REST, a gateway session, interactions."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

import aiohttp

from bot.playground.server import Playground

PATIENCE_S = 20  # how long a member waits for anything before the test has failed

Event = tuple[str, Mapping[str, Any]]
Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 - what the playground said, not an error of the test
    """The playground refused what the member did."""

    def __init__(self, status: int, answer: Json) -> None:
        super().__init__(f"{status}: {answer}")
        self.status = status
        self.answer = answer


class Member:
    """One member with an open gateway session."""

    def __init__(self, playground: Playground, name: str, http: aiohttp.ClientSession) -> None:
        self._playground = playground
        self._http = http
        self._user = playground.world.member(name).user
        self._token = playground.world.token_of(self._user.id)
        self._guild_id = str(playground.world.guild.id)
        self._session_id = ""
        self._nonces = iter(range(1, 1_000_000))
        self._known: dict[str, Json] = {}
        self.events: list[Event] = []
        self._news = asyncio.Condition()

    @classmethod
    @asynccontextmanager
    async def joined(cls, playground: Playground, name: str) -> AsyncIterator[Self]:
        """The member of this name, connected."""
        async with aiohttp.ClientSession() as http:
            member = cls(playground, name, http)
            async with http.ws_connect(f"{playground.gateway_url}/?v=10&encoding=json") as socket:
                await socket.send_json({"op": 2, "d": {"token": member._token, "properties": {}}})
                listening = asyncio.create_task(member._listen(socket))
                ready = await member.event("READY")
                member._session_id = ready["session_id"]
                yield member
                listening.cancel()

    async def command(self, name: str, /, *, place: str | None = "seminar", **options: Any) -> Json:
        """Use a slash command and wait for what comes of it: the bot's message."""
        nonce = await self.invoke(name, place=place, **options)
        return await self.outcome(nonce)

    async def invoke(self, name: str, /, *, place: str | None = "seminar", **options: Any) -> str:
        """Use a slash command and wait for nothing; the nonce that its outcome will have."""
        registered, path = await self._registered(name)
        filled = list(_filled(registered, path, options))
        data = self._command_data(registered, path, filled)
        return await self._interact(2, place, data)

    async def use_on(self, message: Json, name: str) -> Json:
        """Use a command from the menu of a message and wait for what comes of it."""
        (command,) = [one async for one in self._commands() if one["name"] == name]
        kept = {key: command[key] for key in ("id", "version", "name", "type")}
        nonce = self._nonce()
        body = {
            **self._common(2, message["channel_id"], nonce),
            "data": {**kept, "target_id": message["id"], "options": []},
        }
        await self._post("/interactions", body)
        return await self.outcome(nonce)

    async def complete(self, name: str, option: str, typed: str) -> Sequence[Json]:
        """Type into an option and read the choices that are offered."""
        registered, path = await self._registered(name)
        focused = [{"type": 3, "name": option, "value": typed, "focused": True}]
        nonce = await self._interact(4, "seminar", self._command_data(registered, path, focused))
        answer = await self.event(
            "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE", lambda data: data.get("nonce") == nonce
        )
        choices: Sequence[Json] = answer["choices"]
        return choices

    async def press(self, message: Json, label: str) -> Json:
        """Press the button with this label and wait for the bot's message."""
        button = next(part for part in parts(message) if part.get("label") == label)
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        return await self.outcome(await self.press_raw(message, data), message)

    async def form(self, message: Json, label: str) -> Json:
        """Press the button with this label and wait for the form that it opens."""
        button = next(part for part in parts(message) if part.get("label") == label)
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        nonce = await self.press_raw(message, data)
        form = await self.event("INTERACTION_MODAL_CREATE", lambda data: data.get("nonce") == nonce)
        return dict(form)

    async def submit(self, form: Json, **values: str) -> Json:
        """Fill a form in, send it off and wait for what comes of it."""
        filled = [
            {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
            for name, value in values.items()
        ]
        nonce = self._nonce()
        data = {"id": form["id"], "custom_id": form["custom_id"], "components": filled}
        await self._post(
            "/interactions", {**self._common(5, form["channel_id"], nonce), "data": data}
        )
        return await self.outcome(nonce)

    async def press_raw(self, message: Json, data: Json) -> str:
        """Send a press as it is, whether the message has such a button or not."""
        nonce = self._nonce()
        body = {
            **self._common(3, message["channel_id"], nonce),
            "message_id": message["id"],
            "message_flags": message["flags"],
            "data": data,
        }
        await self._post("/interactions", body)
        return nonce

    async def outcome(self, nonce: str, pressed: Json | None = None) -> Json:
        """The message that an interaction created or changed; AssertionError if it failed."""
        created = await self.event("INTERACTION_CREATE", lambda data: data.get("nonce") == nonce)
        begun = self._position_of(created)

        def is_outcome(event: Event) -> bool:
            name, data = event
            if name == "INTERACTION_FAILURE":
                return bool(data["id"] == created["id"])
            if name == "MESSAGE_CREATE":
                return bool(data.get("interaction_metadata", {}).get("id") == created["id"])
            if name != "MESSAGE_UPDATE" or pressed is None or data["id"] != pressed["id"]:
                return False
            return self._position_of(data) > begun

        name, data = await self._first(is_outcome)
        assert name != "INTERACTION_FAILURE", "the interaction failed"
        return dict(data)

    async def event(
        self, name: str, fits: Callable[[Mapping[str, Any]], bool] = lambda _: True
    ) -> Mapping[str, Any]:
        """The first event of this name that fits, now or soon."""
        _, data = await self._first(lambda event: event[0] == name and fits(event[1]))
        return data

    async def say(self, channel: str, text: str) -> Json:
        """Write a message."""
        channel_id = self._playground.world.channel(channel).id
        return await self._post(f"/channels/{channel_id}/messages", {"content": text})

    def _position_of(self, data: Mapping[str, Any]) -> int:
        return next(n for n, event in enumerate(self.events) if event[1] is data)

    async def _first(self, fits: Callable[[Event], bool]) -> Event:
        async with self._news, asyncio.timeout(PATIENCE_S):
            while True:
                for event in self.events:
                    if fits(event):
                        return event
                await self._news.wait()

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            payload = frame.json()
            if payload["op"] == 0:
                async with self._news:
                    self.events.append((payload["t"], payload["d"]))
                    self._news.notify_all()

    async def _commands(self) -> AsyncIterator[Json]:
        index = await self._get(f"/guilds/{self._guild_id}/application-command-index")
        for command in index["application_commands"]:
            yield command

    async def _registered(self, name: str) -> tuple[Json, list[str]]:
        top, *path = name.split()
        if top not in self._known:
            self._known = {command["name"]: command async for command in self._commands()}
        assert top in self._known, f"/{top} is not offered"
        return self._known[top], path

    def _command_data(self, registered: Json, path: list[str], options: list[Json]) -> Json:
        for name in reversed(path):
            options = [{"type": 1, "name": name, "options": options}]
        kept = {key: registered[key] for key in ("id", "version", "name", "type")}
        return {**kept, "options": options}

    async def _interact(self, kind: int, channel: str | None, data: Json) -> str:
        nonce = self._nonce()
        await self._post(
            "/interactions", {**self._common(kind, self._place(channel), nonce), "data": data}
        )
        return nonce

    def _place(self, channel: str | None) -> str:
        world = self._playground.world
        if channel is None:
            return str(world.dm_between(self._user.id, world.bot.id).id)
        return str(world.channel(channel).id)

    def _common(self, kind: int, channel_id: str, nonce: str) -> Json:
        world = self._playground.world
        found = world.channel_with(int(channel_id))
        here = {} if found is None or found.guild_id is None else {"guild_id": self._guild_id}
        return {
            "type": kind,
            "application_id": str(world.application.id),
            **here,
            "channel_id": channel_id,
            "session_id": self._session_id,
            "nonce": nonce,
        }

    def _nonce(self) -> str:
        return f"{self._user.id}-{next(self._nonces)}"[-25:]

    async def _get(self, path: str) -> Json:
        return await self._request("GET", path, None)

    async def _post(self, path: str, body: Json) -> Json:
        return await self._request("POST", path, body)

    async def _request(self, method: str, path: str, body: Json | None) -> Json:
        headers = {"Authorization": self._token}
        url = f"{self._playground.api_url}{path}"
        async with self._http.request(method, url, json=body, headers=headers) as response:
            answer: Json = await response.json() if response.status != 204 else {}
            if response.status >= 400:
                raise Refused(response.status, answer)
            return answer


def _filled(registered: Json, path: list[str], options: Mapping[str, Any]) -> Iterator[Json]:
    described = registered
    for name in path:
        described = next(one for one in described["options"] if one["name"] == name)
    kinds = {one["name"]: one["type"] for one in described.get("options", ())}
    for name, value in options.items():
        yield {"type": kinds[name], "name": name, "value": value}


def parts(message: Mapping[str, Any]) -> Iterator[Json]:
    """Every component of a message, outermost first."""
    stack = list(message.get("components", ()))
    while stack:
        part = stack.pop(0)
        yield part
        stack = [*part.get("components", ()), *stack]


def text(message: Mapping[str, Any]) -> str:
    """Everything that a card says."""
    return "\n".join(part["content"] for part in parts(message) if part["type"] == 10)


def labels(message: Mapping[str, Any]) -> list[str]:
    """What stands on a card's buttons."""
    return [part["label"] for part in parts(message) if part["type"] == 2]
