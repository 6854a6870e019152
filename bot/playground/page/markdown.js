/** Discord's markdown as DOM nodes. Text stays text: nothing of a message is ever parsed as HTML. */

import { element, outsideLink } from "./dom.js";
import { timestamp } from "./timestamps.js";

/**
 * What mentions are called; each gives a name, or null for what is not known.
 * @typedef {{user: (id: string) => string | null, role: (id: string) => string | null,
 *            channel: (id: string) => string | null}} Names
 */

const DEEPEST = 12; // marks and quotes nested further than anybody writes stay as they were typed

const FENCE = /```(?:[\w+#.-]+\n)?\n?([\s\S]*?[^\n`])\n*```/g;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SUBTEXT = /^-# +(\S.*)$/;
const ITEM = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;
const QUOTE = /^> ?(.*)$/;
const QUOTE_TO_THE_END = /^>>> ?([\s\S]*)$/;

/** A message's text. @param {string} text @param {Names} names */
export function markdown(text, names) {
  return element("div", { class: "markdown" }, blocks(text, names, 0));
}

function blocks(text, names, depth) {
  const nodes = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    if (fence.index < end) continue;
    const before = text.slice(end, fence.index);
    if (/^>>> /m.test(before)) break; // that quote runs to the end, fences and all
    nodes.push(...lines(before, names, depth), codeBlock(fence[1]));
    end = fence.index + fence[0].length;
  }
  return [...nodes, ...lines(text.slice(end), names, depth)];
}

function codeBlock(code) {
  return element("pre", { tabindex: "0" }, element("code", {}, code));
}

/** Takes blocks off the front of the lines until none is left. */
function lines(text, names, depth) {
  const rest = text.replace(/^\n+|\n+$/g, "").split("\n");
  const nodes = [];
  while (rest.length && !(rest.length === 1 && rest[0] === "")) {
    const scope = { names, depth };
    const gap = nodes.length > 0 && rest[0].trim() === "";
    while (rest.length && rest[0].trim() === "") rest.shift();
    if (!rest.length) break;
    const block = quote(rest, scope) ?? title(rest, scope) ?? list(rest, scope) ?? paragraph(rest, scope);
    if (gap) block.classList.add("gap");
    nodes.push(block);
  }
  return nodes;
}

function quote(rest, { names, depth }) {
  if (depth >= DEEPEST) return null;
  const toTheEnd = QUOTE_TO_THE_END.exec(rest.join("\n"));
  if (toTheEnd) {
    rest.length = 0;
    return element("blockquote", {}, ...blocks(toTheEnd[1], names, depth + 1));
  }
  const quoted = [];
  while (rest.length && /^> /.test(rest[0])) quoted.push(QUOTE.exec(rest.shift())[1]);
  if (!quoted.length) return null;
  return element("blockquote", {}, ...blocks(quoted.join("\n"), names, depth + 1));
}

function title(rest, scope) {
  const subtext = SUBTEXT.exec(rest[0]);
  const heading = subtext ? null : HEADING.exec(rest[0]);
  if (!subtext && !heading) return null;
  rest.shift();
  if (subtext) return element("p", { class: "subtext" }, ...inline(subtext[1], scope));
  const level = heading[1].length;
  return element(`h${level + 2}`, { class: `heading-${level}` }, ...inline(heading[2], scope)); // h1, h2 are the page's
}

/** Consecutive items; one that is indented further is a list within the item above it. */
function list(rest, scope) {
  const first = ITEM.exec(rest[0]);
  if (!first) return null;
  const node = listNode(first[2]);
  while (rest.length) {
    const item = ITEM.exec(rest[0]);
    if (!item || item[1].length < first[1].length) break;
    const isDeeper = item[1].length > first[1].length + 1 && node.lastChild;
    if (!isDeeper && isNumber(item[2]) !== isNumber(first[2])) break;
    if (isDeeper) {
      node.lastChild.append(list(rest, scope));
    } else {
      rest.shift();
      node.append(element("li", {}, ...inline(item[3], scope)));
    }
  }
  return node;
}

function listNode(marker) {
  return isNumber(marker) ? element("ol", { start: Number.parseInt(marker, 10) }) : element("ul");
}

function isNumber(marker) {
  return marker.endsWith(".");
}

function paragraph(rest, scope) {
  const own = [rest.shift()];
  while (rest.length && !beginsBlock(rest)) own.push(rest.shift());
  const endsWithGap = own.length > 1 && own.at(-1).trim() === "" && rest.length > 0;
  while (own.at(-1)?.trim() === "") own.pop();
  if (endsWithGap) rest.unshift("");
  return element("p", {}, ...inline(own.join("\n"), scope));
}

function beginsBlock(rest) {
  const line = rest[0];
  return HEADING.test(line) || SUBTEXT.test(line) || ITEM.test(line) || /^>(>>)? /.test(line);
}

/** Each mark: where it matches, and the node that it becomes (null: it is no mark after all). */
const MARKS = [
  [/\\([^\w\s])/y, (match) => match[1]],
  [/(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y, (match) => element("code", {}, match[2].trim() || match[2])],
  [/<(https?:\/\/[^\s<>]+)>/y, (match, scope) => link(match[1], scope, [match[1]])],
  [/\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+"[^"\n]*")?\)/y, maskedLink],
  [/https?:\/\/(?:[^\s()<>[\]]|\([^\s()]*\))*(?:[^\s()<>[\].,:;"'!?*_~|]|\([^\s()]*\))/y, (match, scope) => link(match[0], scope, [match[0]])],
  [/<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, (match) => timestamp(Number(match[1]), match[2])],
  [/<@!?(\d+)>/y, (match, { names }) => mention("@", names.user(match[1]) ?? "unknown-user")],
  [/<@&(\d+)>/y, (match, { names }) => mention("@", names.role(match[1]) ?? "deleted-role")],
  [/<#(\d+)>/y, (match, { names }) => mention("#", names.channel(match[1]) ?? "unknown")],
  [/<\/([-_'\p{L}\p{N} ]{1,100}):\d+>/yu, (match) => commandMention(match[1])],
  [/<a?:(\w+):\d+>/y, (match) => `:${match[1]}:`],
  [/@(everyone|here)\b/y, (match) => mention("@", match[1])],
  [/\|\|([\s\S]+?)\|\|/y, (match, scope) => spoiler(match[1], scope)],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, nested("strong")],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, nested("u")],
  [/~~((?:\\[\s\S]|[^\\])+?)~~/y, nested("s")],
  [/\*(?![\s*])((?:\\[\s\S]|\*\*|[^\\*])+?)(?<!\s)\*(?!\*)/y, nested("em")],
  [/_(?![\s_])((?:\\[\s\S]|__|[^\\_])+?)_(?![_\w])/y, nested("em")],
];

const WORD = /\w/;
const PLAIN = /[^\\`<[@|*_~h]+/y;

/** @returns {(string | Node)[]} */
function inline(text, scope) {
  const nodes = [];
  let at = 0;
  while (at < text.length) {
    const [node, end] = markAt(text, at, scope) ?? plainAt(text, at);
    if (typeof node === "string" && typeof nodes.at(-1) === "string") nodes.push(nodes.pop() + node);
    else nodes.push(node);
    at = end;
  }
  return nodes;
}

function plainAt(text, at) {
  PLAIN.lastIndex = at;
  const end = PLAIN.test(text) ? PLAIN.lastIndex : at + 1;
  return [text.slice(at, end), end];
}

function markAt(text, at, scope) {
  if (scope.depth >= DEEPEST) return null;
  if (text[at] === "_" && at > 0 && WORD.test(text[at - 1])) return null; // snake_case is no emphasis
  for (const [pattern, nodeOf] of MARKS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && nodeOf(match, scope);
    if (node) return [node, at + match[0].length];
  }
  return null;
}

function deeper(scope) {
  return { ...scope, depth: scope.depth + 1 };
}

function nested(tag) {
  return (match, scope) => element(tag, {}, ...inline(match[1], deeper(scope)));
}

function maskedLink(match, scope) {
  if (scope.linked || /https?:\/\//.test(match[1])) return null; // no address dressed up as another
  return link(match[2], scope, inline(match[1], { ...deeper(scope), linked: true }));
}

function link(address, scope, children) {
  if (scope.linked) return null;
  return outsideLink(address, { title: address }, ...children);
}

function mention(sign, name) {
  return element("span", { class: "mention" }, `${sign}${name}`);
}

/** Pressing it puts the command into the composer, which listens for the event. */
function commandMention(name) {
  const node = element("button", { type: "button", class: "mention" }, `/${name}`);
  node.addEventListener("click", () => {
    node.dispatchEvent(new CustomEvent("command-mention", { bubbles: true, detail: name }));
  });
  return node;
}

function spoiler(text, scope) {
  const content = element("span", { "aria-hidden": "true" }, ...inline(text, deeper(scope)));
  const cover = element("span", {
    class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler, press to show",
  }, content);
  const reveal = (event) => {
    if (cover.classList.contains("shown") || (event.key && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    cover.classList.add("shown");
    content.removeAttribute("aria-hidden");
    for (const name of ["role", "aria-label"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}
