"""Faults on demand: what a test asks the playground to do wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.entities import Json
from bot.playground.refusals import RefusedError, by_status
from bot.playground.sessions import Audience, Connection, Op, Session


@dataclass(frozen=True, slots=True)
class _Fault:
    method: str
    path_part: str
    refusal: RefusedError

    def strikes(self, method: str, path: str) -> bool:
        return self.method in {"*", method} and self.path_part in path


def rate_limited(retry_after_s: float, *, is_global: bool = False) -> RefusedError:
    """Refuse with 429, saying when to come again; clients heed it only with ``Via``."""
    headers = {
        "Via": "1.1 playground",
        "Retry-After": str(max(1, round(retry_after_s))),
        "X-RateLimit-Scope": "global" if is_global else "user",
    }
    if is_global:
        headers["X-RateLimit-Global"] = "true"
    extra = {"retry_after": retry_after_s, "global": is_global}
    return RefusedError(429, 0, "You are being rate limited.", extra=extra, headers=headers)


class Faults:
    """The faults in waiting for requests, and those of the bot's gateway, which happen at once."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._waiting: list[_Fault] = []

    def rate_limit_next(
        self, method: str, path_part: str, retry_after_s: float, *, is_global: bool = False
    ) -> None:
        """Answer the next such request with 429; the method ``*`` means any."""
        refusal = rate_limited(retry_after_s, is_global=is_global)
        self._waiting.append(_Fault(method, path_part, refusal))

    def fail_next(self, method: str, path_part: str, status: int) -> None:
        """Answer the next such request with this status, and do nothing of what it asks."""
        self._waiting.append(_Fault(method, path_part, by_status(status, "Failed on request")))

    def strike(self, method: str, path: str) -> None:
        """Raise the refusal that waits for this request, if one does; each strikes once."""
        for fault in self._waiting:
            if fault.strikes(method, path):
                self._waiting.remove(fault)
                raise fault.refusal

    def cut_gateway(self) -> None:
        """Drop the bot's connections as a broken network does: without a close frame."""
        for _, connection in self._of_the_bot():
            connection.drop()

    def close_gateway(self, code: int) -> None:
        """Close the bot's connections with this code."""
        for _, connection in self._of_the_bot():
            connection.close(code)

    def reconnect_gateway(self) -> None:
        """Ask the bot to reconnect and resume (opcode 7)."""
        for _, connection in self._of_the_bot():
            connection.send(Op.RECONNECT)

    def invalidate_sessions(self, resumable: bool) -> None:
        """Tell the bot that its sessions are no longer valid (opcode 9)."""
        for session, connection in self._of_the_bot():
            connection.send(Op.INVALID_SESSION, resumable)
            if not resumable:
                self._audience.end(session)

    def send_event(self, event: str, data: Json) -> None:
        """Send the bot an event as it is, however odd."""
        for session, _ in self._of_the_bot():
            self._audience.tell(session, event, data)

    def _of_the_bot(self) -> Iterator[tuple[Session, Connection]]:
        for session in self._audience:
            if session.is_bot and session.connection is not None:
                yield session, session.connection
