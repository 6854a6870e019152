"""The gateway: one WebSocket connection's talk, from HELLO to its end.

The close codes are those of Discord's public list ("Gateway Close Event Codes"). How long a
connection may be silent is real time and not the playground's clock: clients beat in real time,
however far a test has advanced the clock.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from enum import IntEnum

from aiohttp import WSMsgType, web

from bot.playground.entities import Json, User
from bot.playground.greetings import greet, members_chunk
from bot.playground.routing import Stage
from bot.playground.sessions import (
    EVERY_INTENT,
    PRIVILEGED,
    SESSIONS_KEPT_S,
    Connection,
    Op,
    Session,
)
from bot.playground.wire import Frame

CLOSES_WITHIN_S = 1.0
"""How long a client may take to answer a close frame."""
ENDS_THE_SESSION = {1000, 1001}
"""Discord: a client that closes with these, and closes first, wants no session any more."""
BEATS_MISSED = 1.5  # intervals without a heartbeat after which a connection counts as dead


class CloseCode(IntEnum):
    """Why the gateway closes a connection."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQ = 4007
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class ClosedError(Exception):
    """The client broke a rule, and the connection ends with a code."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code.name)
        self.code = code


class Gateway:
    """Talks with everybody who connects."""

    def __init__(
        self, stage: Stage, *, privileged_intents: int, heartbeat_interval_s: float
    ) -> None:
        self._stage = stage
        self._forbidden = PRIVILEGED & ~privileged_intents
        self._interval_s = heartbeat_interval_s
        self._connections: set[Connection] = set()

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(timeout=CLOSES_WITHIN_S, compress=False)
        await socket.prepare(request)
        connection = Connection(_dropper(request))
        self._connections.add(connection)
        writer = asyncio.create_task(_write(socket, connection))
        try:
            await self._listen(socket, connection)
        finally:
            self._connections.discard(connection)
            self._lose(connection, None if connection.is_closing else socket.close_code)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return socket

    def close(self) -> None:
        """Tell everybody that the playground goes away."""
        for connection in tuple(self._connections):
            connection.close(1001)

    def end_lost_sessions(self) -> None:
        """Forget the sessions that nobody has resumed in time."""
        now = asyncio.get_running_loop().time()
        self._stage.audience.end_lost_before(now - SESSIONS_KEPT_S)

    def _lose(self, connection: Connection, code: int | None) -> None:
        session = connection.session
        if session is None:
            return
        session.detach(asyncio.get_running_loop().time())
        if code in ENDS_THE_SESSION:
            self._stage.audience.end(session)

    async def _listen(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        connection.send(Op.HELLO, {"heartbeat_interval": round(self._interval_s * 1000)})
        try:
            await self._converse(socket, connection)
        except ClosedError as closed:
            connection.is_closing = True
            await socket.close(code=closed.code, message=closed.code.name.lower().encode())

    async def _converse(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        last_beat = loop.time()
        while True:
            silence_s = last_beat + self._interval_s * BEATS_MISSED - loop.time()
            try:
                message = await socket.receive(timeout=max(silence_s, 0.001))
            except TimeoutError:
                raise ClosedError(CloseCode.SESSION_TIMED_OUT) from None
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                return
            frame = _decoded(message.data)
            if frame["op"] == Op.HEARTBEAT:
                last_beat = loop.time()
            self._hear(connection, frame)

    def _hear(self, connection: Connection, frame: Json) -> None:
        session = connection.session
        data = frame.get("d")
        user_id = None if session is None else session.user_id
        self._stage.audience.wire.add(
            Frame("received", user_id, frame["op"], None, _without_token(data), None)
        )
        hears = _HEARS.get(frame["op"])
        if hears is None:
            raise ClosedError(CloseCode.UNKNOWN_OPCODE)
        hears(self, connection, data)

    def _beat(self, connection: Connection, _: object) -> None:
        connection.send(Op.HEARTBEAT_ACK)

    def _identify(self, connection: Connection, data: object) -> None:
        if connection.session is not None:
            raise ClosedError(CloseCode.ALREADY_AUTHENTICATED)
        fields = _fields(data)
        user = self._authenticated(fields)
        shard = _shard(fields) if user.is_bot else (0, 1)
        intents = self._intents(fields) if user.is_bot else 0
        self.end_lost_sessions()
        session = Session(user.id, is_bot=user.is_bot, intents=intents, shard=shard)
        session.attach(connection)
        self._stage.audience.add(session)
        greet(self._stage, session)

    def _authenticated(self, fields: Json) -> User:
        token = fields.get("token")
        user = self._stage.world.user_with(token) if isinstance(token, str) else None
        if user is None:
            raise ClosedError(CloseCode.AUTHENTICATION_FAILED)
        return user

    def _intents(self, fields: Json) -> int:
        intents = fields.get("intents")
        if not isinstance(intents, int) or intents < 0 or intents & ~EVERY_INTENT:
            raise ClosedError(CloseCode.INVALID_INTENTS)
        if intents & self._forbidden:
            raise ClosedError(CloseCode.DISALLOWED_INTENTS)
        return intents

    def _resume(self, connection: Connection, data: object) -> None:
        if connection.session is not None:
            raise ClosedError(CloseCode.ALREADY_AUTHENTICATED)
        fields = _fields(data)
        user = self._authenticated(fields)
        self.end_lost_sessions()
        session = self._stage.audience.session(str(fields.get("session_id")))
        seq = fields.get("seq")
        seq = seq if isinstance(seq, int) else 0
        if session is None or session.user_id != user.id or not session.can_replay(seq):
            connection.send(Op.INVALID_SESSION, data=False)
            return
        if seq > session.seq:
            raise ClosedError(CloseCode.INVALID_SEQ)
        session.attach(connection)
        session.replay(seq)
        self._stage.audience.tell(session, "RESUMED", {})

    def _request_members(self, connection: Connection, data: object) -> None:
        session = _identified(connection)
        members_chunk(self._stage, session, _fields(data))

    def _take_note(self, connection: Connection, _: object) -> None:
        """Accept what changes nothing here: presence and voice state."""
        _identified(connection)


_HEARS: Mapping[int, Callable[[Gateway, Connection, object], None]] = {
    Op.HEARTBEAT: Gateway._beat,
    Op.IDENTIFY: Gateway._identify,
    Op.PRESENCE_UPDATE: Gateway._take_note,
    Op.VOICE_STATE_UPDATE: Gateway._take_note,
    Op.RESUME: Gateway._resume,
    Op.REQUEST_GUILD_MEMBERS: Gateway._request_members,
}


def _identified(connection: Connection) -> Session:
    if connection.session is None:
        raise ClosedError(CloseCode.NOT_AUTHENTICATED)
    return connection.session


def _fields(data: object) -> Json:
    if not isinstance(data, dict):
        raise ClosedError(CloseCode.DECODE_ERROR)
    return data


def _without_token(data: object) -> object:
    """Return a frame's data as it may be recorded: whoever reads a record must not get in."""
    if isinstance(data, dict) and "token" in data:
        return {key: value for key, value in data.items() if key != "token"}
    return data


def _shard(fields: Json) -> tuple[int, int]:
    match fields.get("shard", [0, 1]):
        case [int(index), int(count)] if 0 <= index < count:
            return index, count
    raise ClosedError(CloseCode.INVALID_SHARD)


def _decoded(text: str | bytes) -> Json:
    try:
        frame = json.loads(text)
    except ValueError:
        raise ClosedError(CloseCode.DECODE_ERROR) from None
    if not isinstance(frame, dict) or not isinstance(frame.get("op"), int):
        raise ClosedError(CloseCode.DECODE_ERROR)
    return frame


def _dropper(request: web.Request) -> Callable[[], None]:
    transport = request.transport

    def drop() -> None:
        if transport is not None:
            transport.abort()

    return drop


async def _write(socket: web.WebSocketResponse, connection: Connection) -> None:
    """Send what is in the outbox until a close code comes or the other side is gone."""
    with contextlib.suppress(ConnectionError):
        while isinstance(outgoing := await connection.outbox.get(), str):
            await socket.send_str(outgoing)
        await socket.close(code=outgoing)
