"""The bot's further messages on an interaction: follow-ups, and edits of what it answered."""

from dataclasses import replace

from bot.playground.announcements import announce_deletion, announce_message
from bot.playground.callbacks import blank_answer, flags_of, writer_for
from bot.playground.entities import Message, MessageType
from bot.playground.interactions import CallbackType, Interaction
from bot.playground.message_payloads import message_object
from bot.playground.refusals import unknown_message, unknown_webhook
from bot.playground.routing import NO_CONTENT, Admits, Call, Reply, Route

ORIGINAL = "@original"


def follow_up(call: Call) -> Reply:
    """Send a further message; while the bot is "thinking", it takes the place of that."""
    interaction = _interaction(call)
    original = _original(call, interaction)
    if original is not None and original.is_loading:
        return Reply(message_object(call.world, _rewritten(call, interaction, original)))
    blank = blank_answer(call.world, interaction, flags_of(call.body))
    if original is not None:
        answered = {"original_response_message_id": str(original.id)}
        blank = replace(
            blank,
            type=MessageType.REPLY,
            replies_to=original.id,
            interaction={**(blank.interaction or {}), **answered},
        )
    message = writer_for(call.world, interaction).compose(blank, call.body, call.files)
    call.world.put(message)
    announce_message(call.stage, message, "MESSAGE_CREATE")
    return Reply(message_object(call.world, message))


def read(call: Call) -> Reply:
    """Return a message of an interaction."""
    return Reply(message_object(call.world, _message(call, _interaction(call))))


def edit(call: Call) -> Reply:
    """Edit a message of an interaction."""
    interaction = _interaction(call)
    message = _rewritten(call, interaction, _message(call, interaction))
    return Reply(message_object(call.world, message))


def delete(call: Call) -> Reply:
    """Delete a message of an interaction."""
    message = _message(call, _interaction(call))
    call.world.remove(message)
    announce_deletion(call.stage, message)
    return NO_CONTENT


def _rewritten(call: Call, interaction: Interaction, before: Message) -> Message:
    message = writer_for(call.world, interaction).rewrite(before, call.body, call.files)
    if not before.is_loading:  # what follows "thinking" counts as written, not as edited
        message = replace(message, edited_at=call.world.now())
    call.world.put(message)
    announce_message(call.stage, message, "MESSAGE_UPDATE")
    return message


def _interaction(call: Call) -> Interaction:
    if call.id("application_id") != call.world.application.id:
        raise unknown_webhook()
    interaction = call.stage.interactions.acknowledged(call.params["token"], call.world.now())
    if interaction.callback is CallbackType.AUTOCOMPLETE:
        raise unknown_webhook()
    return interaction


def _original(call: Call, interaction: Interaction) -> Message | None:
    if interaction.original_id is None:
        return None
    return call.world.message(interaction.channel.id, interaction.original_id)


def _message(call: Call, interaction: Interaction) -> Message:
    """Return the message that the path means, which has to be the bot's own."""
    if call.params["message_id"] == ORIGINAL:
        message = _original(call, interaction)
    else:
        message = call.world.message(interaction.channel.id, call.id("message_id"))
    if message is None or message.author_id != call.world.bot.id:
        raise unknown_message()
    return message


_WEBHOOK = "/webhooks/{application_id}/{token}"

ROUTES = (
    Route("POST", _WEBHOOK, follow_up, Admits.ANYONE),
    Route("GET", _WEBHOOK + "/messages/{message_id}", read, Admits.ANYONE),
    Route("PATCH", _WEBHOOK + "/messages/{message_id}", edit, Admits.ANYONE),
    Route("DELETE", _WEBHOOK + "/messages/{message_id}", delete, Admits.ANYONE),
)
