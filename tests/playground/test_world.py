from datetime import timedelta

import pytest

from bot.playground.entities import (
    Channel,
    ChannelType,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from bot.playground.permissions import EVERY_PERMISSION, Permission, in_channel, in_guild
from bot.playground.seed import plant
from bot.playground.snowflakes import Snowflakes, made_at
from bot.playground.world import MESSAGES_KEPT, World
from tests.playground.fake_clock import NOON, FakeClock

READ, WRITE = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES
OWNER, MEMBER = User(1, "o", "O"), User(2, "m", "M")
GUILD = Guild(10, "G", owner_id=1, roles={10: Role(10, "@everyone", READ | WRITE)})
READERS = Role(11, "Readers", Permission.EMBED_LINKS)
GUILD.roles[11] = READERS
GUILD.roles[12] = Role(12, "Admins", Permission.ADMINISTRATOR)


def a_member(*roles: int) -> Member:
    """Return a member with these roles."""
    return Member(MEMBER, NOON, roles)


def a_channel(*overwrites: Overwrite) -> Channel:
    """Return a channel with these overwrites."""
    return Channel(20, ChannelType.TEXT, "c", GUILD.id, overwrites=overwrites)


def test_roles_add_up() -> None:
    assert in_guild(GUILD, a_member()) == READ | WRITE
    assert in_guild(GUILD, a_member(11)) == READ | WRITE | Permission.EMBED_LINKS


@pytest.mark.parametrize("member", [Member(OWNER, NOON), a_member(12)])
def test_owner_and_admins_may_do_everything(member: Member) -> None:
    """Whatever a channel denies."""
    channel = a_channel(Overwrite(GUILD.id, deny=EVERY_PERMISSION))

    assert in_channel(GUILD, member, channel) == EVERY_PERMISSION


def test_a_channel_denies_everybody_and_allows_a_role() -> None:
    channel = a_channel(Overwrite(GUILD.id, deny=WRITE), Overwrite(11, allow=WRITE))

    assert in_channel(GUILD, a_member(), channel) == READ
    assert in_channel(GUILD, a_member(11), channel) & WRITE


def test_a_members_own_overwrite_comes_last() -> None:
    channel = a_channel(Overwrite(11, allow=WRITE), Overwrite(MEMBER.id, deny=WRITE))

    assert not in_channel(GUILD, a_member(11), channel) & WRITE


def test_who_does_not_see_a_channel_may_do_nothing_in_it() -> None:
    channel = a_channel(Overwrite(GUILD.id, deny=READ))

    assert in_channel(GUILD, a_member(), channel) == 0


def test_a_snowflake_carries_its_moment() -> None:
    assert made_at(Snowflakes().at(NOON)) == NOON


def test_snowflakes_grow_while_the_clock_stands_still() -> None:
    snowflakes = Snowflakes()
    many = [snowflakes.at(NOON) for _ in range(5_000)]

    assert many == sorted(set(many))
    assert made_at(many[-1]) == NOON
    assert snowflakes.at(NOON - timedelta(hours=1)) > many[-1]


def test_a_channel_keeps_its_newest_messages() -> None:
    """So that a run of days stays small."""
    world = World(FakeClock())
    plant(world)
    channel = world.channel("seminar")
    for _ in range(MESSAGES_KEPT + 1):
        world.put(Message(world.new_id(), channel.id, world.bot.id, NOON, "x"))

    kept = world.history(channel.id)
    assert len(kept) == MESSAGES_KEPT
    assert kept[-1].id == world.last_message_id(channel.id)


def test_the_seed_has_five_members_and_one_admin() -> None:
    world = World(FakeClock())
    plant(world)

    people = [each for each in world.guild.members.values() if not each.user.is_bot]
    admins = [
        each.user.display_name
        for each in people
        if in_guild(world.guild, each) & Permission.ADMINISTRATOR
    ]
    assert (len(people), admins) == (5, ["Anna"])


def test_the_bot_may_write_everywhere_but_in_the_staff_room() -> None:
    world = World(FakeClock())
    plant(world)
    own = world.guild.members[world.bot.id]

    assert [
        channel.name
        for channel in world.guild.channels.values()
        if in_channel(world.guild, own, channel) & WRITE
    ] == ["welcome", "seminar"]
    with pytest.raises(KeyError):
        world.channel("nowhere")
