"""The options a member gave to a command, against those that the bot registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.playground.command_rules import LARGEST_NUMBER, LONGEST_STRING, NESTING, OptionType
from bot.playground.entities import Json, Unchecked
from bot.playground.problems import Path, Problems, scalar, snowflake
from bot.playground.resolving import MENTIONABLE, Kind, Resolved

MOST_OPTIONS = 25

RESOLVES = {
    OptionType.USER: frozenset({Kind.USER}),
    OptionType.ROLE: frozenset({Kind.ROLE}),
    OptionType.CHANNEL: frozenset({Kind.CHANNEL}),
    OptionType.MENTIONABLE: MENTIONABLE,
}

_Registered: TypeAlias = Mapping[object, Json]


@dataclass(frozen=True, slots=True)
class GivenOptions:
    """Checks given options and resolves what they name.

    While one of them is being typed (``focused``), what is there so far may be wrong or missing.
    """

    resolved: Resolved
    focused: bool = False
    problems: Problems = field(default_factory=Problems)

    def below(self, owner: Json, given: Unchecked, path: Path) -> tuple[list[Json], Sequence[str]]:
        """Check what is given to a command, group or sub-command.

        Returns the options as the bot is told of them, and the names of groups and sub-commands.
        """
        registered = {each["name"]: each for each in owner.get("options") or ()}
        placed = self.problems.objects(given, (*path, "options"), MOST_OPTIONS)
        if any(each["type"] in NESTING for each in registered.values()):
            return self._nested(registered, placed, (*path, "options"))
        if not self.focused:
            self._check_required(registered, placed, (*path, "options"))
        return [self._option(registered, option, place) for place, option in placed], ()

    def _nested(
        self, registered: _Registered, placed: list[tuple[Path, Json]], path: Path
    ) -> tuple[list[Json], Sequence[str]]:
        """Go into the one group or sub-command that has to be chosen."""
        chosen = placed[0][1] if len(placed) == 1 else {}
        owner = registered.get(scalar(chosen.get("name")))
        if owner is None:
            self.problems.choices(path, registered)
            return [], ()
        inner, names = self.below(owner, chosen.get("options"), (*path, 0))
        described = {"name": owner["name"], "type": owner["type"], "options": inner}
        return [described], (owner["name"], *names)

    def _check_required(
        self, registered: _Registered, placed: list[tuple[Path, Json]], path: Path
    ) -> None:
        given = {scalar(option.get("name")) for _, option in placed}
        for name, option in registered.items():
            if option.get("required") and name not in given:
                self.problems.required((*path, str(name)))

    def _option(self, registered: _Registered, given: Json, path: Path) -> Json:
        option = registered.get(scalar(given.get("name")))
        if option is None:
            self.problems.choices((*path, "name"), registered)
            return {}
        value = given.get("value")
        described: Json = {"name": option["name"], "type": option["type"], "value": value}
        if self.focused:
            return described | ({"focused": True} if given.get("focused") else {})
        self._check_value(option, value, (*path, "value"))
        return described

    def _check_value(self, option: Json, value: Unchecked, path: Path) -> None:
        match option["type"]:
            case OptionType.STRING:
                self._check_text(option, value, path)
            case OptionType.INTEGER:
                self.problems.number(value, path, *_bounds(option))
            case OptionType.NUMBER:
                self._check_float(option, value, path)
            case OptionType.BOOLEAN:
                if not isinstance(value, bool):
                    wrong = "Must be either true or false."
                    self.problems.add(path, "BOOLEAN_TYPE_CONVERT", wrong)
            case kind:
                if not self.resolved.find(RESOLVES.get(kind, ()), snowflake(value) or 0):
                    self.problems.add(path, "OPTION_NOT_FOUND", f'Value "{value}" was not found.')
        choices = [each["value"] for each in option.get("choices") or ()]
        if choices and value not in choices:
            self.problems.choices(path, choices)

    def _check_text(self, option: Json, value: Unchecked, path: Path) -> None:
        if value is None:
            self.problems.required(path)
            return
        longest, shortest = option.get("max_length"), option.get("min_length")
        self.problems.text(value, path, longest or LONGEST_STRING, shortest=shortest or 0)

    def _check_float(self, option: Json, value: Unchecked, path: Path) -> None:
        least, most = _bounds(option)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.problems.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')
        elif not least <= value <= most:
            outside = f"float value should be between {least} and {most}."
            self.problems.add(path, "NUMBER_TYPE_MAX", outside)


def _bounds(option: Json) -> tuple[float, float]:
    least, most = option.get("min_value"), option.get("max_value")
    return (
        -LARGEST_NUMBER if least is None else least,
        LARGEST_NUMBER if most is None else most,
    )
