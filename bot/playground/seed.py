"""The world the playground starts with: a reading circle with three channels and five members."""

from bot.playground.entities import (
    Application,
    Channel,
    ChannelType,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from bot.playground.permissions import MEMBERS_USUAL, Permission
from bot.playground.world import World

BOT_NAME = "The Other Cold War"

PEOPLE = (
    ("anna", "Anna"),
    ("boris", "Boris"),
    ("chen_li", "Chen Li"),
    ("dilnoza", "Dilnoza"),
    ("emil", "Emil"),
)
"""User names and display names; the first is the server's owner and admin."""

WELCOME = (
    "**Welcome to the playground.** This is a small Discord on your own machine: the bot in it "
    "is the real one, nothing leaves this computer, and all of it is gone when you stop it.\n\n"
    "Things to try:\n"
    "- type `/` below and choose a command, for instance `/split why`; press what it shows\n"
    "- ask in your own words: `/split ask`\n"
    "- open a topic: `/split topic`, and begin to type its name\n"
    "- change who you are with *Change*, and see what the others see\n"
    "- `/help` lists everything"
)

BOTS_PERMISSIONS = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.SEND_POLLS
)


def plant(world: World, *, application_flags: int = 0) -> None:
    """Fill an empty world."""
    people = [world.add_user(username, name) for username, name in PEOPLE]
    world.bot = world.add_user(BOT_NAME, BOT_NAME, is_bot=True)
    world.application = Application(
        id=world.bot.id,  # as with every application of today, its bot has the same id
        name=BOT_NAME,
        description="Answers about the Sino-Soviet split, with sources.",
        owner_id=people[0].id,
        flags=application_flags,
    )
    guild = _reading_circle(world, people)
    _welcome(world, guild)
    for person in people:
        world.dm_between(person.id, world.bot.id)


def another_guild(world: World, name: str) -> Guild:
    """Add a further server with the bot and its first member, and one channel."""
    owner = next(iter(world.users.values()))
    guild = _guild(world, name, [owner])
    _add_channel(world, guild, "general")
    world.add_guild(guild)
    return guild


def _reading_circle(world: World, people: list[User]) -> Guild:
    guild = _guild(world, "Reading circle", people)
    organisers = Role(
        world.new_id(),
        "Organisers",
        Permission.ADMINISTRATOR,
        position=2,
        color=0xB03A2E,
        hoist=True,
    )
    guild.roles[organisers.id] = organisers
    readers = Role(world.new_id(), "Readers", 0, position=1, color=0x2E6DA4, mentionable=True)
    guild.roles[readers.id] = readers
    for person in people:
        roles = (organisers.id,) if person is people[0] else (readers.id,)
        guild.members[person.id] = Member(person, world.now(), roles)
    guild.system_channel_id = _add_channel(world, guild, "welcome", "What this is").id
    _add_channel(world, guild, "seminar", "The split, from 1956 to the end")
    staff_only = (
        Overwrite(guild.id, deny=Permission.VIEW_CHANNEL),
        Overwrite(organisers.id, allow=Permission.VIEW_CHANNEL),
    )
    _add_channel(world, guild, "staff-room", "The bot cannot see this one", staff_only)
    world.add_guild(guild)
    return guild


def _guild(world: World, name: str, people: list[User]) -> Guild:
    guild = Guild(world.new_id(), name, owner_id=people[0].id)
    guild.roles[guild.id] = Role(guild.id, "@everyone", MEMBERS_USUAL)
    bots_own = Role(
        world.new_id(), world.bot.display_name, BOTS_PERMISSIONS, position=1, bot_id=world.bot.id
    )
    guild.roles[bots_own.id] = bots_own
    everybody = [Member(person, world.now()) for person in people]
    everybody.append(Member(world.bot, world.now(), (bots_own.id,)))
    guild.members.update({member.user.id: member for member in everybody})
    return guild


def _add_channel(
    world: World,
    guild: Guild,
    name: str,
    topic: str | None = None,
    overwrites: tuple[Overwrite, ...] = (),
) -> Channel:
    channel = Channel(
        id=world.new_id(),
        type=ChannelType.TEXT,
        name=name,
        guild_id=guild.id,
        topic=topic,
        position=len(guild.channels),
        overwrites=overwrites,
    )
    guild.channels[channel.id] = channel
    return channel


def _welcome(world: World, guild: Guild) -> None:
    channel_id = guild.system_channel_id or 0
    welcome = Message(world.new_id(), channel_id, world.bot.id, world.now(), WELCOME)
    world.put(welcome)
