"""The rules of components in messages and modals: what may stand where, how many, how long."""

from collections.abc import Callable, Mapping, Set
from typing import TypeAlias

from bot.playground import components as parts
from bot.playground.component_fields import (
    check_counts,
    check_emoji,
    check_fewest,
    check_media,
    check_most,
    check_options,
    check_scheme,
)
from bot.playground.components import ButtonStyle, ComponentType
from bot.playground.entities import Json, Unchecked
from bot.playground.problems import Path, Problems

MOST_ROWS = 5
MOST_IN_A_ROW = 5
MOST_IN_A_SECTION = 3
MOST_IN_A_MODAL = 5
MOST_COMPONENTS = 40
MOST_TEXT = 4_000
"""Characters over all text displays of a message."""
MOST_SELECT_OPTIONS = 25
MOST_GROUP_OPTIONS = 10
MOST_GALLERY_ITEMS = 10
MOST_FILES = 10
LONGEST_CUSTOM_ID = 100
LONGEST_BUTTON_LABEL = 80
LONGEST_URL = 512
LONGEST_PLACEHOLDER = 150
LONGEST_INPUT = 4_000
LARGEST_COLOR = 0xFFFFFF
URL_SCHEMES = ("http", "https", "discord")


class ComponentCheck:
    """Goes through the components of one message or modal, and notes what is wrong."""

    def __init__(self, problems: Problems, *, in_modal: bool = False) -> None:
        self.problems = problems
        self.in_modal = in_modal
        self.count = 0
        self.text_length = 0
        self._custom_ids: set[str] = set()
        self._ids: set[int] = set()

    def all(
        self,
        components: Unchecked,
        path: Path,
        allowed: Set[int],
        *,
        most: int,
        fewest: int = 0,
    ) -> None:
        """Check a list of components, of which only some types may stand here."""
        for place, component in self.problems.objects(components, path, most, fewest=fewest):
            self.one(component, place, allowed)

    def one(self, component: Json, path: Path, allowed: Set[int]) -> None:
        """Check a component and everything in it."""
        kind = component.get("type")
        if not isinstance(kind, int) or kind not in allowed:
            choices = ", ".join(str(int(each)) for each in sorted(allowed))
            wrong = f'Value of field "type" must be one of ({choices}).'
            self.problems.add((*path, "type"), "UNION_TYPE_CHOICES", wrong)
            return
        self.count += 1
        self._check_id(component.get("id"), path)
        _RULES[kind](self, component, path)

    def custom_id(self, component: Json, path: Path) -> None:
        """Check the custom id that a component has to have, unlike any other here."""
        place, custom_id = (*path, "custom_id"), component.get("custom_id")
        if not self.problems.text(custom_id, place, LONGEST_CUSTOM_ID, shortest=1):
            return
        if custom_id in self._custom_ids:
            twice = "Component custom id cannot be duplicated"
            self.problems.add(place, "COMPONENT_CUSTOM_ID_DUPLICATED", twice)
        self._custom_ids.add(str(custom_id))

    def _check_id(self, number: object, path: Path) -> None:
        if not number:
            return
        if self.problems.number(number, (*path, "id"), 0, 2**31 - 1) and isinstance(number, int):
            if number in self._ids:
                twice = "Component id cannot be duplicated"
                self.problems.add((*path, "id"), "COMPONENT_ID_DUPLICATED", twice)
            self._ids.add(number)


def check_message_components(components: object, problems: Problems, *, v2: bool) -> None:
    """Note what is wrong with a message's components, of the first or the second version."""
    check = ComponentCheck(problems)
    if v2:
        check.all(components, ("components",), parts.IN_A_V2_MESSAGE, most=MOST_COMPONENTS)
    else:
        check.all(components, ("components",), parts.IN_A_MESSAGE, most=MOST_ROWS)
    if check.count > MOST_COMPONENTS:
        many = f"The maximum number of components in a message is {MOST_COMPONENTS}"
        problems.add(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", many)
    if check.text_length > MOST_TEXT:
        much = f"The total displayable text size exceeds max size of {MOST_TEXT}"
        problems.add(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", much)


def check_modal_components(components: object, problems: Problems, path: Path) -> None:
    """Note what is wrong with a modal's components."""
    check = ComponentCheck(problems, in_modal=True)
    check.all(components, path, parts.IN_A_MODAL, most=MOST_IN_A_MODAL, fewest=1)


def _row(check: ComponentCheck, row: Json, path: Path) -> None:
    inside, place = row.get("components"), (*path, "components")
    allowed = parts.IN_A_MODALS_ROW if check.in_modal else parts.IN_A_ROW
    check.all(inside, place, allowed, most=MOST_IN_A_ROW, fewest=1)
    kinds = [each.get("type") for each in parts.objects_in(inside)]
    if len(kinds) > 1 and any(kind != ComponentType.BUTTON for kind in kinds):
        wide = "The specified component exceeds the maximum width"
        check.problems.add(place, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", wide)


def _button(check: ComponentCheck, button: Json, path: Path) -> None:
    problems, style = check.problems, button.get("style")
    if not problems.one_of(style, (*path, "style"), ButtonStyle):
        return
    if style == ButtonStyle.LINK:
        _link(problems, button, path)
    elif style == ButtonStyle.PREMIUM:
        problems.text(button.get("sku_id"), (*path, "sku_id"), 20, shortest=1)
        return
    else:
        check.custom_id(button, path)
        if button.get("url") is not None:
            both = "A custom id and url cannot both be specified"
            problems.add((*path, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", both)
    problems.text(button.get("label"), (*path, "label"), LONGEST_BUTTON_LABEL)
    check_emoji(problems, button, path)
    if not button.get("label") and not button.get("emoji"):
        neither = "A button needs a label or an emoji"
        problems.add((*path, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", neither)


def _link(problems: Problems, button: Json, path: Path) -> None:
    url = button.get("url")
    if button.get("custom_id") is not None:
        both = "A custom id and url cannot both be specified"
        problems.add((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED", both)
    if problems.text(url, (*path, "url"), LONGEST_URL, shortest=1):
        check_scheme(problems, str(url), (*path, "url"), URL_SCHEMES)


def _select(check: ComponentCheck, select: Json, path: Path) -> None:
    check.custom_id(select, path)
    check.problems.text(select.get("placeholder"), (*path, "placeholder"), LONGEST_PLACEHOLDER)
    check_counts(check.problems, select, path, MOST_SELECT_OPTIONS, default=1)


def _string_select(check: ComponentCheck, select: Json, path: Path) -> None:
    _select(check, select, path)
    check_options(check.problems, select, path, fewest=1, most=MOST_SELECT_OPTIONS)
    options = parts.objects_in(select.get("options"))
    if sum(bool(each.get("default")) for each in options) > _most_chosen(select):
        many = "More options are chosen by default than may be chosen"
        place = (*path, "options")
        check.problems.add(place, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", many)


def _most_chosen(select: Json) -> int:
    most = select.get("max_values")
    return most if isinstance(most, int) else 1


def _section(check: ComponentCheck, section: Json, path: Path) -> None:
    inside, place = section.get("components"), (*path, "components")
    check.all(inside, place, parts.IN_A_SECTION, most=MOST_IN_A_SECTION, fewest=1)
    _single(check, section, (*path, "accessory"), parts.BESIDE_A_SECTION)


def _single(check: ComponentCheck, owner: Json, path: Path, allowed: Set[int]) -> None:
    """Check the one component that another has to hold, at the end of this path."""
    held = owner.get(str(path[-1]))
    if held is None:
        check.problems.required(path)
    elif check.problems.mapping(held, path):
        check.one(held, path, allowed)


def _text_display(check: ComponentCheck, display: Json, path: Path) -> None:
    content = display.get("content")
    shown = content.strip() if isinstance(content, str) else content
    if check.problems.text(shown, (*path, "content"), MOST_TEXT, shortest=1):
        check.text_length += len(str(shown))


def _thumbnail(check: ComponentCheck, thumbnail: Json, path: Path) -> None:
    check_media(check.problems, thumbnail, path, "media", ("http", "https", "attachment"))


def _gallery(check: ComponentCheck, gallery: Json, path: Path) -> None:
    items, place = gallery.get("items"), (*path, "items")
    for where, item in check.problems.objects(items, place, MOST_GALLERY_ITEMS, fewest=1):
        _thumbnail(check, item, where)


def _file(check: ComponentCheck, file: Json, path: Path) -> None:
    check_media(check.problems, file, path, "file", ("attachment",))


def _separator(check: ComponentCheck, separator: Json, path: Path) -> None:
    if separator.get("spacing") is not None:
        check.problems.one_of(separator["spacing"], (*path, "spacing"), (1, 2))


def _container(check: ComponentCheck, container: Json, path: Path) -> None:
    if container.get("accent_color") is not None:
        check.problems.number(container["accent_color"], (*path, "accent_color"), 0, LARGEST_COLOR)
    inside, place = container.get("components"), (*path, "components")
    check.all(inside, place, parts.IN_A_CONTAINER, most=MOST_COMPONENTS, fewest=1)


def _label(check: ComponentCheck, label: Json, path: Path) -> None:
    check.problems.text(label.get("label"), (*path, "label"), 45, shortest=1)
    check.problems.text(label.get("description"), (*path, "description"), 100)
    _single(check, label, (*path, "component"), parts.IN_A_LABEL)


def _text_input(check: ComponentCheck, field: Json, path: Path) -> None:
    check.custom_id(field, path)
    problems = check.problems
    problems.one_of(field.get("style"), (*path, "style"), (1, 2))
    in_a_label = path[-1] == "component"
    problems.text(field.get("label"), (*path, "label"), 45, shortest=0 if in_a_label else 1)
    problems.text(field.get("placeholder"), (*path, "placeholder"), 100)
    problems.text(field.get("value"), (*path, "value"), LONGEST_INPUT)
    longest = check_most(problems, field, (*path, "max_length"), LONGEST_INPUT)
    check_fewest(problems, field, (*path, "min_length"), longest)


def _upload(check: ComponentCheck, upload: Json, path: Path) -> None:
    check.custom_id(upload, path)
    check_counts(check.problems, upload, path, MOST_FILES, default=1)


def _radio_group(check: ComponentCheck, group: Json, path: Path) -> None:
    check.custom_id(group, path)
    check_options(check.problems, group, path, fewest=2, most=MOST_GROUP_OPTIONS)


def _checkbox_group(check: ComponentCheck, group: Json, path: Path) -> None:
    check.custom_id(group, path)
    check_counts(check.problems, group, path, MOST_GROUP_OPTIONS)
    check_options(check.problems, group, path, fewest=1, most=MOST_GROUP_OPTIONS)


_Rule: TypeAlias = Callable[[ComponentCheck, Json, Path], None]

_RULES: Mapping[int, _Rule] = {
    ComponentType.ACTION_ROW: _row,
    ComponentType.BUTTON: _button,
    ComponentType.STRING_SELECT: _string_select,
    ComponentType.TEXT_INPUT: _text_input,
    **dict.fromkeys(parts.ENTITY_SELECTS, _select),
    ComponentType.SECTION: _section,
    ComponentType.TEXT_DISPLAY: _text_display,
    ComponentType.THUMBNAIL: _thumbnail,
    ComponentType.MEDIA_GALLERY: _gallery,
    ComponentType.FILE: _file,
    ComponentType.SEPARATOR: _separator,
    ComponentType.CONTAINER: _container,
    ComponentType.LABEL: _label,
    ComponentType.FILE_UPLOAD: _upload,
    ComponentType.RADIO_GROUP: _radio_group,
    ComponentType.CHECKBOX_GROUP: _checkbox_group,
    ComponentType.CHECKBOX: ComponentCheck.custom_id,
}
