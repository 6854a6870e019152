"""The bot's first response to an interaction."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.playground.announcements import announce_message
from bot.playground.command_rules import OptionType, check_choices
from bot.playground.component_rules import LONGEST_CUSTOM_ID, check_modal_components
from bot.playground.components import numbered
from bot.playground.composing import Writer
from bot.playground.entities import Json, Message, MessageFlag, MessageType, Unchecked
from bot.playground.interactions import CallbackType, Interaction, InteractionType
from bot.playground.member_interactions import integration_owners, tell_member
from bot.playground.message_payloads import message_object
from bot.playground.payloads import user_object
from bot.playground.permissions import Permission, in_channel
from bot.playground.problems import Path, Problems
from bot.playground.refusals import unknown_message
from bot.playground.routing import NO_CONTENT, Admits, Call, Reply, Route
from bot.playground.world import World

MESSAGE_TYPES = {1: MessageType.CHAT_INPUT_COMMAND, 2: MessageType.CONTEXT_MENU_COMMAND}
LONGEST_TITLE = 45
IN_DATA: Path = ("data",)
"""Where a response's message stands in its body."""


def respond(call: Call) -> Reply:
    """Take the bot's first response to an interaction."""
    token, now = call.params["token"], call.world.now()
    interaction = call.stage.interactions.to_acknowledge(call.id("interaction_id"), token, now)
    kind = _callback_type(call.body.get("type"), interaction)
    data = call.part("data")
    message = _TAKES[kind](call, interaction, data)
    interaction.callback = kind
    if interaction.deadline is not None:
        interaction.deadline.cancel()
    if message is not None:
        interaction.original_id = message.id
    if kind is not CallbackType.AUTOCOMPLETE:
        tell_member(call.stage, interaction, "INTERACTION_SUCCESS")
    if not call.asks("with_response"):
        return NO_CONTENT
    return Reply(_response(call.world, interaction, kind, message))


def _callback_type(kind: Unchecked, interaction: Interaction) -> CallbackType:
    """Return the type of a response, which has to fit what is responded to."""
    fitting = _FITTING[interaction.type]
    if interaction.message is None:
        fitting = fitting - _UPDATES
    problems = Problems()
    problems.one_of(kind, ("type",), sorted(fitting))
    problems.refuse_if_any()
    return CallbackType(kind)


_MESSAGES = frozenset({CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE})
_UPDATES = frozenset({CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE})
_FITTING = {
    InteractionType.COMMAND: _MESSAGES | {CallbackType.MODAL},
    InteractionType.COMPONENT: _MESSAGES | _UPDATES | {CallbackType.MODAL},
    InteractionType.MODAL_SUBMIT: _MESSAGES | _UPDATES,
    InteractionType.AUTOCOMPLETE: frozenset({CallbackType.AUTOCOMPLETE}),
}


def writer_for(world: World, interaction: Interaction, at: Path = ()) -> Writer:
    """Return who writes the messages of an interaction: the bot, with its rights there."""
    guild = interaction.guild
    own = None if guild is None else guild.members.get(world.bot.id)
    if guild is None or own is None:
        return Writer(world, guild, at=at)
    permitted = in_channel(guild, own, interaction.channel)
    everyone = bool(permitted & Permission.MENTION_EVERYONE)
    return Writer(world, guild, everyone, at)


def blank_answer(world: World, interaction: Interaction, flags: int) -> Message:
    """Return a message of the bot's in answer to an interaction, with nothing in it yet."""
    ephemeral = bool(flags & MessageFlag.EPHEMERAL)
    replies_to = None if interaction.message is None else interaction.message.id
    kind = MessageType.REPLY
    if interaction.type is InteractionType.COMMAND:
        kind = MESSAGE_TYPES.get(interaction.data["type"], MessageType.CONTEXT_MENU_COMMAND)
    elif replies_to is None:
        kind = MessageType.DEFAULT
    return Message(
        id=world.new_id(),
        channel_id=interaction.channel.id,
        author_id=world.bot.id,
        created_at=world.now(),
        type=kind,
        replies_to=replies_to,
        interaction=metadata(world, interaction),
        only_for=interaction.user.id if ephemeral else None,
    )


def flags_of(body: Json) -> int:
    """Return the flags a body asks for; what is no number asks for none."""
    flags = body.get("flags")
    return flags if isinstance(flags, int) else 0


def metadata(world: World, interaction: Interaction) -> Json:
    """Describe an interaction on the messages that answer it."""
    described: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "user": user_object(interaction.user),
        "authorizing_integration_owners": integration_owners(world, interaction),
    }
    if interaction.name is not None:
        described |= {"name": interaction.name, "command_type": interaction.data["type"]}
    if interaction.message is not None:
        described["interacted_message_id"] = str(interaction.message.id)
    if "target_id" in interaction.data:
        described |= _target(world, interaction.data)
    return described


def _target(world: World, data: Json) -> Json:
    user = world.users.get(int(data["target_id"]))
    if user is not None:
        return {"target_user": user_object(user)}
    return {"target_message_id": data["target_id"]}


def _message(call: Call, interaction: Interaction, data: Json) -> Message:
    blank = blank_answer(call.world, interaction, flags_of(data))
    message = writer_for(call.world, interaction, IN_DATA).compose(blank, data, call.files)
    return _published(call, message)


def _deferred_message(call: Call, interaction: Interaction, data: Json) -> Message:
    flags = flags_of(data) & MessageFlag.EPHEMERAL
    blank = blank_answer(call.world, interaction, flags)
    return _published(call, replace(blank, flags=flags | MessageFlag.LOADING))


def _published(call: Call, message: Message) -> Message:
    call.world.put(message)
    announce_message(call.stage, message, "MESSAGE_CREATE")
    return message


def _deferred_update(_: Call, interaction: Interaction, __: Json) -> Message | None:
    return interaction.message


def _update(call: Call, interaction: Interaction, data: Json) -> Message:
    used = interaction.message
    current = None if used is None else call.world.message(used.channel_id, used.id)
    if current is None:
        raise unknown_message()
    writer = writer_for(call.world, interaction, IN_DATA)
    message = writer.rewrite(current, data, call.files)
    message = replace(message, edited_at=call.world.now())
    call.world.put(message)
    announce_message(call.stage, message, "MESSAGE_UPDATE")
    return message


def _choices(call: Call, interaction: Interaction, data: Json) -> None:
    problems = Problems(IN_DATA)
    kind = _focused_type(interaction.data) or OptionType.STRING
    check_choices(data.get("choices"), kind, ("choices",), problems)
    problems.refuse_if_any()
    answer: Json = {"choices": data.get("choices") or [], "nonce": interaction.nonce}
    event = "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE"
    call.stage.audience.tell_user(interaction.user.id, event, answer)


def _focused_type(data: Json) -> int | None:
    """Return the type of the option that is being typed."""
    for option in data.get("options") or ():
        if option.get("focused"):
            return int(option["type"])
        if found := _focused_type(option):
            return found
    return None


def _modal(call: Call, interaction: Interaction, data: Json) -> None:
    problems = Problems(IN_DATA)
    problems.text(data.get("title"), ("title",), LONGEST_TITLE, shortest=1)
    custom_id = data.get("custom_id")
    problems.text(custom_id, ("custom_id",), LONGEST_CUSTOM_ID, shortest=1)
    check_modal_components(data.get("components"), problems, ("components",))
    problems.refuse_if_any()
    components = list(numbered(data["components"]))
    interaction.modal = {"custom_id": custom_id, "title": data["title"], "components": components}
    application = call.world.application
    shown: Json = {
        "id": str(interaction.id),
        "nonce": interaction.nonce,
        "channel_id": str(interaction.channel.id),
        "application": {"id": str(application.id), "name": application.name, "icon": None},
        **interaction.modal,
    }
    call.stage.audience.tell_user(interaction.user.id, "INTERACTION_MODAL_CREATE", shown)


_TAKES: Mapping[CallbackType, Callable[[Call, Interaction, Json], Message | None]] = {
    CallbackType.MESSAGE: _message,
    CallbackType.DEFERRED_MESSAGE: _deferred_message,
    CallbackType.DEFERRED_UPDATE: _deferred_update,
    CallbackType.UPDATE: _update,
    CallbackType.AUTOCOMPLETE: _choices,
    CallbackType.MODAL: _modal,
}


def _response(
    world: World, interaction: Interaction, kind: CallbackType, message: Message | None
) -> Json:
    described: Json = {"id": str(interaction.id), "type": int(interaction.type)}
    response: Json = {"interaction": described}
    if message is None:
        return response
    described |= {
        "response_message_id": str(message.id),
        "response_message_loading": message.is_loading,
        "response_message_ephemeral": message.only_for is not None,
    }
    if kind is not CallbackType.DEFERRED_UPDATE:
        response["resource"] = {"type": int(kind), "message": message_object(world, message)}
    return response


ROUTES = (Route("POST", "/interactions/{interaction_id}/{token}/callback", respond, Admits.ANYONE),)
