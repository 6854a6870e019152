"""Gateway sessions: who is listening, what each has heard, and what it would miss.

A session outlives its connection: what happens meanwhile is kept, and replayed on RESUME.
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import TypeAlias

from bot.playground.entities import Json
from bot.playground.wire import Frame, Wire

EVENTS_KEPT = 1_000  # of one session, for replay
SESSIONS_KEPT_S = 300.0  # after the connection was lost


class Op(IntEnum):
    """The gateway's opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Intent(IntEnum):
    """The intents that mean something here."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


EVERY_INTENT = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT

Outgoing: TypeAlias = str | int
"""What a connection's writer sends next: the text of a frame, or a code to close with."""


encoded = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
"""Returns JSON without spaces; one encoder for all, for making one takes as long as using it."""


class Connection:
    """One WebSocket: an outbox that its writer empties, and a way to drop it."""

    def __init__(self, drop: Callable[[], None]) -> None:
        self.outbox: asyncio.Queue[Outgoing] = asyncio.Queue()
        self.drop = drop
        self.session: Session | None = None
        self.is_closing = False
        """Whether this side closes it; then the client's code says nothing about its session."""

    def send(self, op: Op, data: object = None) -> None:
        """Send a frame that is no event."""
        self.outbox.put_nowait(encoded({"op": int(op), "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close, once everything before has been sent."""
        self.is_closing = True
        self.outbox.put_nowait(code)


class Session:
    """What one identified client may hear, and has heard so far."""

    def __init__(self, user_id: int, *, is_bot: bool, intents: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.user_id = user_id
        self.is_bot = is_bot
        self.intents = intents
        self.shard = shard
        self.seq = 0
        self.connection: Connection | None = None
        self.lost_at: float | None = None
        self._sent: deque[tuple[int, str]] = deque(maxlen=EVENTS_KEPT)

    def serves(self, guild_id: int | None) -> bool:
        """Say whether this shard is the one for a server, or for direct conversations."""
        index, count = self.shard
        return index == (0 if guild_id is None else (guild_id >> 22) % count)

    def push(self, event: str, data: str) -> None:
        """Send an event whose data is JSON already, and keep it for replay."""
        self.seq += 1
        frame = f'{{"op":0,"t":"{event}","s":{self.seq},"d":{data}}}'
        self._sent.append((self.seq, frame))
        if self.connection is not None:
            self.connection.outbox.put_nowait(frame)

    def can_replay(self, seq: int) -> bool:
        """Say whether everything after this event is still kept."""
        return not self._sent or self._sent[0][0] <= seq + 1

    def replay(self, seq: int) -> None:
        """Send again what came after this event."""
        if self.connection is not None:
            for number, frame in self._sent:
                if number > seq:
                    self.connection.outbox.put_nowait(frame)

    def attach(self, connection: Connection) -> None:
        """Speak over this connection from now on; one it had before is closed."""
        if self.connection is not None:
            self.connection.session = None
            self.connection.close(4000)
        self.connection = connection
        self.lost_at = None
        connection.session = self

    def detach(self, now: float) -> None:
        """Go on without a connection, for a while."""
        if self.connection is not None:
            self.connection.session = None
        self.connection = None
        self.lost_at = now


class Audience:
    """Everybody who listens."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.bot_starts = 0
        self._sessions: dict[str, Session] = {}

    def __iter__(self) -> Iterator[Session]:
        return iter(tuple(self._sessions.values()))

    def add(self, session: Session) -> None:
        """Let a new session listen."""
        self.bot_starts += session.is_bot
        self._sessions[session.id] = session

    def session(self, session_id: str) -> Session | None:
        """Return a session by its id."""
        return self._sessions.get(session_id)

    def end(self, session: Session) -> None:
        """Forget a session; it cannot be resumed any more."""
        self._sessions.pop(session.id, None)

    def end_lost_before(self, moment: float) -> None:
        """Forget the sessions that lost their connection before this moment of the loop."""
        for session in tuple(self._sessions.values()):
            if session.lost_at is not None and session.lost_at < moment:
                self.end(session)

    def announce(self, event: str, data: Json, hears: Callable[[Session], bool]) -> None:
        """Send an event to everybody who should hear it; it is encoded once for all."""
        text: str | None = None
        for session in self._sessions.values():
            if hears(session):
                text = encoded(data) if text is None else text
                self._push(session, event, data, text)

    def tell(self, session: Session, event: str, data: Json) -> None:
        """Send an event to one session."""
        self._push(session, event, data, encoded(data))

    def tell_user(self, user_id: int, event: str, data: Json) -> None:
        """Send an event to every session of one user."""
        self.announce(event, data, lambda session: session.user_id == user_id)

    def _push(self, session: Session, event: str, data: Json, text: str) -> None:
        session.push(event, text)
        self.wire.add(Frame("sent", session.user_id, Op.DISPATCH, event, data, session.seq))
