"""The way of every API request: let in or not, carried out, answered, and recorded."""

from collections.abc import Mapping
from typing import NamedTuple

from aiohttp import web

from bot.playground.bodies import Body, read_body
from bot.playground.entities import Unchecked, User
from bot.playground.rate_limits import RateLimits
from bot.playground.refusals import RefusedError, bots_only, members_only, unauthorized
from bot.playground.routing import Admits, Call, Reply, Route, Stage
from bot.playground.sessions import encoded
from bot.playground.wire import Exchange

_BOT_PREFIX = "Bot "


class Answer(NamedTuple):
    """What goes back: status, JSON body and headers."""

    status: int
    body: Unchecked
    headers: Mapping[str, str]


class Door:
    """Lets requests in to the routes."""

    def __init__(self, stage: Stage, rate_limits: RateLimits | None) -> None:
        self._stage = stage
        self._rate_limits = rate_limits

    async def enter(self, route: Route, request: web.Request) -> web.Response:
        """Answer a request to this route."""
        body, caller = Body(None, {}), None
        try:
            body = await read_body(request)
            self._stage.faults.strike(request.method, request.path)
            caller = self._caller(route, request)
            answer = self._carried_out(route, request, body, caller)
        except RefusedError as refused:
            answer = Answer(refused.status, refused.body, refused.headers)
        self._record(route, request, body, answer, caller)
        return response(answer)

    def _carried_out(
        self, route: Route, request: web.Request, body: Body, caller: User | None
    ) -> Answer:
        params = request.match_info
        headers: Mapping[str, str] = {}
        if self._rate_limits is not None:
            by = None if caller is None else caller.id
            headers = self._rate_limits.count(route.method, route.path, params, by)
        listed = body.parsed if isinstance(body.parsed, list) else None
        call = Call(
            stage=self._stage,
            caller=caller or self._stage.world.bot,
            params=params,
            query=request.query,
            body=body.fields,
            listed=listed,
            files=body.files,
        )
        try:
            reply: Reply = route.handler(call)
        except RefusedError as refused:
            return Answer(refused.status, refused.body, {**headers, **refused.headers})
        status = 204 if reply.body is None else reply.status
        return Answer(status, reply.body, headers)

    def _caller(self, route: Route, request: web.Request) -> User | None:
        """Return whose request it is; None on the routes that ask for no token of their own."""
        if route.admits is Admits.ANYONE:
            return None
        header = request.headers.get("Authorization", "")
        user = self._stage.world.user_with(header.removeprefix(_BOT_PREFIX))
        if user is None or user.is_bot != header.startswith(_BOT_PREFIX):
            raise unauthorized()
        if route.admits is Admits.BOT and not user.is_bot:
            raise bots_only()
        if route.admits is Admits.MEMBER and user.is_bot:
            raise members_only()
        return user

    def _record(
        self, route: Route, request: web.Request, body: Body, answer: Answer, caller: User | None
    ) -> None:
        by = None if caller is None else caller.id
        exchange = Exchange(
            method=request.method,
            route=route.path,
            path=request.path_qs,
            body=body.parsed,
            status=answer.status,
            answer=answer.body,
            by=by,
        )
        self._stage.audience.wire.add(exchange)


def response(answer: Answer) -> web.Response:
    """Return an answer as HTTP; its content type is ``application/json`` without a charset."""
    if answer.body is None:
        return web.Response(status=answer.status, headers=answer.headers)
    body = encoded(answer.body).encode()
    return web.Response(
        status=answer.status, body=body, headers=answer.headers, content_type="application/json"
    )
