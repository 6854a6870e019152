"""Interactions between a member's doing something and the bot's answer, with Discord's deadlines.

Discord: the first response has to come within 3 seconds; the token then lives for 15 minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from bot.playground.clock import Appointment
from bot.playground.entities import Channel, Guild, Json, Message, User
from bot.playground.refusals import (
    already_acknowledged,
    expired_webhook_token,
    unknown_interaction,
    unknown_webhook,
)

FIRST_RESPONSE_WITHIN = timedelta(seconds=3)
TOKEN_LIVES = timedelta(minutes=15)


class InteractionType(IntEnum):
    """What a member did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class CallbackType(IntEnum):
    """How the bot first responds."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


@dataclass(slots=True)
class Interaction:
    """One interaction, and how far it has come."""

    id: int
    token: str
    type: InteractionType
    created_at: datetime
    user: User
    channel: Channel
    guild: Guild | None
    nonce: str | None
    data: Json
    name: str | None = None
    """The command's whole name, such as ``split why``."""
    message: Message | None = None
    """The message whose component was used."""
    callback: CallbackType | None = None
    original_id: int | None = None
    """The message that ``@original`` means."""
    modal: Json | None = None
    deadline: Appointment | None = None
    failed: bool = False


class Interactions:
    """The interactions whose tokens are alive, by token and by id."""

    def __init__(self) -> None:
        self._by_token: dict[str, Interaction] = {}
        self._by_id: dict[int, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        """Take up a new interaction, and forget those whose time is long over."""
        self._forget_before(interaction.created_at - 2 * TOKEN_LIVES)
        self._by_token[interaction.token] = interaction
        self._by_id[interaction.id] = interaction

    def with_id(self, interaction_id: int) -> Interaction | None:
        """Return an interaction by its id."""
        return self._by_id.get(interaction_id)

    def to_acknowledge(self, interaction_id: int, token: str, now: datetime) -> Interaction:
        """Return the interaction that waits for its first response, or refuse."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id or interaction.failed:
            raise unknown_interaction()
        if interaction.callback is not None:
            raise already_acknowledged()
        if now - interaction.created_at >= FIRST_RESPONSE_WITHIN:
            raise unknown_interaction()
        return interaction

    def acknowledged(self, token: str, now: datetime) -> Interaction:
        """Return the answered interaction whose token this is, or refuse."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.callback is None:
            raise unknown_webhook()
        if now - interaction.created_at >= TOKEN_LIVES:
            raise expired_webhook_token()
        return interaction

    def _forget_before(self, moment: datetime) -> None:
        while self._by_token:
            oldest = next(iter(self._by_token.values()))
            if oldest.created_at >= moment:
                return
            del self._by_token[oldest.token], self._by_id[oldest.id]
