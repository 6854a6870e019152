from typing import Any

import pytest

from tests.playground.clients import Bot, MemberClient
from tests.playground.samples import (
    ASK,
    EPHEMERAL,
    PING,
    V2,
    button,
    card,
    option,
    row,
    select,
    text,
)

TEXT_INPUT = {"type": 4, "custom_id": "why", "style": 1, "label": "Why"}
MODAL = {"custom_id": "form", "title": "Form", "components": [row(TEXT_INPUT)]}


@pytest.fixture
async def used(bot: Bot, anna: MemberClient) -> Any:
    """Return the interaction of a command that Anna used."""
    await bot.registers(PING)
    await anna.uses("ping")
    return await bot.line.event("INTERACTION_CREATE")


@pytest.fixture
async def pressed(bot: Bot, anna: MemberClient, seminar: str) -> Any:
    """Return the interaction of a button that Anna pressed."""
    body = {"content": "Look", "components": [row(button())]}
    await bot.asks("POST", seminar + "/messages", body)
    await anna.presses(await anna.line.event("MESSAGE_CREATE"), "go")
    return await bot.line.event("INTERACTION_CREATE")


async def test_everybody_reads_an_answer(
    bot: Bot, used: Any, anna: MemberClient, boris: MemberClient
) -> None:
    answer = await bot.responds(used, 4, {"content": "Pong"})

    assert (answer.status, answer.body) == (204, None)
    for reader in (anna, boris):
        message = await reader.line.event("MESSAGE_CREATE")
        assert message["content"] == "Pong"
        assert message["type"] == 20
        assert message["webhook_id"] == str(bot.application_id)
        assert message["interaction_metadata"]["user"]["id"] == str(anna.id)
        assert message["interaction"]["name"] == "ping"


async def test_the_member_hears_that_it_went_well(bot: Bot, used: Any, anna: MemberClient) -> None:
    await bot.responds(used, 4, {"content": "Pong"})

    assert await anna.line.event("INTERACTION_SUCCESS") == {"id": used["id"], "nonce": "1"}


async def test_a_response_is_described_on_request(bot: Bot, used: Any) -> None:
    answer = await bot.responds(used, 4, {"content": "Pong"}, with_response=True)

    message = answer.body["resource"]["message"]
    assert answer.status == 200
    assert answer.body["resource"]["type"] == 4
    assert answer.body["interaction"] == {
        "id": used["id"],
        "type": 2,
        "response_message_id": message["id"],
        "response_message_loading": False,
        "response_message_ephemeral": False,
    }
    assert not {"poll", "nonce", "thread", "message_reference"} & message.keys()


async def test_an_ephemeral_answer_is_for_one_reader(
    bot: Bot, used: Any, anna: MemberClient, boris: MemberClient, seminar: str
) -> None:
    """Nobody else hears of it, and the channel's history does not have it."""
    await bot.responds(used, 4, {"content": "You", "flags": EPHEMERAL})

    message = await anna.line.event("MESSAGE_CREATE")
    assert message["flags"] & EPHEMERAL
    assert await boris.line.events() == []
    assert "MESSAGE_CREATE" not in await bot.line.events()
    assert (await anna.asks("GET", seminar + "/messages")).body == []


async def test_a_second_first_response_is_refused(bot: Bot, used: Any) -> None:
    await bot.responds(used, 4, {"content": "Pong"})
    answer = await bot.responds(used, 4, {"content": "Pong"})

    assert (answer.status, answer.code) == (400, 40060)


async def test_an_unknown_interaction_is_refused(bot: Bot, used: Any) -> None:
    for unknown in (used | {"id": "1"}, used | {"token": "none"}):
        answer = await bot.responds(unknown, 4, {"content": "Pong"})
        assert (answer.status, answer.code) == (404, 10062)


async def test_a_refused_response_may_be_tried_again(bot: Bot, used: Any) -> None:
    refused = await bot.responds(used, 4, {"content": "x" * 2_001})

    assert refused.problem("data", "content") == "BASE_TYPE_MAX_LENGTH"
    assert (await bot.responds(used, 4, {"content": "x" * 2_000})).status == 204


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 10, None])
async def test_a_command_takes_no_other_kind(bot: Bot, used: Any, kind: int) -> None:
    assert (await bot.responds(used, kind, {"content": "x"})).problem("type") == "BASE_TYPE_CHOICES"


async def test_an_empty_answer_is_refused(bot: Bot, used: Any) -> None:
    assert (await bot.responds(used, 4, {})).code == 50006


async def test_components_of_a_card_are_numbered(bot: Bot, used: Any, anna: MemberClient) -> None:
    """Discord gives every component an id, and keeps those that were given."""
    await bot.responds(used, 4, card(text("One") | {"id": 2}, row(button())))

    (container,) = (await anna.line.event("MESSAGE_CREATE"))["components"]
    (shown, buttons) = container["components"]
    assert [container["id"], shown["id"], buttons["id"]] == [1, 2, 3]
    assert buttons["components"][0]["id"] == 4


async def test_a_deferred_answer_shows_that_the_bot_thinks(
    bot: Bot, used: Any, anna: MemberClient
) -> None:
    answer = await bot.responds(used, 5, {"flags": EPHEMERAL}, with_response=True)

    message = await anna.line.event("MESSAGE_CREATE")
    assert message["flags"] == 128 | EPHEMERAL
    assert message["content"] == ""
    assert answer.body["interaction"]["response_message_loading"] is True


async def test_a_press_updates_its_message(bot: Bot, pressed: Any, anna: MemberClient) -> None:
    answer = await bot.responds(
        pressed, 7, {"content": "New", "components": []}, with_response=True
    )

    updated = await anna.line.event("MESSAGE_UPDATE")
    assert updated["id"] == pressed["message"]["id"] == answer.body["resource"]["message"]["id"]
    assert (updated["content"], updated["components"]) == ("New", [])
    assert updated["edited_timestamp"] is not None


async def test_an_update_keeps_what_it_does_not_name(
    bot: Bot, pressed: Any, anna: MemberClient
) -> None:
    await bot.responds(pressed, 7, {"content": "New"})

    assert (await anna.line.event("MESSAGE_UPDATE"))["components"] != []


async def test_an_update_may_turn_a_message_into_a_card(
    bot: Bot, pressed: Any, anna: MemberClient
) -> None:
    """Only without what a card cannot have."""
    refused = await bot.responds(pressed, 7, card(text()))
    await bot.responds(pressed, 7, {"content": None, **card(text())})

    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    assert refused.problem("data", "content") == code
    assert (await anna.line.event("MESSAGE_UPDATE"))["flags"] & V2


async def test_a_press_may_be_acknowledged_alone(
    bot: Bot, pressed: Any, anna: MemberClient
) -> None:
    """The message it was on is then the original response."""
    answer = await bot.responds(pressed, 6, with_response=True)
    original = await bot.follows_up(pressed, "GET", "/messages/@original")

    assert "resource" not in answer.body
    assert original.body["id"] == pressed["message"]["id"]
    assert "MESSAGE_UPDATE" not in await anna.line.events()


async def test_an_answer_to_a_press_refers_to_its_message(
    bot: Bot, pressed: Any, anna: MemberClient
) -> None:
    await bot.responds(pressed, 4, {"content": "Right"})

    message = await anna.line.event("MESSAGE_CREATE")
    assert message["message_reference"]["message_id"] == pressed["message"]["id"]
    assert message["interaction_metadata"]["interacted_message_id"] == pressed["message"]["id"]


async def test_a_message_deleted_meanwhile_cannot_be_updated(
    bot: Bot, pressed: Any, seminar: str
) -> None:
    await bot.asks("DELETE", f"{seminar}/messages/{pressed['message']['id']}")

    assert (await bot.responds(pressed, 7, {"content": "New"})).code == 10008


async def test_autocompletion_takes_choices_within_limits(bot: Bot, anna: MemberClient) -> None:
    await bot.registers(ASK)
    await anna.interacts(4, anna.command("ask", option("topic", "", focused=True)))
    told = await bot.line.event("INTERACTION_CREATE")
    many = [{"name": str(index), "value": str(index)} for index in range(26)]

    too_many = await bot.responds(told, 8, {"choices": many})
    nameless = await bot.responds(told, 8, {"choices": [{"name": "", "value": "x"}]})
    long = await bot.responds(told, 8, {"choices": [{"name": "x" * 101, "value": "x"}]})
    number = await bot.responds(told, 8, {"choices": [{"name": "x", "value": 1}]})

    place = ("data", "choices", "0", "name")
    assert too_many.problem("data", "choices") == "BASE_TYPE_MAX_LENGTH"
    assert nameless.problem(*place) == long.problem(*place) == "BASE_TYPE_BAD_LENGTH"
    assert number.problem("data", "choices", "0", "value") == "STRING_TYPE_CONVERT"
    assert (await bot.responds(told, 4, {"content": "x"})).problem("type") == "BASE_TYPE_CHOICES"
    assert (await bot.responds(told, 8, {"choices": many[:25]})).status == 204


async def test_a_modal_is_shown_and_submitted(bot: Bot, used: Any, anna: MemberClient) -> None:
    await bot.responds(used, 9, MODAL)
    modal = await anna.line.event("INTERACTION_MODAL_CREATE")
    filled = {
        "id": modal["id"],
        "custom_id": "form",
        "components": [row(TEXT_INPUT | {"value": "So"})],
    }
    answer = await anna.interacts(5, filled)
    told = await bot.line.event("INTERACTION_CREATE")

    assert (modal["title"], modal["nonce"]) == ("Form", "1")
    assert modal["application"]["id"] == str(bot.application_id)
    assert answer.status == 204
    assert told["type"] == 5
    assert told["data"]["custom_id"] == "form"
    (inside,) = told["data"]["components"][0]["components"]
    assert (inside["custom_id"], inside["value"]) == ("why", "So")
    assert (await bot.responds(told, 4, {"content": "Thanks"})).status == 204


async def test_a_modal_with_labels_takes_choices(bot: Bot, used: Any, anna: MemberClient) -> None:
    inputs = [
        {"type": 18, "label": "Which", "component": select("a", "b")},
        {"type": 10, "content": "Please"},
        {"type": 18, "label": "Sure", "component": {"type": 23, "custom_id": "sure"}},
    ]
    await bot.responds(used, 9, MODAL | {"components": inputs})
    modal = await anna.line.event("INTERACTION_MODAL_CREATE")
    filled = [
        {"type": 18, "component": {"type": 3, "custom_id": "choose", "values": ["b"]}},
        {"type": 18, "component": {"type": 23, "custom_id": "sure", "value": True}},
    ]
    await anna.interacts(5, {"id": modal["id"], "custom_id": "form", "components": filled})

    first, _, last = (await bot.line.event("INTERACTION_CREATE"))["data"]["components"]
    assert first["component"]["values"] == ["b"]
    assert last["component"]["value"] is True


@pytest.mark.parametrize("value", ["", "x" * 4_001, 5])
async def test_a_modal_filled_in_wrongly_is_refused(
    bot: Bot, used: Any, anna: MemberClient, value: object
) -> None:
    """And can be submitted again."""
    await bot.responds(used, 9, MODAL)
    modal = await anna.line.event("INTERACTION_MODAL_CREATE")
    data = {"id": modal["id"], "custom_id": "form"}

    refused = await anna.interacts(5, data | {"components": [row(TEXT_INPUT | {"value": value})]})
    taken = await anna.interacts(5, data | {"components": [row(TEXT_INPUT | {"value": "So"})]})

    assert (refused.code, taken.status) == (50035, 204)


async def test_only_a_modal_that_was_shown_can_be_submitted(
    bot: Bot, used: Any, anna: MemberClient, boris: MemberClient
) -> None:
    await bot.responds(used, 9, MODAL)
    filled = {"custom_id": "form", "components": [row(TEXT_INPUT | {"value": "So"})]}

    assert (await anna.interacts(5, {"id": "1", **filled})).code == 10062
    assert (await boris.interacts(5, {"id": used["id"], **filled})).code == 10062
    wrong = {"id": used["id"], **filled, "custom_id": "another"}
    assert (await anna.interacts(5, wrong)).code == 10062


@pytest.mark.parametrize(
    ("more", "place", "code"),
    [
        ({"title": "x" * 46}, ["title"], "BASE_TYPE_BAD_LENGTH"),
        ({"title": ""}, ["title"], "BASE_TYPE_BAD_LENGTH"),
        ({"custom_id": "x" * 101}, ["custom_id"], "BASE_TYPE_BAD_LENGTH"),
        ({"components": []}, ["components"], "BASE_TYPE_REQUIRED"),
        ({"components": [text()] * 6}, ["components"], "BASE_TYPE_BAD_LENGTH"),
        (
            {"components": [row(button())]},
            ["components", "0", "components", "0", "type"],
            "UNION_TYPE_CHOICES",
        ),
        ({"components": [button()]}, ["components", "0", "type"], "UNION_TYPE_CHOICES"),
        (
            {"components": [{"type": 18, "label": "x" * 46, "component": TEXT_INPUT}]},
            ["components", "0", "label"],
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"components": [{"type": 18, "label": "x"}]},
            ["components", "0", "component"],
            "BASE_TYPE_REQUIRED",
        ),
        (
            {"components": [row(TEXT_INPUT | {"min_length": 5, "max_length": 4})]},
            ["components", "0", "components", "0", "min_length"],
            "NUMBER_TYPE_MAX",
        ),
        (
            {"components": [row(TEXT_INPUT), row(TEXT_INPUT)]},
            ["components", "1", "components", "0", "custom_id"],
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
    ],
)
async def test_a_modal_that_breaks_a_rule_is_refused(
    bot: Bot, used: Any, more: dict[str, object], place: list[str], code: str
) -> None:
    answer = await bot.responds(used, 9, MODAL | more)

    assert answer.problem("data", *place) == code


async def test_a_submitted_modal_takes_no_further_modal(
    bot: Bot, used: Any, anna: MemberClient
) -> None:
    await bot.responds(used, 9, MODAL)
    filled = {
        "id": used["id"],
        "custom_id": "form",
        "components": [row(TEXT_INPUT | {"value": "x"})],
    }
    await anna.interacts(5, filled)
    told = await bot.line.event("INTERACTION_CREATE")

    assert (await bot.responds(told, 9, MODAL)).problem("type") == "BASE_TYPE_CHOICES"
