from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.entities import Overwrite
from bot.playground.permissions import Permission
from bot.playground.server import Playground, Terms, running_playground
from bot.playground.sessions import Intent
from tests.playground.clients import Answer, Bot, MemberClient
from tests.playground.fake_clock import FakeClock
from tests.playground.samples import V2, button, card, row, text

NOT_WITH_V2 = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


def embed(**fields: object) -> dict[str, object]:
    """Return the body of a message with one embed."""
    return {"embeds": [fields]}


def mentioning(**allowed: object) -> dict[str, object]:
    """Return the body of a message with allowed mentions."""
    return {"content": "x", "allowed_mentions": allowed}


async def says(client: Bot | MemberClient, channel: str, content: str, **more: object) -> Answer:
    """Write a message."""
    return await client.asks("POST", f"{channel}/messages", {"content": content, **more})


def deny(playground: Playground, *denied: Permission, target_id: int) -> None:
    """Take permissions in #seminar from a role or member."""
    overwrite = Overwrite(target_id, deny=sum(denied))
    channel = replace(playground.world.channel("seminar"), overwrites=(overwrite,))
    playground.steward.update_channel(channel)


async def test_a_message_is_answered_and_announced(
    anna: MemberClient, boris: MemberClient, seminar: str
) -> None:
    answer = await says(anna, seminar, "Hello", nonce="7")

    assert answer.body["content"] == "Hello"
    assert answer.body["nonce"] == "7"
    heard = await boris.line.event("MESSAGE_CREATE")
    assert heard["author"]["global_name"] == "Anna"
    assert heard["member"]["roles"] != []
    assert heard["guild_id"] == str(anna.playground.world.guild.id)
    assert not {"poll", "referenced_message", "thread", "webhook_id"} & heard.keys()


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"content": "x" * 2_001}, "content", "BASE_TYPE_MAX_LENGTH"),
        ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
        ({"content": "x", "nonce": "x" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
        ({"content": "x", "components": [text()]}, "components.0.type", "UNION_TYPE_CHOICES"),
        ({"embeds": [{}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{}]}, "embeds.0", "LIST_ITEM_VALUE_REQUIRED"),
        (embed(type="rich", color=1), "embeds.0.description", "BASE_TYPE_REQUIRED"),
        (embed(description=" \n"), "embeds.0.description", "BASE_TYPE_REQUIRED"),
        (
            {"content": "x", "message_reference": {"message_id": "9" * 21}},
            "message_reference.message_id",
            "NUMBER_TYPE_COERCE",
        ),
        (mentioning(users=["9" * 21]), "allowed_mentions.users.0", "NUMBER_TYPE_COERCE"),
        (card(text(" \n\t")), "components.0.components.0.content", "BASE_TYPE_BAD_LENGTH"),
        ({"embeds": {"title": "x"}}, "embeds", "LIST_TYPE_CONVERT"),
        (embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        (embed(description="x" * 4_097), "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
        (embed(footer={"text": "x" * 2_049}), "embeds.0.footer.text", "BASE_TYPE_MAX_LENGTH"),
        (embed(url="javascript:x"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
        (embed(color=1 << 24), "embeds.0.color", "NUMBER_TYPE_MAX"),
        (
            embed(fields=[{"name": "x", "value": ""}]),
            "embeds.0.fields.0.value",
            "BASE_TYPE_BAD_LENGTH",
        ),
        ({"embeds": [{"description": "x" * 3_001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        ({"content": "x", **card(text())}, "content", NOT_WITH_V2),
        (embed(title="x") | card(text()), "embeds", NOT_WITH_V2),
        (mentioning(parse=["all"]), "allowed_mentions.parse.0", "BASE_TYPE_CHOICES"),
        (
            mentioning(parse=["users"], users=["1"]),
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
        (mentioning(users=["me"]), "allowed_mentions.users.0", "NUMBER_TYPE_COERCE"),
        (
            {"content": "x", "message_reference": {"message_id": "1"}},
            "message_reference",
            "REPLIES_UNKNOWN_MESSAGE",
        ),
    ],
)
async def test_a_message_that_breaks_a_rule_is_refused(
    bot: Bot, seminar: str, body: dict[str, Any], path: str, code: str
) -> None:
    answer = await bot.asks("POST", seminar + "/messages", body)

    assert (answer.status, answer.code) == (400, 50035)
    assert answer.problem(*path.split(".")) == code
    assert bot.playground.world.history(int(seminar.rpartition("/")[2])) == []


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": " \n\t\u2003"}, {"flags": V2}])
async def test_an_empty_message_is_refused(bot: Bot, seminar: str, body: object) -> None:
    """One of nothing but white space is empty too."""
    assert (await bot.asks("POST", seminar + "/messages", body)).code == 50006


async def test_white_space_around_a_message_is_trimmed(bot: Bot, seminar: str) -> None:
    assert (await says(bot, seminar, "\n  Two\n words ")).body["content"] == "Two\n words"


async def test_an_embed_shows_something(bot: Bot, seminar: str) -> None:
    """A picture alone is enough."""
    picture = embed(image={"url": "https://example.org/a.png"})

    assert (await bot.asks("POST", seminar + "/messages", picture)).status == 200


async def test_a_message_in_a_channel_cannot_be_ephemeral(bot: Bot, seminar: str) -> None:
    assert (await says(bot, seminar, "All", flags=64)).body["flags"] == 0


async def test_an_enforced_nonce_writes_once(
    bot: Bot, anna: MemberClient, seminar: str, clock: FakeClock
) -> None:
    """For some minutes, and one author."""
    once = {"nonce": "daily-7", "enforce_nonce": True}
    first = await says(bot, seminar, "Today", **once)
    again = await says(bot, seminar, "Today", **once)
    others = await says(anna, seminar, "Today", **once)
    clock.advance(timedelta(minutes=6))
    later = await says(bot, seminar, "Today", **once)

    ids = [each.body["id"] for each in (first, again, others, later)]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


async def test_without_enforcement_a_nonce_changes_nothing(bot: Bot, seminar: str) -> None:
    first = await says(bot, seminar, "Today", nonce="1")

    assert (await says(bot, seminar, "Today", nonce="1")).body["id"] != first.body["id"]


async def test_history_is_read_from_the_newest_on(anna: MemberClient, seminar: str) -> None:
    ids = [(await says(anna, seminar, str(index))).body["id"] for index in range(6)]

    async def read(query: str) -> list[int]:
        answer = await anna.asks("GET", f"{seminar}/messages?{query}")
        return [ids.index(each["id"]) for each in answer.body]

    assert await read("") == [5, 4, 3, 2, 1, 0]
    assert await read("limit=2") == [5, 4]
    assert await read(f"before={ids[3]}&limit=2") == [2, 1]
    assert await read(f"after={ids[1]}&limit=2") == [3, 2]
    assert await read(f"around={ids[2]}&limit=3") == [3, 2, 1]


@pytest.mark.parametrize("limit", ["0", "101", "many"])
async def test_a_limit_is_between_one_and_a_hundred(
    anna: MemberClient, seminar: str, limit: str
) -> None:
    answer = await anna.asks("GET", f"{seminar}/messages?limit={limit}")

    assert answer.problem("limit").startswith("NUMBER_TYPE")


async def test_ones_own_message_is_edited_and_deleted(
    anna: MemberClient, boris: MemberClient, seminar: str
) -> None:
    path = f"{seminar}/messages/{(await says(anna, seminar, 'One')).body['id']}"

    assert (await boris.asks("PATCH", path, {"content": "Two"})).code == 50005
    assert (await boris.asks("DELETE", path)).code == 50013
    assert (await anna.asks("PATCH", path, {"content": "Two"})).body["content"] == "Two"
    assert (await boris.line.event("MESSAGE_UPDATE"))["content"] == "Two"
    assert (await anna.asks("GET", path)).body["edited_timestamp"] is not None
    assert (await anna.asks("DELETE", path)).status == 204
    assert (await boris.line.event("MESSAGE_DELETE")).keys() == {"id", "channel_id", "guild_id"}
    assert (await anna.asks("GET", path)).code == 10008


async def test_an_admin_deletes_anybodys_message(
    anna: MemberClient, boris: MemberClient, seminar: str
) -> None:
    written = await says(boris, seminar, "Oh")

    assert (await anna.asks("DELETE", f"{seminar}/messages/{written.body['id']}")).status == 204


async def test_an_unknown_channel_is_404(bot: Bot) -> None:
    assert (await says(bot, "/channels/1", "x")).code == 10003
    assert (await bot.asks("GET", "/channels/1")).code == 10003


async def test_a_channel_that_is_not_seen_is_missing_access(
    bot: Bot, anna: MemberClient, boris: MemberClient, staff_room: str
) -> None:
    """Its messages reach none who cannot see it."""
    for client in (bot, boris):
        for method, path in (("GET", ""), ("GET", "/messages"), ("POST", "/messages")):
            body = {"content": "x"} if method == "POST" else None
            answer = await client.asks(method, staff_room + path, body)
            assert (answer.status, answer.code) == (403, 50001)

    assert (await says(anna, staff_room, "Staff")).status == 200
    assert "MESSAGE_CREATE" not in await boris.line.events()
    assert "MESSAGE_CREATE" not in await bot.line.events()


@pytest.mark.parametrize(
    ("denied", "body"),
    [
        (Permission.SEND_MESSAGES, {"content": "x"}),
        (Permission.EMBED_LINKS, {"embeds": [{"title": "x"}]}),
    ],
)
async def test_a_missing_permission_is_50013(
    bot: Bot, playground: Playground, seminar: str, denied: Permission, body: object
) -> None:
    deny(playground, denied, target_id=bot.application_id)

    answer = await bot.asks("POST", seminar + "/messages", body)

    assert (answer.status, answer.code) == (403, 50013)


async def test_without_the_history_there_is_nothing_to_read(
    boris: MemberClient, playground: Playground, seminar: str
) -> None:
    """Nor to reply to."""
    written = (await says(boris, seminar, "One")).body
    deny(playground, Permission.READ_MESSAGE_HISTORY, target_id=boris.id)

    reply = {"message_reference": {"message_id": written["id"]}}
    assert (await boris.asks("GET", seminar + "/messages")).body == []
    assert (await boris.asks("GET", f"{seminar}/messages/{written['id']}")).code == 50013
    assert (await says(boris, seminar, "Two", **reply)).code == 160002


async def test_a_reply_shows_what_it_replies_to(bot: Bot, anna: MemberClient, seminar: str) -> None:
    """And mentions its author, unless that is not allowed."""
    written = (await says(anna, seminar, "One")).body
    reply = {"message_reference": {"message_id": written["id"]}}

    loud = (await says(bot, seminar, "Two", **reply)).body
    quiet = (await says(bot, seminar, "Two", **reply, allowed_mentions={"parse": []})).body

    assert loud["type"] == 19
    assert loud["referenced_message"]["content"] == "One"
    assert [each["id"] for each in loud["mentions"]] == [str(anna.id)]
    assert quiet["mentions"] == []


async def test_a_reply_to_a_reply_shows_one_level(anna: MemberClient, seminar: str) -> None:
    """However long the chain is."""
    written = (await says(anna, seminar, "One")).body
    for content in ("Two", "Three"):
        reply = {"message_reference": {"message_id": written["id"]}}
        written = (await says(anna, seminar, content, **reply)).body

    assert written["referenced_message"]["content"] == "Two"
    assert "referenced_message" not in written["referenced_message"]


async def test_a_reply_to_nothing_may_go_out_as_it_is(bot: Bot, seminar: str) -> None:
    reference = {"message_id": "1", "fail_if_not_exists": False}

    assert (await says(bot, seminar, "Two", message_reference=reference)).body["type"] == 0


async def test_mentions_are_those_that_are_allowed(
    bot: Bot, anna: MemberClient, boris: MemberClient, seminar: str
) -> None:
    content = f"<@{anna.id}> <@!{boris.id}> <@1>"

    everybody = (await says(bot, seminar, content)).body["mentions"]
    one = {"parse": [], "users": [str(boris.id)]}
    chosen = (await says(bot, seminar, content, allowed_mentions=one)).body["mentions"]
    nobody = (await says(bot, seminar, content, allowed_mentions={"parse": []})).body["mentions"]

    assert [each["global_name"] for each in everybody] == ["Anna", "Boris"]
    assert [each["global_name"] for each in chosen] == ["Boris"]
    assert nobody == []


async def test_cards_mention_too(bot: Bot, anna: MemberClient, seminar: str) -> None:
    answer = await bot.asks("POST", seminar + "/messages", card(text(f"<@{anna.id}>")))

    assert [each["global_name"] for each in answer.body["mentions"]] == ["Anna"]


async def test_everybody_is_mentioned_only_with_the_right_to(
    bot: Bot, anna: MemberClient, seminar: str
) -> None:
    assert (await says(anna, seminar, "@everyone")).body["mention_everyone"] is True
    assert (await says(bot, seminar, "@everyone")).body["mention_everyone"] is False


async def test_roles_are_mentioned_if_they_may_be(bot: Bot, seminar: str) -> None:
    roles = bot.playground.world.guild.roles.values()
    content = " ".join(f"<@&{role.id}>" for role in roles)

    mentioned = (await says(bot, seminar, content)).body["mention_roles"]

    assert mentioned == [str(role.id) for role in roles if role.mentionable]


async def test_the_bot_reads_no_content_without_the_intent(
    bot: Bot, anna: MemberClient, seminar: str
) -> None:
    """Neither in events nor in the history."""
    await says(anna, seminar, "Secret")

    assert (await bot.line.event("MESSAGE_CREATE"))["content"] == ""
    assert (await bot.asks("GET", seminar + "/messages")).body[0]["content"] == ""


async def test_the_bot_reads_what_mentions_it_and_what_is_written_to_it(
    bot: Bot, anna: MemberClient, seminar: str
) -> None:
    mention = f"<@{bot.application_id}> why?"
    await says(anna, seminar, mention)
    await says(anna, f"/channels/{anna.ready['private_channels'][0]['id']}", "Why?")

    assert (await bot.line.event("MESSAGE_CREATE"))["content"] == mention
    direct = await bot.line.event("MESSAGE_CREATE")
    assert direct["content"] == "Why?"
    assert "guild_id" not in direct


async def test_the_bot_reads_its_own(bot: Bot, seminar: str) -> None:
    await bot.asks("POST", seminar + "/messages", {"content": "x", "components": [row(button())]})

    heard = await bot.line.event("MESSAGE_CREATE")
    assert heard["content"] == "x"
    assert heard["components"] != []


async def test_a_bot_with_the_intent_reads_all() -> None:
    terms = Terms(privileged_intents=Intent.MESSAGE_CONTENT)
    async with running_playground(0, terms=terms) as playground, ClientSession() as http:
        bot = Bot(http, playground, f"Bot {playground.bot_token}")
        await bot.connects(intents=Intent.GUILD_MESSAGES | Intent.MESSAGE_CONTENT)
        anna = MemberClient(http, playground, "Anna")

        await says(anna, f"/channels/{playground.world.channel('seminar').id}", "Open")

        assert (await bot.line.event("MESSAGE_CREATE"))["content"] == "Open"


async def test_a_bot_without_message_intents_hears_of_none(
    http: ClientSession, playground: Playground, anna: MemberClient, seminar: str
) -> None:
    bot = Bot(http, playground, f"Bot {playground.bot_token}")
    await bot.connects(intents=1)

    await says(anna, seminar, f"<@{bot.application_id}>")

    assert await bot.line.events() == ["GUILD_CREATE"]


async def test_typing_is_shown(bot: Bot, anna: MemberClient, seminar: str) -> None:
    assert (await bot.asks("POST", seminar + "/typing")).status == 204

    shown = await anna.line.event("TYPING_START")
    assert shown["user_id"] == str(bot.application_id)
    assert shown["member"]["user"]["bot"] is True
