/** A select menu: a button that opens a list of one or several to choose, by mouse or by keyboard alone. */

import { element } from "./dom.js";
import { Listbox } from "./listbox.js";

/** @typedef {{value: string, label: string, detail?: string, chosen?: boolean}} Choice */

/** One select menu; `node` is what to put on the page, `values` what is chosen. */
export class Select {
  /**
   * @param {{label: string, placeholder: string, least: number, most: number, disabled: boolean,
   *          choices: Choice[], onChange: (values: string[]) => void}} settings
   */
  constructor(settings) {
    this.settings = settings;
    this.values = settings.choices.filter((one) => one.chosen).map((one) => one.value);
    this.build();
    this.label();
  }

  build() {
    const { disabled, label, choices, most } = this.settings;
    const attributes = { class: "select-list", hidden: true, "aria-label": label, "aria-multiselectable": most > 1 && "true" };
    this.list = new Listbox(attributes, (index) => this.choose(index));
    this.list.fill(choices);
    this.face = element("span", { class: "select-face" });
    this.button = element("button", {
      type: "button", class: "select-button", role: "combobox", "aria-haspopup": "listbox",
      "aria-expanded": "false", "aria-controls": this.list.node.id, "aria-disabled": disabled && "true",
      onclick: () => (this.open ? this.close() : this.show()),
      onkeydown: (event) => this.key(event),
      onblur: () => this.close(),
    }, this.face);
    this.list.owner = this.button;
    this.node = element("div", { class: "select" }, this.button, this.list.node);
  }

  get open() {
    return !this.list.node.hidden;
  }

  label() {
    const { choices, placeholder, label } = this.settings;
    const chosen = choices.filter((one) => this.values.includes(one.value));
    this.face.textContent = chosen.map((one) => one.label).join(", ") || placeholder;
    this.face.classList.toggle("placeholder", chosen.length === 0);
    this.button.setAttribute("aria-label", `${label}: ${this.face.textContent}`);
    choices.forEach((choice, index) => {
      this.list.node.children[index].setAttribute("aria-selected", String(chosen.includes(choice)));
    });
  }

  show() {
    if (this.settings.disabled) return;
    this.before = this.values;
    this.list.node.hidden = false;
    this.list.node.scrollIntoView({ block: "nearest" });
    this.button.setAttribute("aria-expanded", "true");
    const chosen = this.settings.choices.findIndex((one) => this.values.includes(one.value));
    this.list.activate(Math.max(0, chosen));
  }

  /** Closes the list; what was chosen of several counts from now on, if it is enough. */
  close() {
    if (!this.open) return;
    this.list.node.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.button.removeAttribute("aria-activedescendant");
    if (this.values.length < this.settings.least) this.values = this.before;
    this.label();
    if (this.values.join() !== this.before.join()) this.settings.onChange(this.values);
  }

  choose(index) {
    const { least, most, choices } = this.settings;
    const { value } = choices[index];
    const without = this.values.filter((one) => one !== value);
    if (most === 1) {
      this.values = without.length < this.values.length && least === 0 ? without : [value];
      this.close();
      return;
    }
    if (without.length < this.values.length) this.values = without;
    else if (this.values.length < most) this.values = [...without, value];
    this.label();
  }

  key(event) {
    const moves = { ArrowDown: this.list.active + 1, ArrowUp: this.list.active - 1, Home: 0, End: -1 };
    if (!this.open) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return; // Enter and Space click the button
      this.show();
    } else if (event.key in moves) this.list.activate(moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.choose(this.list.active);
    else if (event.key === "Escape") this.abandon();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  abandon() {
    this.values = this.before;
    this.close();
  }
}
