from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.entities import Overwrite
from bot.playground.permissions import Permission
from bot.playground.server import Playground
from tests.playground.clients import Bot, MemberClient
from tests.playground.fake_clock import FakeClock
from tests.playground.samples import (
    ABOUT_THIS,
    ASK,
    EPHEMERAL,
    PING,
    QUIZ,
    button,
    option,
    row,
    select,
)

FIELD = {"type": 4, "custom_id": "why", "style": 1, "label": "Why"}
MODAL = {"custom_id": "form", "title": "Form", "components": [row(FIELD)]}


@pytest.fixture
async def registered(bot: Bot) -> None:
    """Register the sample commands."""
    await bot.registers(PING, ASK, QUIZ, ABOUT_THIS)


async def shown(bot: Bot, member: MemberClient, *components: object) -> Any:
    """Return a message of the bot's with these components."""
    path = f"/channels/{bot.playground.world.channel('seminar').id}/messages"
    await bot.asks("POST", path, {"content": "Look", "components": list(components)})
    return await member.line.event("MESSAGE_CREATE")


@pytest.mark.usefixtures("registered")
async def test_the_bot_is_told_everything_of_a_command(
    bot: Bot, anna: MemberClient, playground: Playground
) -> None:
    answer = await anna.uses("ask", option("question", "Why?"))
    told = await bot.line.event("INTERACTION_CREATE")

    guild = playground.world.guild
    assert answer.status == 204
    assert told["type"] == 2
    assert told["data"] == {
        "id": told["data"]["id"],
        "name": "ask",
        "type": 1,
        "options": [{"name": "question", "type": 3, "value": "Why?"}],
    }
    assert told["application_id"] == str(bot.application_id)
    assert told["guild_id"] == told["guild"]["id"] == str(guild.id)
    assert told["channel"]["id"] == told["channel_id"]
    assert told["member"]["user"]["id"] == str(anna.id)
    assert int(told["member"]["permissions"]) & 8
    assert (told["context"], told["version"], told["entitlements"]) == (0, 1, [])
    assert told["authorizing_integration_owners"] == {"0": str(guild.id)}
    assert told["attachment_size_limit"] == 10 * 1024 * 1024
    assert {"locale", "guild_locale", "app_permissions", "token"} <= told.keys()
    assert "message" not in told


@pytest.mark.usefixtures("registered")
async def test_the_member_hears_that_it_began(bot: Bot, anna: MemberClient) -> None:
    await anna.uses("ping")
    told = await bot.line.event("INTERACTION_CREATE")

    assert await anna.line.event("INTERACTION_CREATE") == {"id": told["id"], "nonce": "1"}


@pytest.mark.usefixtures("registered")
async def test_sub_commands_come_nested(bot: Bot, anna: MemberClient) -> None:
    inner = {"type": 1, "name": "create", "options": [option("title", "Friday")]}
    await anna.uses("quiz", {"type": 2, "name": "event", "options": [inner]})

    told = await bot.line.event("INTERACTION_CREATE")
    (group,) = told["data"]["options"]
    (sub_command,) = group["options"]
    assert (group["name"], sub_command["name"]) == ("event", "create")
    assert sub_command["options"] == [{"name": "title", "type": 3, "value": "Friday"}]

    await bot.responds(told, 4, {"content": "Made"})
    message = await anna.line.event("MESSAGE_CREATE")
    assert message["interaction"]["name"] == "quiz event create"


@pytest.mark.usefixtures("registered")
async def test_what_options_name_is_resolved(
    bot: Bot, anna: MemberClient, boris: MemberClient
) -> None:
    await anna.uses("ask", option("question", "Who?"), option("reader", str(boris.id), 6))

    resolved = (await bot.line.event("INTERACTION_CREATE"))["data"]["resolved"]

    assert resolved["users"][str(boris.id)]["global_name"] == "Boris"
    assert "permissions" in resolved["members"][str(boris.id)]


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize(
    "options",
    [
        [],
        [option("question", "x" * 21)],
        [option("question", 5)],
        [option("question", None)],
        [option("question", "?"), option("nonsense", "?")],
        [option("question", "?"), option("year", 1916, 4)],
        [option("question", "?"), option("year", 1992, 4)],
        [option("question", "?"), option("year", "1960", 4)],
        [option("question", "?"), option("side", "us")],
        [option("question", "?"), option("reader", "1", 6)],
        [option("question", "?"), option("private", "yes", 5)],
        ["question"],
        "question",
    ],
)
async def test_options_that_do_not_fit_are_refused(
    bot: Bot, anna: MemberClient, options: Any
) -> None:
    data = anna.command("ask") | {"options": options}

    answer = await anna.interacts(2, data)

    assert (answer.status, answer.code) == (400, 50035)
    assert "INTERACTION_CREATE" not in await bot.line.events()


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("options", [[], [{"type": 1, "name": "start"}], [{"type": 2}]])
async def test_a_sub_command_has_to_be_chosen(
    anna: MemberClient, options: list[dict[str, object]]
) -> None:
    assert (await anna.uses("quiz", *options)).code == 50035


async def test_a_stale_command_is_refused(bot: Bot, anna: MemberClient) -> None:
    await bot.registers(PING)
    stale = anna.command("ping")
    await bot.registers(PING | {"description": "New"})

    answer = await anna.interacts(2, stale)

    assert answer.problem("data") == "INTERACTION_APPLICATION_COMMAND_INVALID_VERSION"


async def test_a_command_kept_from_a_member_is_refused(bot: Bot, boris: MemberClient) -> None:
    await bot.registers(PING | {"default_member_permissions": "0"})

    assert (await boris.uses("ping")).code == 50013


@pytest.mark.usefixtures("registered")
async def test_the_permission_for_commands_covers_commands_alone(
    bot: Bot, boris: MemberClient
) -> None:
    """Who lacks it presses and fills in all the same."""
    playground, seminar = bot.playground, bot.playground.world.channel("seminar")
    message = await shown(bot, boris, row(button()))
    denied = Overwrite(boris.id, deny=Permission.USE_APPLICATION_COMMANDS)
    playground.steward.update_channel(replace(seminar, overwrites=(denied,)))
    typed = boris.command("ask", option("topic", "x", focused=True))

    assert (await boris.uses("ping")).code == 50013
    assert (await boris.interacts(4, typed)).code == 50013
    assert (await boris.presses(message, "go")).status == 204
    await bot.responds(await bot.line.event("INTERACTION_CREATE"), 9, MODAL)
    modal = await boris.line.event("INTERACTION_MODAL_CREATE")
    filled = {"id": modal["id"], "custom_id": "form", "components": [row(FIELD | {"value": "x"})]}
    assert (await boris.interacts(5, filled)).status == 204


@pytest.mark.usefixtures("registered")
async def test_a_channel_that_is_not_seen_takes_no_command(boris: MemberClient) -> None:
    staff_room = boris.playground.world.channel("staff-room").id

    assert (await boris.uses("ping", channel=staff_room)).code == 50001


@pytest.mark.usefixtures("registered")
async def test_a_command_works_where_the_bot_sees_nothing(bot: Bot, anna: MemberClient) -> None:
    """Discord lets an application answer there, and shows it that it may do nothing else."""
    staff_room = anna.playground.world.channel("staff-room").id
    await anna.uses("ping", channel=staff_room)
    told = await bot.line.event("INTERACTION_CREATE")

    await bot.responds(told, 4, {"content": "Here"})

    assert told["app_permissions"] == "0"
    assert (await anna.line.event("MESSAGE_CREATE"))["channel_id"] == str(staff_room)


@pytest.mark.usefixtures("registered")
async def test_a_command_in_a_direct_conversation(bot: Bot, anna: MemberClient) -> None:
    dm = int(anna.ready["private_channels"][0]["id"])
    await anna.uses("ping", channel=dm)

    told = await bot.line.event("INTERACTION_CREATE")

    assert told["user"]["id"] == str(anna.id)
    assert (told["context"], told["channel"]["type"]) == (1, 1)
    assert told["authorizing_integration_owners"] == {"0": "0"}
    assert not {"member", "guild", "guild_id", "guild_locale"} & told.keys()


@pytest.mark.usefixtures("registered")
async def test_a_message_command_carries_its_message(
    bot: Bot, anna: MemberClient, seminar: str
) -> None:
    """With its content: the member hands it to the bot."""
    written = (await anna.asks("POST", seminar + "/messages", {"content": "Why 1960?"})).body
    data = anna.command("Ask about this") | {"target_id": written["id"]}

    await anna.interacts(2, data)

    told = (await bot.line.event("INTERACTION_CREATE"))["data"]
    assert told["target_id"] == written["id"]
    assert told["resolved"]["messages"][written["id"]]["content"] == "Why 1960?"


@pytest.mark.usefixtures("registered")
async def test_a_message_command_needs_its_message(anna: MemberClient) -> None:
    data = anna.command("Ask about this") | {"target_id": "1"}

    assert (await anna.interacts(2, data)).code == 10008


@pytest.mark.usefixtures("registered")
async def test_an_option_is_completed_while_it_is_typed(bot: Bot, anna: MemberClient) -> None:
    """What is not there yet is not asked for."""
    data = anna.command("ask", option("topic", "kor", focused=True))
    await anna.interacts(4, data)
    told = await bot.line.event("INTERACTION_CREATE")
    choices = [{"name": "The Korean War", "value": "korea"}]

    await bot.responds(told, 8, {"choices": choices})

    assert told["data"]["options"] == [
        {"name": "topic", "type": 3, "value": "kor", "focused": True}
    ]
    completed = await anna.line.event("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE")
    assert completed == {"choices": choices, "nonce": "1"}


async def test_a_press_carries_its_message(bot: Bot, anna: MemberClient) -> None:
    message = await shown(bot, anna, row(button("answer:1")))

    assert (await anna.presses(message, "answer:1")).status == 204

    told = await bot.line.event("INTERACTION_CREATE")
    assert told["type"] == 3
    assert told["data"]["custom_id"] == "answer:1"
    assert told["data"]["component_type"] == 2
    assert told["message"]["id"] == message["id"]
    assert told["message"]["content"] == "Look"


async def test_only_what_is_there_can_be_pressed(bot: Bot, anna: MemberClient) -> None:
    message = await shown(bot, anna, row(button("yes"), button("no", disabled=True)))
    code = "COMPONENT_VALIDATION_FAILED"

    for custom_id in ("no", "never"):
        answer = await anna.presses(message, custom_id)
        assert answer.problem("data", "custom_id") == code
    assert (await anna.presses(message | {"id": "1"}, "yes")).code == 10008


async def test_a_button_is_no_select(bot: Bot, anna: MemberClient) -> None:
    message = await shown(bot, anna, row(button("yes")))

    assert (await anna.chooses(message, 3, "yes", "a")).code == 50035


async def test_a_choice_carries_its_values(bot: Bot, anna: MemberClient) -> None:
    message = await shown(bot, anna, row(select("a", "b", max_values=2)))

    await anna.chooses(message, 3, "choose", "a", "b")

    assert (await bot.line.event("INTERACTION_CREATE"))["data"]["values"] == ["a", "b"]


@pytest.mark.parametrize("values", [[], ["c"], ["a", "b"]])
async def test_only_what_is_offered_can_be_chosen(
    bot: Bot, anna: MemberClient, values: list[str]
) -> None:
    message = await shown(bot, anna, row(select("a", "b")))

    assert (await anna.chooses(message, 3, "choose", *values)).code == 50035


async def test_chosen_people_and_places_are_resolved(bot: Bot, anna: MemberClient) -> None:
    world = bot.playground.world
    channel = str(world.channel("welcome").id)
    message = await shown(
        bot, anna, row({"type": 5, "custom_id": "who"}), row({"type": 8, "custom_id": "where"})
    )

    await anna.chooses(message, 5, "who", str(anna.id))
    users = (await bot.line.event("INTERACTION_CREATE"))["data"]["resolved"]["users"]
    await anna.chooses(message, 8, "where", channel)
    channels = (await bot.line.event("INTERACTION_CREATE"))["data"]["resolved"]["channels"]

    assert list(users) == [str(anna.id)]
    assert list(channels) == [channel]


async def test_an_ephemeral_message_is_pressed_by_its_reader_alone(
    bot: Bot, anna: MemberClient, boris: MemberClient
) -> None:
    await bot.registers(PING)
    await anna.uses("ping")
    private = {"content": "You", "flags": EPHEMERAL, "components": [row(button())]}
    await bot.responds(await bot.line.event("INTERACTION_CREATE"), 4, private)
    message = await anna.line.event("MESSAGE_CREATE")

    assert (await boris.presses(message, "go")).code == 10008
    assert (await anna.presses(message, "go")).status == 204


@pytest.mark.usefixtures("registered")
async def test_no_answer_in_three_seconds_is_a_failure(
    bot: Bot, anna: MemberClient, clock: FakeClock
) -> None:
    await anna.uses("ping")
    told = await bot.line.event("INTERACTION_CREATE")

    clock.advance(timedelta(seconds=3))

    failed = await anna.line.event("INTERACTION_FAILURE")
    assert failed == {"id": told["id"], "nonce": "1"}
    assert (await bot.responds(told, 4, {"content": "Late"})).code == 10062


@pytest.mark.usefixtures("registered")
async def test_an_answer_just_in_time_counts(
    bot: Bot, anna: MemberClient, clock: FakeClock
) -> None:
    await anna.uses("ping")
    told = await bot.line.event("INTERACTION_CREATE")

    clock.advance(timedelta(milliseconds=2_999))
    answer = await bot.responds(told, 4, {"content": "Just"})
    clock.advance(timedelta(seconds=1))

    assert answer.status == 204
    assert "INTERACTION_FAILURE" not in await anna.line.events()


async def test_an_unknown_kind_or_application_is_refused(anna: MemberClient) -> None:
    assert (await anna.interacts(1, {})).code == 50035
    assert (await anna.interacts(2, {}, application_id="1")).code == 10002
    assert (await anna.interacts(2, {"id": "1"})).code == 10063
    assert (await anna.interacts(2, {}, channel_id="1")).code == 10003


@pytest.mark.usefixtures("registered")
async def test_a_member_of_a_server_without_the_bot_uses_it_as_their_own(
    bot: Bot, anna: MemberClient, playground: Playground
) -> None:
    """Only commands that are meant for that: an application can be installed by a user."""
    await bot.registers(PING | {"integration_types": [0, 1]}, ASK)
    playground.steward.remove_bot(playground.world.guild)

    assert (await anna.uses("ask", option("question", "?"))).code == 50013
    await anna.uses("ping")

    told = await bot.line.event("INTERACTION_CREATE")
    assert told["authorizing_integration_owners"] == {"1": str(anna.id)}
