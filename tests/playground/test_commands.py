from typing import Any

import pytest

from tests.playground.clients import Bot, MemberClient
from tests.playground.samples import ABOUT_THIS, ASK, PING, QUIZ


def with_options(*options: object) -> dict[str, object]:
    """Return a command with these options."""
    return {"name": "x", "description": "d", "options": list(options)}


def an_option(name: str = "o", **more: object) -> dict[str, object]:
    """Return an option of a command."""
    return {"type": 3, "name": name, "description": "d", **more}


def a_sub_command(*options: object, name: str = "s", kind: int = 1) -> dict[str, object]:
    """Return a sub-command, or with the kind 2 a group."""
    return {"type": kind, "name": name, "description": "d", "options": list(options)}


async def test_registered_commands_are_listed_with_ids_and_defaults(bot: Bot) -> None:
    registered = await bot.registers(PING, ABOUT_THIS)
    listed = await bot.asks("GET", f"/applications/{bot.application_id}/commands")

    assert [each["name"] for each in registered.body] == ["ping", "Ask about this"]
    assert (
        listed.body[0].items()
        >= {
            "type": 1,
            "contexts": None,
            "integration_types": [0],
            "default_member_permissions": None,
            "nsfw": False,
        }.items()
    )
    assert "options" not in listed.body[0]
    assert "name_localizations" not in listed.body[0]


async def test_translations_are_listed_on_request(bot: Bot) -> None:
    await bot.registers(PING | {"name_localizations": {"de": "ping"}})
    path = f"/applications/{bot.application_id}/commands?with_localizations=true"

    assert (await bot.asks("GET", path)).body[0]["name_localizations"] == {"de": "ping"}


UNTRANSLATED = {"name_localizations": None, "description_localizations": None}
WORDY = with_options(
    a_sub_command(
        an_option(
            required=False,
            autocomplete=False,
            choices=[{"name": "n", "value": "v", "name_localizations": {}, "more": 1}],
            min_length=0,
            max_length=None,
            min_value=None,
            channel_types=[],
            options=[],
        ),
        an_option("number", type=4, required=None, min_value=0, max_length=5, choices=[]),
        an_option("place", type=7, channel_types=[0], name_localizations={"de": "ort"}),
    ),
    a_sub_command(name="bare"),
)
TERSE = [
    UNTRANSLATED
    | {
        "type": 1,
        "name": "s",
        "description": "d",
        "options": [
            UNTRANSLATED
            | an_option(
                choices=[{"name": "n", "name_localizations": None, "value": "v"}], min_length=0
            ),
            UNTRANSLATED | an_option("number", type=4, min_value=0),
            UNTRANSLATED
            | an_option("place", type=7, channel_types=[0], name_localizations={"de": "ort"}),
        ],
    },
    UNTRANSLATED | {"type": 1, "name": "bare", "description": "d"},
]


async def test_options_say_no_more_than_they_need_to(bot: Bot) -> None:
    """Discord leaves out what is false or empty, and what options of a type do not have."""
    path = f"/applications/{bot.application_id}/commands"

    (put,) = (await bot.registers(WORDY)).body
    posted = (await bot.asks("POST", path, WORDY)).body
    (listed,) = (await bot.asks("GET", path + "?with_localizations=true")).body

    assert put["options"] == posted["options"] == listed["options"] == TERSE
    assert put["version"] == posted["version"]


async def test_a_required_option_says_so(bot: Bot) -> None:
    (put,) = (await bot.registers(ASK)).body

    assert [each.get("required") for each in put["options"]] == [True, *[None] * 5]
    assert put["options"][-1]["autocomplete"] is True


async def test_translations_inside_are_left_out_too(bot: Bot) -> None:
    choice = {"name": "n", "value": "v", "name_localizations": {"de": "n"}}
    await bot.registers(with_options(an_option(choices=[choice])))

    (listed,) = (await bot.asks("GET", f"/applications/{bot.application_id}/commands")).body

    bare = {"type": 3, "name": "o", "description": "d", "choices": [{"name": "n", "value": "v"}]}
    assert listed["options"] == [bare]


async def test_what_is_registered_anew_keeps_its_id(bot: Bot) -> None:
    """And its version too, unless it changed."""
    (first,) = (await bot.registers(PING)).body
    (same, _) = (await bot.registers(PING, ASK)).body
    (changed,) = (await bot.registers(PING | {"description": "New"})).body

    assert same == first
    assert changed["id"] == first["id"]
    assert int(changed["version"]) > int(first["version"])


async def test_commands_are_made_changed_and_deleted_one_by_one(bot: Bot) -> None:
    path = f"/applications/{bot.application_id}/commands"

    made = await bot.asks("POST", path, PING)
    again = await bot.asks("POST", path, PING)
    one = f"{path}/{made.body['id']}"
    changed = await bot.asks("PATCH", one, {"description": "New"})

    assert (made.status, again.status) == (201, 200)
    assert again.body["id"] == made.body["id"]
    assert (await bot.asks("GET", one)).body == changed.body
    assert changed.body["description"] == "New"
    assert (await bot.asks("DELETE", one)).status == 204
    assert (await bot.asks("GET", one)).code == 10063


async def test_a_servers_commands_are_its_own(bot: Bot) -> None:
    guild_id = bot.playground.world.guild.id
    path = f"/applications/{bot.application_id}/guilds/{guild_id}/commands"

    (registered,) = (await bot.asks("PUT", path, [PING])).body

    assert registered["guild_id"] == str(guild_id)
    assert (await bot.asks("GET", f"/applications/{bot.application_id}/commands")).body == []
    assert (await bot.asks("PUT", path.replace(str(guild_id), "1"), [])).code == 50001


async def test_another_application_is_unknown(bot: Bot) -> None:
    assert (await bot.asks("GET", "/applications/1/commands")).code == 10002


@pytest.mark.parametrize(
    ("command", "place", "code"),
    [
        (PING | {"name": ""}, ["name"], "BASE_TYPE_BAD_LENGTH"),
        (PING | {"name": "x" * 33}, ["name"], "BASE_TYPE_BAD_LENGTH"),
        (PING | {"name": "two words"}, ["name"], "APPLICATION_COMMAND_INVALID_NAME"),
        (PING | {"name": "Ping"}, ["name"], "APPLICATION_COMMAND_INVALID_NAME"),
        (PING | {"name": None}, ["name"], "BASE_TYPE_REQUIRED"),
        (PING | {"description": ""}, ["description"], "BASE_TYPE_BAD_LENGTH"),
        (PING | {"description": "x" * 101}, ["description"], "BASE_TYPE_BAD_LENGTH"),
        (PING | {"type": 9}, ["type"], "BASE_TYPE_CHOICES"),
        (
            ABOUT_THIS | {"description": "d"},
            ["description"],
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET",
        ),
        (
            with_options(*(an_option(f"o{i}") for i in range(26))),
            ["options"],
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            with_options(an_option("a"), an_option("b", required=True)),
            ["options", "1"],
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            with_options(an_option("a"), an_option("a")),
            ["options", "1"],
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        ),
        (with_options(an_option(type=42)), ["options", "0", "type"], "BASE_TYPE_CHOICES"),
        (
            with_options(an_option(choices=[{"name": str(i), "value": str(i)} for i in range(26)])),
            ["options", "0", "choices"],
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            with_options(an_option(choices=[{"name": "", "value": "v"}])),
            ["options", "0", "choices", "0", "name"],
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            with_options(an_option(type=4, choices=[{"name": "n", "value": "v"}])),
            ["options", "0", "choices", "0", "value"],
            "NUMBER_TYPE_COERCE",
        ),
        (
            with_options(an_option(autocomplete=True, choices=[{"name": "n", "value": "v"}])),
            ["options", "0", "choices"],
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_CANNOT_BE_SET",
        ),
        (
            with_options(
                an_option(choices=[{"name": "n", "value": "a"}, {"name": "n", "value": "b"}])
            ),
            ["options", "0", "choices", "1", "name"],
            "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        ),
        (
            with_options(
                an_option(
                    type=10, choices=[{"name": "a", "value": 0.5}, {"name": "b", "value": 0.5}]
                )
            ),
            ["options", "0", "choices", "1", "value"],
            "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_ALREADY_EXISTS",
        ),
        *(
            (
                with_options(an_option(type=kind, autocomplete=True)),
                ["options", "0", "autocomplete"],
                "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID",
            )
            for kind in (5, 6, 7, 8, 9, 11)
        ),
        (
            with_options(an_option(), a_sub_command()),
            ["options"],
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            with_options(a_sub_command(a_sub_command())),
            ["options", "0", "options", "0", "type"],
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (with_options(a_sub_command(kind=2)), ["options", "0", "options"], "BASE_TYPE_REQUIRED"),
        (
            with_options(
                *(
                    an_option(
                        f"o{i}",
                        choices=[{"name": "n" * 100, "value": f"{j:0100}"} for j in range(25)],
                    )
                    for i in range(2)
                )
            ),
            [],
            "APPLICATION_COMMAND_TOO_LARGE",
        ),
    ],
)
async def test_a_command_that_breaks_a_rule_is_refused(
    bot: Bot, command: dict[str, Any], place: list[str], code: str
) -> None:
    answer = await bot.registers(command)

    assert (answer.status, answer.code, answer.body["message"]) == (400, 50035, "Invalid Form Body")
    assert answer.problem("0", *place) == code
    assert bot.playground.world.commands == {}


@pytest.mark.parametrize("name", ["раскол-中蘇", "विभाजन", "แตกแยก", "l'écart_1960"])
async def test_a_name_may_be_in_any_script(bot: Bot, name: str) -> None:
    assert (await bot.registers(PING | {"name": name})).status == 200


async def test_a_group_holds_sub_commands(bot: Bot) -> None:
    assert (await bot.registers(QUIZ)).status == 200


async def test_two_commands_may_not_have_one_name(bot: Bot) -> None:
    answer = await bot.registers(PING, PING)

    assert answer.problem("1") == "APPLICATION_COMMANDS_DUPLICATE_NAME"


async def test_there_are_at_most_a_hundred_commands(bot: Bot) -> None:
    many = [PING | {"name": f"c{index}"} for index in range(101)]

    assert (await bot.registers(*many)).problem() == "MAX_APPLICATION_COMMANDS"
    assert (await bot.registers(*many[1:])).status == 200


async def test_members_hear_that_commands_changed(bot: Bot, boris: MemberClient) -> None:
    (registered,) = (await bot.registers(PING)).body

    changed = await boris.line.event("GUILD_APPLICATION_COMMAND_INDEX_UPDATE")

    assert changed == {
        "guild_id": str(bot.playground.world.guild.id),
        "version": registered["version"],
    }


async def test_members_look_up_what_they_may_use(
    bot: Bot, anna: MemberClient, boris: MemberClient
) -> None:
    """A command may be kept from those without some permission, or from servers."""
    await bot.registers(
        PING,
        PING | {"name": "setup", "default_member_permissions": str(1 << 5)},
        PING | {"name": "nobody", "default_member_permissions": "0"},
        PING | {"name": "alone", "contexts": [1]},
    )
    path = f"/guilds/{bot.playground.world.guild.id}/application-command-index"

    of_anna, of_boris = [await each.asks("GET", path) for each in (anna, boris)]

    names = [each["name"] for each in of_boris.body["application_commands"]]
    assert names == ["ping"]
    names = [each["name"] for each in of_anna.body["application_commands"]]
    assert names == ["ping", "setup", "nobody"]
    assert of_anna.body["applications"][0]["id"] == str(bot.application_id)


async def test_a_direct_conversation_has_its_own_index(bot: Bot, anna: MemberClient) -> None:
    dm = anna.ready["private_channels"][0]["id"]
    await bot.registers(
        PING,
        PING | {"name": "alone", "contexts": [1]},
        PING | {"name": "together", "contexts": [0]},
        PING | {"name": "older", "dm_permission": False},
    )

    answer = await anna.asks("GET", f"/channels/{dm}/application-command-index")

    assert [each["name"] for each in answer.body["application_commands"]] == ["ping", "alone"]
