"""A member presses a button, chooses in a select or submits a modal, where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.playground.components import SELECTS, ComponentType, walked, with_custom_id
from bot.playground.entities import Channel, Json, Message, Unchecked
from bot.playground.interactions import InteractionType
from bot.playground.problems import Path, Problems, scalar, snowflake
from bot.playground.refusals import unknown_interaction, unknown_message
from bot.playground.resolving import MENTIONABLE, Kind, Resolved
from bot.playground.routing import Call

LONGEST_INPUT = 4_000
CHOOSES = {
    ComponentType.USER_SELECT: frozenset({Kind.USER}),
    ComponentType.ROLE_SELECT: frozenset({Kind.ROLE}),
    ComponentType.MENTIONABLE_SELECT: MENTIONABLE,
    ComponentType.CHANNEL_SELECT: frozenset({Kind.CHANNEL}),
}
"""What is chosen in the selects that have no options of their own."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a member did, as the bot is told of it."""

    type: InteractionType
    data: Json
    name: str | None = None
    message: Message | None = None


def component_use(call: Call, channel: Channel) -> Use:
    """Return the use of a component; one that is not there or is disabled is refused."""
    given = call.part("data")
    message = call.world.message(channel.id, call.body_id("message_id") or 0)
    if message is None or message.only_for not in {None, call.caller.id}:
        raise unknown_message()
    component = with_custom_id(message.components, str(given.get("custom_id")))
    problems = Problems()
    if component is None or component["type"] != given.get("component_type"):
        problems.add(("data", "custom_id"), "COMPONENT_VALIDATION_FAILED", "Component not found")
    elif component.get("disabled"):
        problems.add(("data", "custom_id"), "COMPONENT_VALIDATION_FAILED", "Component is disabled")
    problems.refuse_if_any()
    component = component or {}
    data: Json = {
        "id": component["id"],
        "custom_id": component["custom_id"],
        "component_type": component["type"],
    }
    if component["type"] in SELECTS:
        data |= _chosen(call, channel, component, given.get("values"))
    return Use(InteractionType.COMPONENT, data, message=message)


def _chosen(call: Call, channel: Channel, select: Json, values: Unchecked) -> Json:
    problems = Problems()
    resolved = Resolved(call.world, call.world.guild_of(channel), call.caller)
    check_values(select, values, ("data", "values"), problems, resolved)
    problems.refuse_if_any()
    chosen: Json = {"values": values}
    if resolved.found:
        chosen["resolved"] = resolved.found
    return chosen


def check_values(
    select: Json, values: Unchecked, path: Path, problems: Problems, resolved: Resolved
) -> None:
    """Note what does not fit a select: how many there are, and what each stands for."""
    fewest = select.get("min_values", 1)
    if not problems.items(values, path, select.get("max_values", 1), fewest=fewest):
        return
    known = [option["value"] for option in select.get("options") or ()]
    for index, value in enumerate(values or ()):
        kinds = CHOOSES.get(select["type"])
        if kinds is None:
            problems.one_of(value, (*path, index), known)
        elif not resolved.find(kinds, snowflake(value) or 0):
            problems.add((*path, index), "OPTION_NOT_FOUND", f'Value "{value}" was not found.')


def modal_submission(call: Call, channel: Channel) -> Use:
    """Return a modal as a member filled it in; what the modal does not ask for is refused."""
    given = call.part("data")
    shown = call.stage.interactions.with_id(snowflake(given.get("id")) or 0)
    if shown is None or shown.modal is None or shown.user.id != call.caller.id:
        raise unknown_interaction()
    if shown.modal["custom_id"] != given.get("custom_id"):
        raise unknown_interaction()
    filled = {scalar(each.get("custom_id")): each for each in walked(given.get("components"))}
    problems = Problems()
    resolved = Resolved(call.world, call.world.guild_of(channel), call.caller)
    form = _Form(filled, problems, resolved)
    components = [form.filled_in(each) for each in shown.modal["components"]]
    problems.refuse_if_any()
    data: Json = {"custom_id": shown.modal["custom_id"], "components": components}
    if resolved.found:
        data["resolved"] = resolved.found
    shown.modal = None
    return Use(InteractionType.MODAL_SUBMIT, data, message=shown.message)


@dataclass(frozen=True, slots=True)
class _Form:
    """A modal's inputs as a member filled them in, by custom id."""

    given: Mapping[int | str | None, Json]
    problems: Problems
    resolved: Resolved

    def filled_in(self, component: Json) -> Json:
        """Return a component of the modal as the bot is told of it after submission."""
        described: Json = {"type": component["type"], "id": component["id"]}
        if component["type"] == ComponentType.ACTION_ROW:
            inside = [self.filled_in(each) for each in component["components"]]
            return described | {"components": inside}
        if component["type"] == ComponentType.LABEL:
            return described | {"component": self.filled_in(component["component"])}
        if component["type"] == ComponentType.TEXT_DISPLAY:
            return described
        described["custom_id"] = component["custom_id"]
        return described | self._answer(component)

    def _answer(self, field: Json) -> Json:
        path: Path = ("data", "components", field["custom_id"])
        given = self.given.get(field["custom_id"], {})
        if field["type"] == ComponentType.TEXT_INPUT:
            return {"value": self._text(field, given.get("value") or "", path)}
        if field["type"] == ComponentType.CHECKBOX:
            return {"value": bool(given.get("value"))}
        if field["type"] == ComponentType.RADIO_GROUP:
            return {"value": self._radio(field, given.get("value"), path)}
        values = given.get("values") or []
        least = field.get("min_values", 1) if field.get("required", True) else 0
        rules = {"max_values": 1, **field, "min_values": least}
        check_values(rules, values, path, self.problems, self.resolved)
        return {"values": values}

    def _text(self, field: Json, value: str, path: Path) -> str:
        required = field.get("required", True)
        shortest = max(field.get("min_length") or 0, int(required))
        longest = field.get("max_length") or LONGEST_INPUT
        if value or required:
            self.problems.text(value or None, path, longest, shortest=shortest)
        return value

    def _radio(self, field: Json, value: object, path: Path) -> object:
        known = [option["value"] for option in field["options"]]
        if value not in known and (value is not None or field.get("required", True)):
            self.problems.choices(path, tuple(known))
        return value
