/** One message as DOM nodes: who, when, by which command, its text, cards, and what only its reader sees. */

import { avatar, element, unseen } from "./dom.js";
import { markdown } from "./markdown.js";
import { componentNodes, fileLink } from "./components.js";
import { hourOf, sentAt } from "./timestamps.js";

const FLAG = { EPHEMERAL: 1 << 6, LOADING: 1 << 7 };
const TYPE = { THREAD_CREATED: 18, APPS_COMMAND: 23 };
const GROUP_MS = 7 * 60_000;

export function isEphemeral(message) {
  return Boolean(message.flags & FLAG.EPHEMERAL);
}

function isThinking(message) {
  return Boolean(message.flags & FLAG.LOADING);
}

/** The command or reply that led to a message: such a message never hides below another of its author. */
function cause(message) {
  return commandName(message) ?? message.referenced_message ?? null;
}

function commandName(message) {
  const metadata = message.interaction_metadata;
  const name = message.interaction?.name ?? metadata?.name ?? metadata?.triggering_interaction_metadata?.name;
  return name ?? null;
}

/** Whether a message goes below the previous one without a head of its own. */
export function continues(previous, message) {
  return Boolean(previous) && previous.author.id === message.author.id && !cause(message) &&
    isEphemeral(previous) === isEphemeral(message) &&
    new Date(message.timestamp) - new Date(previous.timestamp) < GROUP_MS;
}

/**
 * @typedef {import("./components.js").Scene & {nameOf: (user: any) => string, failure: string | null,
 *           dismiss: () => void, apps: {name: string, run: () => void}[]}} MessageScene
 */

/** @param {any} message @param {MessageScene} scene @param {boolean} grouped below one of the same author */
export function messageNode(message, scene, grouped) {
  const name = scene.nameOf(message.author);
  const node = element("article", { class: "message", "aria-label": `Message from ${name}` },
    causeLine(message, scene),
    element("div", { class: "gutter" }, grouped ? hourOf(message.timestamp) : avatar(message.author, name)),
    element("div", { class: "content" },
      grouped ? null : head(message.author, name, message.timestamp),
      isThinking(message) ? thinking(name) : body(message, scene),
      scene.failure && element("p", { class: "failure", role: "alert" }, scene.failure),
      isEphemeral(message) && ephemeralLine(scene)),
    scene.apps.length ? appsOf(scene) : null);
  node.classList.toggle("grouped", grouped);
  node.classList.toggle("ephemeral", isEphemeral(message));
  return node;
}

/** Author, tag and time. */
export function head(author, name, iso) {
  return element("header", { class: "head" },
    element("span", { class: "author" }, name),
    author.bot && element("span", { class: "tag" }, "APP"),
    iso && sentAt(iso));
}

function causeLine(message, scene) {
  const command = commandName(message);
  const replied = message.referenced_message;
  if (!command && !replied) return null;
  if (!command) return replyLine(replied, scene);
  const user = message.interaction?.user ?? message.interaction_metadata?.user;
  const isSlash = message.type !== TYPE.APPS_COMMAND;
  return usedLine(user, user ? scene.nameOf(user) : "Somebody", isSlash ? `/${command}` : command);
}

/** "Anna used /split why". */
export function usedLine(user, name, command) {
  return element("p", { class: "cause" }, avatar(user, name),
    element("span", { class: "cause-who" }, name), " used ", element("span", { class: "cause-command" }, command));
}

function replyLine(replied, scene) {
  const name = scene.nameOf(replied.author);
  return element("p", { class: "cause" }, avatar(replied.author, name), unseen("In reply to "),
    element("span", { class: "cause-who" }, name), element("span", { class: "cause-text" }, replied.content || "a card"));
}

function thinking(name) {
  return element("p", { class: "thinking" }, dots(), `${name} is thinking…`);
}

/** Three dots that move, for what is being waited for. */
export function dots() {
  return element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
}

function body(message, scene) {
  if (message.type === TYPE.THREAD_CREATED) {
    const thread = message.message_reference?.channel_id;
    return element("p", { class: "subtext" }, "started a thread: ", threadLink(thread, message.content));
  }
  return [
    message.content && markdown(message.content, scene.names),
    ...(message.attachments ?? []).map((file) => fileLink(file.url, file.filename)),
    element("div", { class: "components" }, componentNodes(message.components, scene)),
    message.poll && pollNode(message.poll),
    edited(message),
    message.thread && element("p", { class: "thread-link" }, threadLink(message.thread.id, message.thread.name)),
  ];
}

/** A poll as it is asked; nobody can vote on this page yet. */
function pollNode(poll) {
  return element("section", { class: "poll", "aria-label": "Poll" },
    element("p", { class: "poll-question" }, poll.question.text),
    element("ul", {}, poll.answers.map((answer) => element("li", {}, answer.poll_media.text))));
}

/** The address of a channel on this page is its id. */
function threadLink(id, name) {
  return element("a", { href: id && `#${id}` }, `↳ ${name}`);
}

function edited(message) {
  return message.edited_timestamp && element("span", { class: "edited" }, "(edited)");
}

function ephemeralLine(scene) {
  return element("p", { class: "only-you" }, "Only you can see this · ",
    element("button", { type: "button", class: "plain-link", onclick: scene.dismiss }, "Dismiss message"));
}

/** The commands that the Apps menu of a message has; it closes when one goes on elsewhere. */
function appsOf({ apps }) {
  const close = () => (node.open = false);
  const node = element("details", {
    class: "apps",
    onkeydown: (event) => event.key === "Escape" && close(),
    onfocusout: (event) => !node.contains(event.relatedTarget) && close(),
  }, element("summary", { "aria-label": "Apps for this message", title: "Apps" }, "⋯"),
  element("div", { class: "apps-list" }, apps.map(({ name, run }) => element("button", {
    type: "button",
    onclick: () => {
      close();
      run();
    },
  }, name))));
  return node;
}
