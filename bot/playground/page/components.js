/** A message's components (cards, buttons, selects) as DOM nodes, in the way Discord lays them out. */

import { element, outsideLink, unseen } from "./dom.js";
import { markdown } from "./markdown.js";
import { Select } from "./select.js";

export const TYPE = {
  ROW: 1, BUTTON: 2, STRING_SELECT: 3, TEXT_INPUT: 4, USER_SELECT: 5, ROLE_SELECT: 6, MENTIONABLE_SELECT: 7,
  CHANNEL_SELECT: 8, SECTION: 9, TEXT: 10, THUMBNAIL: 11, GALLERY: 12, FILE: 13, SEPARATOR: 14, CONTAINER: 17,
  RADIO_GROUP: 21, CHECKBOX_GROUP: 22, CHECKBOX: 23,
};

const SELECTS = new Set([3, 5, 6, 7, 8]);
const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };
const LINK_STYLE = 5;

/**
 * What components need of their surroundings: names for mentions, the people and channels to choose from,
 * the custom id that waits for the bot (if any), and what a press does.
 * @typedef {{names: import("./markdown.js").Names, choicesOf: (component: any) => import("./select.js").Choice[],
 *            waitingFor: string | null, press: (component: any, values?: string[]) => void}} Scene
 */

/** @param {any[]} components @param {Scene} scene @returns {Node[]} */
export function componentNodes(components, scene) {
  return (components ?? []).map((component) => componentNode(component, scene)).filter(Boolean);
}

function componentNode(component, scene) {
  const maker = MAKERS[component.type] ?? (SELECTS.has(component.type) ? select : unknown);
  return maker(component, scene);
}

const MAKERS = {
  [TYPE.ROW]: (component, scene) => element("div", { class: "row" }, componentNodes(component.components, scene)),
  [TYPE.BUTTON]: button,
  [TYPE.SECTION]: section,
  [TYPE.TEXT]: (component, scene) => markdown(component.content, scene.names),
  [TYPE.THUMBNAIL]: (component) => picture(component.media, component.description, "thumbnail"),
  [TYPE.GALLERY]: ({ items }) =>
    element("div", { class: "gallery" }, items.map((item) => picture(item.media, item.description))),
  [TYPE.FILE]: (component) => fileLink(component.file.url, component.name ?? "attachment"),
  [TYPE.SEPARATOR]: separator,
  [TYPE.CONTAINER]: container,
};

function unknown(component) {
  return element("p", { class: "subtext" }, `(a component of type ${component.type}, which this page cannot show)`);
}

function container(component, scene) {
  const node = element("div", { class: "card" }, componentNodes(component.components, scene));
  if (component.accent_color != null) {
    node.classList.add("accented");
    node.style.setProperty("--accent", `#${component.accent_color.toString(16).padStart(6, "0")}`);
  }
  return component.spoiler ? element("details", {}, element("summary", {}, "Spoiler"), node) : node;
}

function section(component, scene) {
  return element("div", { class: "section" },
    element("div", { class: "section-texts" }, componentNodes(component.components, scene)),
    element("div", { class: "section-accessory" }, componentNode(component.accessory, scene)));
}

function separator(component) {
  const size = component.spacing === 2 ? "large" : "small";
  return element("hr", { class: `separator ${size} ${component.divider === false ? "invisible" : ""}` });
}

/** The page asks no other host for anything, so a picture from elsewhere is a link that says what it shows. */
function picture(media, description, className) {
  const own = new URL(media.url).origin === location.origin;
  if (own) return element("img", { class: className, src: media.url, alt: description ?? "" });
  return element("span", { class: "elsewhere" }, outsideLink(media.url, {}, `Picture: ${description ?? "open"}`));
}

/** A file that came with a message. */
export function fileLink(url, name) {
  return element("p", {}, outsideLink(url, {}, `File: ${name}`));
}

function emojiText(emoji) {
  return emoji?.id ? `:${emoji.name}:` : emoji?.name;
}

function button(component, scene) {
  const look = `button ${BUTTON_STYLES[component.style] ?? "secondary"}`;
  const face = [emojiText(component.emoji), component.label].filter(Boolean).join(" ");
  if (component.style === LINK_STYLE && !component.disabled) {
    return outsideLink(component.url, { class: look }, face, element("span", { class: "outward", "aria-hidden": "true" }),
      unseen(" (opens in a new tab)"));
  }
  const busy = scene.waitingFor != null && scene.waitingFor === component.custom_id;
  return element("button", {
    type: "button", class: look, disabled: component.disabled, "data-custom-id": component.custom_id,
    "aria-busy": busy && "true",
    "aria-disabled": scene.waitingFor != null && "true", // it keeps the focus, which `disabled` would lose
    onclick: () => scene.waitingFor == null && scene.press(component),
  }, element("span", { class: "button-face" }, face));
}

function select(component, scene) {
  const menu = new Select({
    label: component.placeholder ?? "Choose",
    placeholder: component.placeholder ?? "Make a selection",
    least: component.min_values ?? 1,
    most: component.max_values ?? 1,
    disabled: Boolean(component.disabled) || scene.waitingFor != null,
    choices: scene.choicesOf(component),
    onChange: (values) => scene.press(component, values),
  });
  menu.button.dataset.customId = component.custom_id;
  if (scene.waitingFor === component.custom_id) menu.button.setAttribute("aria-busy", "true");
  return menu.node;
}

/** What a select offers: its own options, or a server's people, roles and channels. */
export function choicesOf(component, session, channel) {
  const preset = new Set((component.default_values ?? []).map((one) => one.id));
  if (component.type === TYPE.STRING_SELECT) return component.options.map(ownChoice);
  const offered = {
    [TYPE.USER_SELECT]: peopleChoices,
    [TYPE.ROLE_SELECT]: roleChoices,
    [TYPE.MENTIONABLE_SELECT]: mentionableChoices,
    [TYPE.CHANNEL_SELECT]: channelChoices,
  }[component.type](session, channel, component.channel_types);
  return offered.map((choice) => ({ ...choice, chosen: preset.has(choice.value) }));
}

function ownChoice(option) {
  const label = [emojiText(option.emoji), option.label].filter(Boolean).join(" ");
  return { value: option.value, label, detail: option.description, chosen: Boolean(option.default) };
}

export function peopleChoices(session, channel) {
  return session.peopleIn(channel).map((user) => ({ value: user.id, label: session.nameOf(user) }));
}

export function roleChoices(session, channel) {
  return session.rolesIn(channel).map((role) => ({ value: role.id, label: `@${role.name}` }));
}

export function mentionableChoices(session, channel) {
  return [...peopleChoices(session, channel), ...roleChoices(session, channel)];
}

/** The channels of a server, of the given types if any are given. */
export function channelChoices(session, channel, types) {
  return session.channelsOf(channel.guild_id)
    .filter((one) => !types?.length || types.includes(one.type))
    .map((one) => ({ value: one.id, label: `#${one.name}` }));
}
