from datetime import timedelta
from typing import Any

import pytest
from aiohttp import FormData

from tests.playground.clients import Bot, MemberClient
from tests.playground.fake_clock import FakeClock
from tests.playground.samples import EPHEMERAL, PING, card, text


@pytest.fixture
async def used(bot: Bot, anna: MemberClient) -> Any:
    """Return the interaction of a command that Anna used."""
    await bot.registers(PING)
    await anna.uses("ping")
    return await bot.line.event("INTERACTION_CREATE")


async def test_the_original_is_read_edited_and_deleted(
    bot: Bot,
    used: Any,
    boris: MemberClient,
) -> None:
    await bot.responds(used, 4, {"content": "Pong"})
    path = "/messages/@original"

    read = await bot.follows_up(used, "GET", path)
    edited = await bot.follows_up(used, "PATCH", path, {"content": "Ping"})
    deleted = await bot.follows_up(used, "DELETE", path)

    assert (read.body["content"], edited.body["content"]) == ("Pong", "Ping")
    assert (await boris.line.event("MESSAGE_UPDATE"))["content"] == "Ping"
    assert deleted.status == 204
    assert (await boris.line.event("MESSAGE_DELETE"))["id"] == read.body["id"]
    assert (await bot.follows_up(used, "GET", path)).code == 10008


async def test_a_follow_up_is_a_message_of_its_own(
    bot: Bot,
    used: Any,
    anna: MemberClient,
) -> None:
    await bot.responds(used, 4, {"content": "Pong"})
    original = await anna.line.event("MESSAGE_CREATE")

    sent = await bot.follows_up(used, "POST", "?wait=true", {"content": "And"})

    message = await anna.line.event("MESSAGE_CREATE")
    assert message["id"] == sent.body["id"] != original["id"]
    assert message["message_reference"]["message_id"] == original["id"]
    metadata = message["interaction_metadata"]
    assert metadata["original_response_message_id"] == original["id"]


async def test_the_first_follow_up_ends_the_thinking(
    bot: Bot,
    used: Any,
    anna: MemberClient,
) -> None:
    await bot.responds(used, 5)
    thinking = await anna.line.event("MESSAGE_CREATE")

    await bot.follows_up(used, "POST", "?wait=true", card(text("Thought")))

    message = await anna.line.event("MESSAGE_UPDATE")
    assert message["id"] == thinking["id"]
    assert not message["flags"] & 128
    assert message["edited_timestamp"] is None


async def test_an_edit_ends_the_thinking_too(
    bot: Bot,
    used: Any,
    anna: MemberClient,
) -> None:
    """What was deferred as private stays private."""
    await bot.responds(used, 5, {"flags": EPHEMERAL})
    await bot.follows_up(used, "PATCH", "/messages/@original", {"content": "Thought"})

    message = await anna.line.event("MESSAGE_UPDATE")
    assert (message["content"], message["flags"]) == ("Thought", EPHEMERAL)


async def test_a_private_follow_up_is_private(
    bot: Bot,
    used: Any,
    boris: MemberClient,
) -> None:
    await bot.responds(used, 4, {"content": "Pong"})
    await boris.line.event("MESSAGE_CREATE")

    sent = await bot.follows_up(used, "POST", "", {"content": "You", "flags": EPHEMERAL})

    assert await boris.line.events() == []
    one = f"/messages/{sent.body['id']}"
    assert (await bot.follows_up(used, "PATCH", one, {"content": "Still"})).status == 200
    assert (await bot.follows_up(used, "DELETE", one)).status == 204


async def test_a_public_follow_up_does_not_show_what_was_private(
    bot: Bot,
    used: Any,
    boris: MemberClient,
) -> None:
    await bot.responds(used, 4, {"content": "Secret", "flags": EPHEMERAL})
    await bot.follows_up(used, "POST", "", {"content": "And"})

    message = await boris.line.event("MESSAGE_CREATE")
    assert message["content"] == "And"
    assert "referenced_message" not in message


async def test_a_follow_up_waits_for_the_first_response(
    bot: Bot,
    used: Any,
) -> None:
    answer = await bot.follows_up(used, "POST", "", {"content": "And"})

    assert (answer.status, answer.code) == (404, 10015)


async def test_a_token_lives_for_fifteen_minutes(
    bot: Bot,
    used: Any,
    clock: FakeClock,
) -> None:
    await bot.responds(used, 5)

    clock.advance(timedelta(minutes=15) - timedelta(seconds=1))
    in_time = await bot.follows_up(used, "PATCH", "/messages/@original", {"content": "Long"})
    clock.advance(timedelta(seconds=1))
    late = await bot.follows_up(used, "PATCH", "/messages/@original", {"content": "Longer"})

    assert in_time.status == 200
    assert (late.status, late.code) == (401, 50027)


async def test_an_unknown_token_is_refused(bot: Bot) -> None:
    assert (await bot.follows_up({"token": "none"}, "POST", "", {"content": "x"})).code == 10015


async def test_an_interaction_reaches_none_but_the_bots_messages(
    bot: Bot,
    used: Any,
    anna: MemberClient,
    seminar: str,
) -> None:
    await bot.responds(used, 4, {"content": "Pong"})
    written = (await anna.asks("POST", seminar + "/messages", {"content": "Mine"})).body

    for method in ("GET", "PATCH", "DELETE"):
        answer = await bot.follows_up(used, method, f"/messages/{written['id']}", {"content": "x"})
        assert answer.code == 10008


async def test_files_come_with_an_answer(
    bot: Bot,
    used: Any,
    anna: MemberClient,
) -> None:
    form = FormData(quote_fields=False)
    described = '[{"id": 0, "filename": "data.json", "description": "Yours"}]'
    form.add_field(
        "payload_json", f'{{"type": 4, "data": {{"flags": 64, "attachments": {described}}}}}'
    )
    form.add_field("files[0]", b"{}", filename="data.json")
    path = f"/interactions/{used['id']}/{used['token']}/callback"

    assert (await bot.asks("POST", path, form=form)).status == 204

    (attachment,) = (await anna.line.event("MESSAGE_CREATE"))["attachments"]
    assert attachment["filename"] == "data.json"
    assert attachment["description"] == "Yours"
    assert attachment["content_type"] == "application/json"
    assert (attachment["size"], attachment["ephemeral"]) == (2, True)


async def test_a_file_that_was_not_sent_cannot_be_shown(
    bot: Bot,
    used: Any,
) -> None:
    shown = {"type": 13, "file": {"url": "attachment://data.json"}}
    answer = await bot.responds(used, 4, {"flags": 1 << 15, "components": [shown]})

    code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
    assert answer.problem("data", "components") == code
