"""The record of what went over the wire: requests with their answers, and gateway frames.

It keeps references and copies nothing: recording has to cost little, and nothing of a body changes
once it has been answered.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple


class Exchange(NamedTuple):
    """A request and its answer."""

    method: str
    route: str
    """The route as a template, such as ``/channels/{channel_id}/messages``."""
    path: str
    body: Any
    status: int
    answer: Any
    by: int | None
    """Whose token it carried; None for callbacks and webhooks, which carry their own."""


class Frame(NamedTuple):
    """A gateway frame, sent or received by the playground."""

    direction: Literal["sent", "received"]
    user_id: int | None
    op: int
    event: str | None
    data: Any
    seq: int | None


class Wire:
    """The newest exchanges and frames in the order they happened; the oldest fall off."""

    def __init__(self, length: int) -> None:
        self._entries: deque[Exchange | Frame] = deque(maxlen=length)
        self.add = self._entries.append

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Exchange | Frame]:
        return iter(self._entries)

    def __getitem__(self, index: int) -> Exchange | Frame:
        return self._entries[index]

    @property
    def exchanges(self) -> list[Exchange]:
        """The requests alone."""
        return [entry for entry in self._entries if isinstance(entry, Exchange)]

    @property
    def frames(self) -> list[Frame]:
        """The gateway frames alone."""
        return [entry for entry in self._entries if isinstance(entry, Frame)]

    def clear(self) -> None:
        """Forget everything so far."""
        self._entries.clear()
