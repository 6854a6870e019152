from typing import Any

import pytest

from bot.discord_app.registration import same_commands


def a_command(**changes: Any) -> dict[str, Any]:
    """A command as discord.py describes it."""
    return {
        "type": 1,
        "name": "split",
        "description": "About the split",
        "options": [
            {
                "type": 1,
                "name": "ask",
                "description": "Ask",
                "options": [
                    {
                        "type": 3,
                        "name": "question",
                        "description": "What you ask",
                        "required": True,
                        "max_length": 1000,
                    }
                ],
            }
        ],
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
        "nsfw": False,
        "default_member_permissions": None,
        **changes,
    }


def as_discord_has_it(command: dict[str, Any]) -> dict[str, Any]:
    """The same command with all that Discord fills in, in another order."""
    return {
        **command,
        "id": "1",
        "application_id": "2",
        "version": "3",
        "name_localizations": None,
        "description_localizations": None,
        "dm_permission": True,
        "contexts": list(reversed(command["contexts"])),
    }


def test_what_discord_fills_in_is_no_change() -> None:
    assert same_commands([a_command()], [as_discord_has_it(a_command())])


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "Other words"},
        {"name": "slit"},
        {"contexts": [0]},
        {"integration_types": [0]},
        {"default_member_permissions": "32"},
        {"options": []},
        {"nsfw": True},
        {"name_localizations": {"de": "spaltung"}},
    ],
)
def test_any_change_that_a_member_would_notice_is_one(changes: dict[str, Any]) -> None:
    assert not same_commands([a_command(**changes)], [as_discord_has_it(a_command())])


def test_a_deep_change_is_one() -> None:
    changed = a_command()
    changed["options"][0]["options"][0]["max_length"] = 999

    assert not same_commands([changed], [as_discord_has_it(a_command())])


def test_permissions_are_the_same_as_number_and_as_text() -> None:
    """discord.py sends numbers, Discord answers in text; 0 is for nobody but admins."""
    ours = a_command(default_member_permissions=0)

    assert same_commands([ours], [as_discord_has_it(a_command(default_member_permissions="0"))])
    assert not same_commands([ours], [as_discord_has_it(a_command())])


def test_a_least_value_of_zero_is_one() -> None:
    changed = a_command()
    changed["options"][0]["options"][0]["min_length"] = 0

    assert not same_commands([changed], [as_discord_has_it(a_command())])


def test_what_discord_leaves_out_by_default_is_no_change() -> None:
    ours = a_command()
    ours["options"][0]["options"][0] |= {"autocomplete": False, "choices": []}

    assert same_commands([ours], [as_discord_has_it(a_command())])


def test_an_option_in_another_place_is_a_change() -> None:
    """Members see options in their order."""
    first, second = ({"type": 5, "name": name, "description": "d"} for name in "ab")

    assert not same_commands(
        [a_command(options=[first, second])], [a_command(options=[second, first])]
    )


def test_a_command_more_or_less_is_a_change() -> None:
    assert not same_commands([a_command()], [])
    assert not same_commands([], [a_command()])


def test_the_order_of_commands_is_no_change() -> None:
    help_command = a_command(name="help", options=[])

    assert same_commands([a_command(), help_command], [help_command, a_command()])
