/** Builds DOM nodes. Data becomes text or an attribute, never markup. */

/** @typedef {string | Node | null | undefined | false} Child */

/**
 * An element with attributes and children; `on...` attributes take a listener, and
 * null, undefined or false leaves an attribute or a child out.
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {any} an element of that tag
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

function setAttribute(node, name, value) {
  if (value == null || value === false) return;
  if (typeof value === "function") node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** The element of index.html with this id. @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

let lastId = 0;

/** An id that no other element of the page has. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** The address if it is http or https; null for `javascript:` and the like. */
function safeAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link to another site in a new tab, or its plain text where the address is not http(s). */
export function outsideLink(address, attributes, ...children) {
  const href = safeAddress(address);
  if (!href) return element("span", {}, ...children);
  return element("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, ...children);
}

/** Text that only a screen reader gets. */
export function unseen(text) {
  return element("span", { class: "unseen" }, text);
}

/** The picture of a user: the first letters of the name on a colour of their own. */
export function avatar(user, name) {
  const letters = name.replace(/^the /i, "").split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("");
  const hue = Number(BigInt(user?.id ?? 0) % 6n);
  const picture = element("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, letters.toUpperCase());
  if (user?.bot) picture.classList.add("avatar-app");
  return picture;
}
