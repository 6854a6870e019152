"""Bodies with odd values at every place: refused, and never a failure of the playground itself."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.playground.clients import Bot, MemberClient
from tests.playground.samples import ASK, PING, V2, button, container, option, row, select, text

ODD_VALUES: tuple[Any, ...] = (None, 5, -1, "x", "", [], {}, True, [None], [5], {"x": None}, 1.5)

MESSAGE = {
    "content": "x",
    "nonce": "1",
    "enforce_nonce": True,
    "flags": 0,
    "embeds": [{"title": "x", "fields": [{"name": "x", "value": "x"}], "footer": {"text": "x"}}],
    "components": [row(button()), row(select("a"))],
    "attachments": [{"id": 0, "filename": "x"}],
    "allowed_mentions": {"parse": ["users"], "roles": ["1"]},
    "message_reference": {"message_id": "1", "fail_if_not_exists": False},
}
SECTION = {
    "type": 9,
    "components": [text()],
    "accessory": {"type": 11, "media": {"url": "https://example.org/a.png"}},
}
GALLERY = {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]}
CARD = {"flags": V2, "components": [container(text(), SECTION, GALLERY, row(button()))]}
FIELD = {"type": 4, "custom_id": "x", "style": 1, "label": "x"}
GROUP = {"type": 21, "custom_id": "y", "options": select("a", "b")["options"]}
MODAL = {
    "custom_id": "x",
    "title": "x",
    "components": [row(FIELD), {"type": 18, "label": "x", "component": GROUP}],
}
FILLED = {
    "custom_id": "x",
    "components": [
        row(FIELD | {"value": "x"}),
        {"type": 18, "component": {"custom_id": "y", "value": "a"}},
    ],
}


def mutations(body: Any) -> Iterator[Any]:
    """Go through copies of a body that have an odd value at one place each."""
    for place in places(body):
        for odd in ODD_VALUES:
            copy = deepcopy(body)
            owner = copy
            for step in place[:-1]:
                owner = owner[step]
            owner[place[-1]] = odd
            yield copy


def places(body: Any) -> Iterator[tuple[Any, ...]]:
    """Go through the paths of everything inside a body."""
    steps = range(len(body)) if isinstance(body, list) else list(body)
    for step in steps:
        yield (step,)
        if isinstance(body[step], dict | list):
            for rest in places(body[step]):
                yield (step, *rest)


@pytest.mark.parametrize("body", [MESSAGE, CARD])
async def test_messages(bot: Bot, seminar: str, body: object) -> None:
    for odd in mutations(body):
        answer = await bot.asks("POST", seminar + "/messages", odd)
        assert answer.status in {200, 400}, odd


async def test_commands(bot: Bot) -> None:
    for odd in mutations([ASK, PING]):
        answer = await bot.asks("PUT", f"/applications/{bot.application_id}/commands", odd)
        assert answer.status in {200, 400}, odd


@pytest.mark.parametrize("kind", [2, 4])
async def test_uses_of_a_command(bot: Bot, anna: MemberClient, kind: int) -> None:
    await bot.registers(ASK)
    data = anna.command("ask", option("question", "x", focused=True), option("year", 1960, 4))

    there = str(bot.playground.world.channel("seminar").id)
    fixed = {"application_id": str(bot.application_id), "channel_id": there}

    for odd in mutations({"data": data, "type": kind, "nonce": "1"}):
        answer = await anna.asks("POST", "/interactions", odd | fixed)
        assert answer.status in {204, 400, 403, 404}, odd


async def test_uses_of_components(bot: Bot, anna: MemberClient, seminar: str) -> None:
    body = {"content": "x", "components": [row(select("a", "b"))]}
    message = (await bot.asks("POST", seminar + "/messages", body)).body
    data = {"component_type": 3, "custom_id": "choose", "values": ["a"]}

    for odd in mutations({"data": data, "message_id": message["id"]}):
        answer = await anna.interacts(3, odd["data"], message_id=odd["message_id"])
        assert answer.status in {204, 400, 404}, odd


@pytest.mark.parametrize(
    ("kind", "data"), [(4, MESSAGE), (4, CARD), (5, {"flags": 64}), (9, MODAL), (7, MESSAGE)]
)
async def test_callbacks(
    bot: Bot, anna: MemberClient, seminar: str, kind: int, data: dict[str, object]
) -> None:
    """A response that was refused leaves the interaction as it was."""
    shown = {"content": "x", "components": [row(button("anew"))]}
    await bot.asks("POST", seminar + "/messages", shown)
    message = await anna.line.event("MESSAGE_CREATE")
    told = None
    for odd in mutations({"data": data}):
        if told is None:
            await anna.presses(message, "anew")
            told = await bot.line.event("INTERACTION_CREATE")
        answer = await bot.responds(told, kind, odd["data"])
        assert answer.status in {204, 400}, odd
        if answer.status == 204:
            told = None
            await bot.asks("PATCH", f"{seminar}/messages/{message['id']}", {"embeds": [], **shown})


async def test_autocompletions(bot: Bot, anna: MemberClient) -> None:
    await bot.registers(ASK)
    told = None
    for odd in mutations({"data": {"choices": [{"name": "x", "value": "x"}]}}):
        if told is None:
            await anna.interacts(4, anna.command("ask", option("topic", "", focused=True)))
            told = await bot.line.event("INTERACTION_CREATE")
        answer = await bot.responds(told, 8, odd["data"])
        assert answer.status in {204, 400}, odd
        told = told if answer.status == 400 else None


async def test_filled_in_modals(bot: Bot, anna: MemberClient) -> None:
    await bot.registers(PING)
    for odd in mutations(FILLED):
        await anna.uses("ping")
        await bot.responds(await bot.line.event("INTERACTION_CREATE"), 9, MODAL)
        shown = await anna.line.event("INTERACTION_MODAL_CREATE")
        answer = await anna.interacts(5, odd | {"id": shown["id"]})
        assert answer.status in {204, 400, 404}, odd
        if answer.status == 204:
            await bot.line.event("INTERACTION_CREATE")


async def test_threads(bot: Bot, seminar: str) -> None:
    for odd in mutations({"name": "x", "auto_archive_duration": 60}):
        sent = await bot.asks("POST", seminar + "/messages", {"content": "x"})
        path = f"{seminar}/messages/{sent.body['id']}/threads"
        assert (await bot.asks("POST", path, odd)).status in {201, 400}, odd


async def test_direct_conversations(anna: MemberClient) -> None:
    for odd in mutations({"recipient_id": "1"}):
        assert (await anna.asks("POST", "/users/@me/channels", odd)).status in {400, 404}, odd


async def test_identities(bot: Bot) -> None:
    """The gateway closes such a line with a code of its own, or lets it in."""
    identity = {"token": bot.playground.bot_token, "intents": 1, "shard": [0, 1]}
    for odd in mutations(identity):
        line = await bot.dials()
        await line.send(2, odd)
        frame = await line.socket.receive()
        assert frame.type.name == "TEXT" or line.socket.close_code in range(4000, 4015), odd
        await line.socket.close()
