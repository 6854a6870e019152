"""A member turns to the bot: ``POST /interactions``, and what the bot is told of it."""

import secrets
from collections.abc import Callable, Mapping

from bot.playground.bodies import LARGEST_FILE
from bot.playground.entities import Channel, Guild, Json, Unchecked
from bot.playground.interactions import FIRST_RESPONSE_WITHIN, Interaction, InteractionType
from bot.playground.invocations import invocation
from bot.playground.message_payloads import message_object
from bot.playground.payloads import channel_object, member_object, user_object
from bot.playground.permissions import IN_A_DM, Permission, in_channel
from bot.playground.places import demand, permissions_in, visible_channel_with
from bot.playground.presses import Use, component_use, modal_submission
from bot.playground.problems import Problems
from bot.playground.refusals import unknown_application
from bot.playground.routing import NO_CONTENT, Admits, Call, Reply, Route, Stage
from bot.playground.world import World

LOCALE = "en-GB"
IN_A_GUILD, IN_THE_BOTS_DM = 0, 1
USER_INSTALLED = Permission.EMBED_LINKS | Permission.ATTACH_FILES
"""What the application may do in a server that it is not in."""


def interact(call: Call) -> Reply:
    """Let a member use a command, a component or a modal of the bot."""
    if call.body_id("application_id") != call.world.application.id:
        raise unknown_application()
    channel = visible_channel_with(call, call.body_id("channel_id"))
    if channel.guild_id is None and call.world.bot.id not in channel.recipients:
        raise unknown_application()
    kind: Unchecked = call.body.get("type")
    problems = Problems()
    problems.one_of(kind, ("type",), InteractionType)
    problems.refuse_if_any()
    understands = _UNDERSTANDS[InteractionType(kind)]
    _open(call, channel, understands(call, channel))
    return NO_CONTENT


def _command(call: Call, channel: Channel) -> Use:
    _check_may_use_commands(call, channel)
    used = invocation(call, channel)
    return Use(InteractionType.COMMAND, used.data, name=used.name)


def _autocomplete(call: Call, channel: Channel) -> Use:
    _check_may_use_commands(call, channel)
    typed = invocation(call, channel, focused=True)
    return Use(InteractionType.AUTOCOMPLETE, typed.data, name=typed.name)


def _check_may_use_commands(call: Call, channel: Channel) -> None:
    """Refuse a command; Discord asks this permission for commands alone, for no components."""
    demand(permissions_in(call, channel), Permission.USE_APPLICATION_COMMANDS)


_UNDERSTANDS: Mapping[InteractionType, Callable[[Call, Channel], Use]] = {
    InteractionType.COMMAND: _command,
    InteractionType.AUTOCOMPLETE: _autocomplete,
    InteractionType.COMPONENT: component_use,
    InteractionType.MODAL_SUBMIT: modal_submission,
}


def _open(call: Call, channel: Channel, use: Use) -> None:
    """Tell the member that it began and the bot what it is, and wait for the first response."""
    stage, world = call.stage, call.world
    nonce = call.body.get("nonce")
    interaction = Interaction(
        id=world.new_id(),
        token=secrets.token_urlsafe(48),
        type=use.type,
        created_at=world.now(),
        user=call.caller,
        channel=channel,
        guild=world.guild_of(channel),
        nonce=None if nonce is None else str(nonce),
        data=use.data,
        name=use.name,
        message=use.message,
    )
    stage.interactions.add(interaction)
    interaction.deadline = world.clock.call_later(
        FIRST_RESPONSE_WITHIN, lambda: _fail(stage, interaction)
    )
    tell_member(stage, interaction, "INTERACTION_CREATE")
    guild_id = channel.guild_id
    told = interaction_object(world, interaction)
    stage.audience.announce(
        "INTERACTION_CREATE", told, lambda each: each.is_bot and each.serves(guild_id)
    )


def _fail(stage: Stage, interaction: Interaction) -> None:
    if interaction.callback is None:
        interaction.failed = True
        tell_member(stage, interaction, "INTERACTION_FAILURE")


def tell_member(stage: Stage, interaction: Interaction, event: str) -> None:
    """Tell the member how their interaction goes."""
    data: Json = {"id": str(interaction.id), "nonce": interaction.nonce}
    stage.audience.tell_user(interaction.user.id, event, data)


def interaction_object(world: World, interaction: Interaction) -> Json:
    """Describe an interaction to the bot."""
    described: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": int(interaction.type),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(interaction.channel.id),
        "locale": LOCALE,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": LARGEST_FILE,
    }
    if interaction.message is not None:
        described["message"] = message_object(world, interaction.message)
    if interaction.guild is None:
        return described | _in_a_dm(world, interaction)
    return described | _in_a_guild(world, interaction, interaction.guild)


def _in_a_dm(world: World, interaction: Interaction) -> Json:
    return {
        "user": user_object(interaction.user),
        "channel": channel_object(world, interaction.channel, seen_by=world.bot.id),
        "app_permissions": str(int(IN_A_DM)),
        "context": IN_THE_BOTS_DM,
        "authorizing_integration_owners": integration_owners(world, interaction),
    }


def _in_a_guild(world: World, interaction: Interaction, guild: Guild) -> Json:
    channel, member = interaction.channel, guild.members[interaction.user.id]
    permitted = str(in_channel(guild, member, channel))
    own = guild.members.get(world.bot.id)
    app_permitted = USER_INSTALLED if own is None else in_channel(guild, own, channel)
    return {
        "guild_id": str(guild.id),
        "guild_locale": guild.preferred_locale,
        "guild": {"id": str(guild.id), "locale": guild.preferred_locale, "features": []},
        "member": member_object(member) | {"permissions": permitted},
        "channel": channel_object(world, channel) | {"permissions": permitted},
        "app_permissions": str(app_permitted),
        "context": IN_A_GUILD,
        "authorizing_integration_owners": integration_owners(world, interaction),
    }


def integration_owners(world: World, interaction: Interaction) -> Json:
    """Return for whom the application was installed that is used here.

    Discord: by a server its id, in the bot's direct conversations 0, and by a user theirs.
    """
    guild = interaction.guild
    if guild is None:
        return {"0": "0"}
    if world.bot.id in guild.members:
        return {"0": str(guild.id)}
    return {"1": str(interaction.user.id)}


ROUTES = (Route("POST", "/interactions", interact, Admits.MEMBER),)
