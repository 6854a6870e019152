/** The list above the composer: commands, choices and suggestions, chosen with arrows, Tab or Enter. */

import { element } from "./dom.js";
import { Listbox } from "./listbox.js";

/** @typedef {import("./listbox.js").Option & {pick: () => void}} Item */

/** One list for all of the composer's inputs; it belongs to the input that showed it last. */
export class Completion {
  /** @param {HTMLElement} popup */
  constructor(popup) {
    this.heading = element("p", { class: "completion-heading" });
    this.note = element("p", { class: "completion-note", role: "status" });
    this.list = new Listbox({ "aria-label": "Suggestions" }, (index) => this.pick(index));
    this.popup = popup;
    this.popup.append(this.heading, this.list.node, this.note);
    this.items = [];
    this.moved = false;
  }

  get open() {
    return !this.popup.hidden;
  }

  get input() {
    return this.list.owner;
  }

  /** An input that completes says so to a screen reader. */
  adopt(input) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.node.id);
  }

  /** @param {HTMLElement} input @param {{heading: string, items: Item[], note?: string}} content */
  show(input, { heading, items, note }) {
    this.hide();
    this.list.owner = input;
    this.items = items;
    this.moved = false;
    this.heading.textContent = heading;
    this.note.textContent = note ?? "";
    this.list.fill(items);
    this.popup.hidden = false;
    this.popup.classList.remove("aged");
    input.setAttribute("aria-expanded", "true");
    this.list.activate(0);
  }

  hide() {
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
    this.popup.hidden = true;
  }

  /** What is listed answers to older text: it may be read but not chosen. */
  age() {
    this.items = [];
    this.popup.classList.add("aged");
  }

  move(step) {
    this.moved = true;
    this.list.activate(this.list.active + step);
  }

  pick(index) {
    const item = this.items[index];
    if (!item) return;
    this.hide();
    item.pick();
  }

  /**
   * Takes a key of the input; true if nothing else is to come of it. Tab chooses only after typing or
   * moving, so that going through the fields changes none, and it still goes on to the next field.
   */
  key(event) {
    if (!this.open || event.isComposing) return false;
    if (event.key === "Escape") this.hide();
    else if (!this.items.length) return false;
    else if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Enter" && !event.shiftKey) this.pick(this.list.active);
    else if (event.key === "Tab") return this.tab(event);
    else return false;
    event.preventDefault();
    return true;
  }

  tab(event) {
    if (event.shiftKey || !(this.moved || event.target.value)) return false;
    const before = document.activeElement;
    this.pick(this.list.active);
    if (document.activeElement === before) return false;
    event.preventDefault(); // choosing has already gone on
    return true;
  }
}
