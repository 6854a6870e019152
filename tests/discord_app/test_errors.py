import pytest
from discord import app_commands

from bot.discord_app.errors import worded
from bot.domain.library import UnknownEntryError


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            UnknownEntryError("topic/gone"),
            "That entry is no longer in the store. Ask again with `/split ask`.",
        ),
        (
            app_commands.MissingPermissions(["manage_guild"]),
            "For this you need the permission “Manage Guild” in this channel.",
        ),
        (
            app_commands.BotMissingPermissions(["send_messages", "embed_links"]),
            "For this I lack the permission “Send Messages”, “Embed Links” here; "
            "an admin can give it.",
        ),
        (app_commands.NoPrivateMessage(), "This works in servers only."),
        (app_commands.CheckFailure(), "You are not allowed to do that here."),
    ],
)
def test_an_expected_error_is_one_sentence(error: Exception, sentence: str) -> None:
    assert worded(error) == sentence


def test_an_unexpected_error_has_no_words_of_its_own() -> None:
    assert worded(ZeroDivisionError()) is None
