"""Who the caller is, and where the gateway is."""

from bot.playground.entities import Channel, Json
from bot.playground.payloads import (
    application_object,
    channel_object,
    own_user_object,
    user_object,
)
from bot.playground.problems import Problems
from bot.playground.refusals import no_direct_messages, unknown_user
from bot.playground.routing import Admits, Call, Reply, Route

SESSION_STARTS_A_DAY = 1_000


def me(call: Call) -> Reply:
    """Return the caller."""
    return Reply(own_user_object(call.caller))


def user(call: Call) -> Reply:
    """Return anybody."""
    found = call.world.users.get(call.id("user_id"))
    if found is None:
        raise unknown_user()
    return Reply(user_object(found))


def application(call: Call) -> Reply:
    """Return the bot's application."""
    return Reply(application_object(call.world, call.world.application))


def gateway(call: Call) -> Reply:
    """Return where the gateway is."""
    return Reply({"url": call.stage.gateway_url})


def gateway_for_bots(call: Call) -> Reply:
    """Return where the gateway is, how many shards to use, and how many starts are left."""
    limit: Json = {
        "total": SESSION_STARTS_A_DAY,
        "remaining": max(0, SESSION_STARTS_A_DAY - call.stage.audience.bot_starts),
        "reset_after": 86_400_000,
        "max_concurrency": 1,
    }
    address = {"url": call.stage.gateway_url, "shards": call.stage.shards}
    return Reply(address | {"session_start_limit": limit})


def open_dm(call: Call) -> Reply:
    """Open a direct conversation between the bot and a member, or return the one there is."""
    recipient_id = call.body_id("recipient_id")
    if recipient_id is None:
        problems = Problems()
        problems.required(("recipient_id",))
        problems.refuse_if_any()
    recipient = call.world.users.get(recipient_id or 0)
    if recipient is None:
        raise unknown_user()
    if recipient.is_bot == call.caller.is_bot:
        raise no_direct_messages()
    before = len(call.world.dms)
    channel = call.world.dm_between(call.caller.id, recipient.id)
    if len(call.world.dms) > before:
        _tell_the_member(call, channel)
    return Reply(channel_object(call.world, channel, seen_by=call.caller.id))


def _tell_the_member(call: Call, channel: Channel) -> None:
    """Tell the member alone: since version 8 of the API, bots hear of no direct conversations."""
    bot_id = call.world.bot.id
    member_id = next(user_id for user_id in channel.recipients if user_id != bot_id)
    opened = channel_object(call.world, channel, seen_by=member_id)
    call.stage.audience.tell_user(member_id, "CHANNEL_CREATE", opened)


ROUTES = (
    Route("GET", "/users/@me", me),
    Route("GET", "/users/{user_id}", user),
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", "/applications/@me", application, Admits.BOT),
    Route("GET", "/oauth2/applications/@me", application, Admits.BOT),
    Route("GET", "/gateway", gateway, Admits.ANYONE),
    Route("GET", "/gateway/bot", gateway_for_bots, Admits.BOT),
)
