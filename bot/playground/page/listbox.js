/** A list to choose from, for an element that keeps the focus: that element says which option is active. */

import { element, freshId } from "./dom.js";

/** @typedef {{label: string, detail?: string, side?: string}} Option */

/** `owner` is the input or button with the focus; `onPick` gets the place of what was chosen. */
export class Listbox {
  /** @param {Record<string, unknown>} attributes @param {(index: number) => void} onPick */
  constructor(attributes, onPick) {
    this.node = element("ul", {
      id: freshId("list"), role: "listbox", onpointerdown: (event) => event.preventDefault(), ...attributes,
    });
    this.onPick = onPick;
    this.owner = null;
    this.active = -1;
  }

  /** @param {Option[]} options */
  fill(options) {
    this.node.replaceChildren(...options.map(({ label, detail, side }, index) => element("li", {
      id: freshId("option"), class: "option", role: "option", "aria-selected": "false",
      onclick: () => this.onPick(index), onpointermove: () => this.activate(index),
    },
    element("span", { class: "option-label" }, label),
    detail && element("span", { class: "option-detail" }, detail),
    side && element("span", { class: "option-side" }, side))));
    this.active = -1;
  }

  /** Marks an option as the one that Enter chooses; beyond either end it goes on at the other. */
  activate(index) {
    const { children } = this.node;
    children[this.active]?.classList.remove("active");
    this.active = children.length ? (index + children.length) % children.length : -1;
    const option = children[this.active];
    if (!option) return;
    option.classList.add("active");
    option.scrollIntoView({ block: "nearest" });
    this.owner.setAttribute("aria-activedescendant", option.id);
  }
}
