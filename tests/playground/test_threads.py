import pytest

from bot.playground.permissions import Permission
from bot.playground.server import Playground
from tests.playground.clients import Bot, MemberClient
from tests.playground.test_messages import deny


@pytest.fixture
async def posted(bot: Bot, seminar: str) -> str:
    """Return the path of a message of the bot's."""
    answer = await bot.asks("POST", seminar + "/messages", {"content": "On this day"})
    return f"{seminar}/messages/{answer.body['id']}"


async def test_a_thread_takes_its_messages_id(
    bot: Bot, anna: MemberClient, posted: str, playground: Playground
) -> None:
    answer = await bot.asks("POST", posted + "/threads", {"name": "Talk"})

    assert (answer.status, answer.body["type"]) == (201, 11)
    assert answer.body["id"] == posted.rpartition("/")[2]
    assert answer.body["parent_id"] == str(playground.world.channel("seminar").id)
    created = await anna.line.event("THREAD_CREATE")
    assert (created["name"], created["newly_created"]) == ("Talk", True)
    assert (await bot.line.event("THREAD_CREATE"))["id"] == answer.body["id"]
    message = await anna.line.event("MESSAGE_UPDATE")
    assert message["flags"] & 1 << 5
    assert message["thread"]["id"] == answer.body["id"]


async def test_members_talk_in_a_thread(
    bot: Bot, anna: MemberClient, boris: MemberClient, posted: str
) -> None:
    thread = (await bot.asks("POST", posted + "/threads", {"name": "Talk"})).body["id"]

    await anna.asks("POST", f"/channels/{thread}/messages", {"content": "So"})

    while (heard := await boris.line.event("MESSAGE_CREATE"))["channel_id"] != thread:
        pass
    assert heard["content"] == "So"
    history = (await boris.asks("GET", f"/channels/{thread}/messages")).body
    assert [each["type"] for each in history] == [0, 21]


async def test_threads_are_listed_apart_from_channels(
    bot: Bot, posted: str, playground: Playground
) -> None:
    thread = (await bot.asks("POST", posted + "/threads", {"name": "Talk"})).body
    path = f"/guilds/{playground.world.guild.id}"

    listed = (await bot.asks("GET", path + "/threads/active")).body["threads"]
    assert [each["id"] for each in listed] == [thread["id"]]
    channels = (await bot.asks("GET", path + "/channels")).body
    assert thread["id"] not in [each["id"] for each in channels]


async def test_a_thread_may_hang_on_no_message(bot: Bot, anna: MemberClient, seminar: str) -> None:
    answer = await bot.asks("POST", seminar + "/threads", {"name": "Talk", "type": 11})
    private = await bot.asks("POST", seminar + "/threads", {"name": "Talk", "type": 12})

    assert (await anna.line.event("THREAD_CREATE"))["id"] == answer.body["id"]
    assert private.problem("type") == "BASE_TYPE_CHOICES"


async def test_a_thread_is_archived_by_who_started_it(
    bot: Bot, anna: MemberClient, boris: MemberClient, seminar: str
) -> None:
    """Or manages threads; a new message reopens it."""
    thread = (await bot.asks("POST", seminar + "/threads", {"name": "Talk"})).body["id"]
    path = f"/channels/{thread}"

    assert (await boris.asks("PATCH", path, {"archived": True})).code == 50013
    archived = await bot.asks("PATCH", path, {"archived": True})
    assert archived.body["thread_metadata"]["archived"] is True
    assert (await anna.line.event("THREAD_UPDATE"))["id"] == thread
    assert (await anna.asks("PATCH", path, {"name": "Talks"})).body["name"] == "Talks"
    await boris.asks("POST", path + "/messages", {"content": "So"})
    reopened = await bot.asks("GET", path)
    assert reopened.body["thread_metadata"]["archived"] is False


async def test_a_channel_is_edited_by_nobody_here(anna: MemberClient, seminar: str) -> None:
    """Only threads are; the server's own channels change through the playground's steward."""
    assert (await anna.asks("PATCH", seminar, {"name": "x"})).code == 50013


async def test_a_message_has_one_thread(bot: Bot, posted: str) -> None:
    await bot.asks("POST", posted + "/threads", {"name": "Talk"})

    assert (await bot.asks("POST", posted + "/threads", {"name": "Again"})).code == 160004


async def test_a_thread_needs_the_permission_for_it(
    bot: Bot, posted: str, playground: Playground
) -> None:
    deny(playground, Permission.CREATE_PUBLIC_THREADS, target_id=bot.application_id)

    assert (await bot.asks("POST", posted + "/threads", {"name": "Talk"})).code == 50013


async def test_writing_in_a_thread_has_a_permission_of_its_own(
    bot: Bot, posted: str, playground: Playground
) -> None:
    """And that for channels does not matter there."""
    thread = (await bot.asks("POST", posted + "/threads", {"name": "Talk"})).body["id"]
    path = f"/channels/{thread}/messages"

    deny(playground, Permission.SEND_MESSAGES, target_id=bot.application_id)
    assert (await bot.asks("POST", path, {"content": "So"})).status == 200
    deny(playground, Permission.SEND_MESSAGES_IN_THREADS, target_id=bot.application_id)
    assert (await bot.asks("POST", path, {"content": "So"})).code == 50013


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "x", "auto_archive_duration": 5}, "auto_archive_duration"),
    ],
)
async def test_a_thread_that_breaks_a_rule_is_refused(
    bot: Bot, posted: str, body: object, place: str
) -> None:
    answer = await bot.asks("POST", posted + "/threads", body)

    assert place in answer.body["errors"]
