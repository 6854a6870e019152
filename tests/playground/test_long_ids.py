"""Ids that are no snowflakes for their length: refused, also where Python reads no such number."""

import pytest
from aiohttp import FormData

from tests.playground.clients import Bot, MemberClient

LENGTHS = pytest.mark.parametrize("digits", [21, 5_000])


@LENGTHS
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/users/{}", "user_id"),
        ("/channels/{}/messages", "channel_id"),
        ("/channels/{seminar}/messages?before={}", "before"),
        ("/channels/{seminar}/messages/{}", "message_id"),
        ("/guilds/{}", "guild_id"),
    ],
)
async def test_in_an_address_they_are_refused(bot: Bot, digits: int, path: str, name: str) -> None:
    seminar = bot.playground.world.channel("seminar").id

    answer = await bot.asks("GET", path.format("9" * digits, seminar=seminar))

    assert (answer.status, answer.problem(name)) == (400, "NUMBER_TYPE_COERCE")


async def test_what_no_snowflake_reaches_is_too_large(bot: Bot) -> None:
    """Discord: they are signed, so the largest has 63 bits."""
    largest = 2**63 - 1

    assert (await bot.asks("GET", f"/users/{largest}")).code == 10013
    answer = await bot.asks("GET", f"/users/{largest + 1}")
    assert answer.problem("user_id") == "NUMBER_TYPE_MAX"


@LENGTHS
async def test_in_a_body_they_are_refused(anna: MemberClient, digits: int) -> None:
    long = "9" * digits

    opened = await anna.asks("POST", "/users/@me/channels", {"recipient_id": long})
    elsewhere = await anna.interacts(2, {}, channel_id=long)
    pressed = await anna.interacts(3, {"custom_id": "x"}, message_id=long)
    used = await anna.interacts(2, {"id": long})

    assert opened.problem("recipient_id") == "NUMBER_TYPE_COERCE"
    assert elsewhere.problem("channel_id") == "NUMBER_TYPE_COERCE"
    assert pressed.problem("message_id") == "NUMBER_TYPE_COERCE"
    assert (used.status, used.code) == (404, 10063)


async def test_a_file_may_have_any_number(bot: Bot, seminar: str) -> None:
    form = FormData()
    form.add_field(f"files[{'9' * 5_000}]", b"x", filename="x.txt")

    answer = await bot.asks("POST", seminar + "/messages", form=form)

    assert [each["filename"] for each in answer.body["attachments"]] == ["x.txt"]
