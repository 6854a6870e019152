"""What a route is: a method, a path, who may call it, and a plain function from call to reply."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from bot.playground.entities import Attachment, Json, User
from bot.playground.faults import Faults
from bot.playground.interactions import Interactions
from bot.playground.problems import Problems
from bot.playground.sessions import Audience
from bot.playground.world import World


@dataclass(frozen=True, slots=True)
class Stage:
    """What every route acts on: the world, who listens, and what waits for an answer."""

    world: World
    audience: Audience
    interactions: Interactions
    faults: Faults
    gateway_url: str
    shards: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in: who calls, with what."""

    stage: Stage
    caller: User
    """The bot itself on routes that carry an interaction's token."""
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    listed: Sequence[Json] | None = None
    """The body, where it is a list."""
    files: Mapping[int, Attachment] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The world the call is about."""
        return self.stage.world

    def id(self, name: str) -> int:
        """Return a snowflake of the path; what is none is refused."""
        return _id(name, self.params[name]) or 0

    def query_id(self, name: str) -> int | None:
        """Return a snowflake of the query, None where it is left out; what is none is refused."""
        return _id(name, self.query.get(name))

    def body_id(self, name: str) -> int | None:
        """Return a snowflake of the body, None where it is left out; what is none is refused."""
        return _id(name, self.body.get(name))

    def part(self, name: str) -> Json:
        """Return an object in the body; a missing one is empty, and what is none is refused."""
        value = self.body.get(name)
        if value is None:
            return {}
        problems = Problems()
        problems.mapping(value, (name,))
        problems.refuse_if_any()
        return dict(value)

    def asks(self, name: str) -> bool:
        """Say whether a switch of the query is on."""
        return self.query.get(name, "").lower() in {"1", "true"}


def _id(name: str, value: object) -> int | None:
    """Return the snowflake a value stands for; what is none is refused."""
    if value is None:
        return None
    problems = Problems()
    found = problems.snowflake(value, (name,))
    problems.refuse_if_any()
    return found


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call is answered with; no body means 204."""

    body: object = None
    status: int = 200


NO_CONTENT = Reply(status=204)


class Admits(Enum):
    """Who may call a route."""

    ANYONE = auto()
    EITHER = auto()
    BOT = auto()
    MEMBER = auto()


Handler: TypeAlias = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """One route under the API's base address."""

    method: str
    path: str
    handler: Handler
    admits: Admits = Admits.EITHER
