/** A modal that the bot opened: a dialog with labelled inputs, checked before it is sent. */

import { element, freshId } from "./dom.js";
import { InteractionFailed, KIND } from "./interactions.js";
import { markdown } from "./markdown.js";
import { TYPE } from "./components.js";
import { Select } from "./select.js";

const PARAGRAPH = 2;
const LONGEST = 4000;

/**
 * One input: what to show, what to send with it, and what is wrong with it, if anything is.
 * @typedef {{node: HTMLElement, control: HTMLElement, read: () => object, problem: () => string | null}} Input
 */

/** Shows what INTERACTION_MODAL_CREATE carries until it is sent or closed. */
export class Modal {
  constructor(modal, { interactions, names, choicesOf, guildId }) {
    Object.assign(this, { modal, interactions, names, choicesOf, guildId });
    this.inputs = [];
    this.readers = [];
    this.opener = document.activeElement;
    this.place = this.opener.closest("li");
  }

  show() {
    const titleId = freshId("modal");
    this.failure = element("p", { class: "failure", role: "alert" });
    this.send = element("button", { type: "submit", class: "button primary" }, "Submit");
    this.dialog = element("dialog", { class: "modal", "aria-labelledby": titleId, onclose: () => this.closed() },
      element("form", { method: "dialog", novalidate: true, onsubmit: (event) => this.submitted(event) },
        element("header", {},
          element("h2", { id: titleId }, this.modal.title),
          element("p", { class: "subtext" }, `This form is from ${this.modal.application.name}.`)),
        element("div", { class: "modal-body" }, this.modal.components.map((component) => this.part(component))),
        this.failure,
        element("footer", {},
          element("button", { type: "button", class: "button secondary", onclick: () => this.dialog.close() }, "Cancel"),
          this.send)));
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.inputs[0]?.input.control.focus();
  }

  closed() {
    this.dialog.remove();
    const { customId = "" } = this.opener.dataset;
    const same = this.place?.querySelector(`[data-custom-id="${CSS.escape(customId)}"]`); // drawn anew meanwhile
    (same ?? this.opener).focus();
  }

  part(component) {
    if (component.type === TYPE.TEXT) return markdown(component.content, this.names);
    const isRow = component.type === TYPE.ROW;
    const inner = isRow ? component.components[0] : component.component;
    const input = this.input(inner, component.label ?? inner.label);
    this.readers.push(() => {
      const { type, id } = component;
      return isRow ? { type, id, components: [input.read()] } : { type, id, component: input.read() };
    });
    return this.labelled(input, component.label ?? inner.label, component.description, inner.required !== false);
  }

  labelled(input, label, description, required) {
    const id = freshId("input");
    const problem = element("p", { id: `${id}-problem`, class: "field-problem" });
    const described = description && element("p", { id: `${id}-about`, class: "subtext" }, description);
    const isGroup = input.node.tagName === "FIELDSET";
    input.control.id = id;
    input.control.setAttribute("aria-describedby", [described && `${id}-about`, `${id}-problem`].filter(Boolean).join(" "));
    this.inputs.push({ input, problem });
    if (isGroup) input.node.setAttribute("aria-label", label);
    return element("div", { class: "modal-field" },
      element(isGroup ? "p" : "label", { class: "modal-label", for: isGroup ? null : id }, label,
        required && element("span", { class: "required", title: "required" }, "*")),
      described, input.node, problem);
  }

  /** @returns {Input} */
  input(component, label) {
    if (component.type === TYPE.TEXT_INPUT) return textInput(component);
    if (component.type === TYPE.RADIO_GROUP || component.type === TYPE.CHECKBOX_GROUP) return boxGroup(component);
    if (component.type === TYPE.CHECKBOX) return checkbox(component);
    return selectInput(component, label, this.choicesOf(component));
  }

  check() {
    const wrong = this.inputs.filter(({ input, problem }) => {
      problem.textContent = input.problem() ?? "";
      input.control.setAttribute("aria-invalid", String(Boolean(problem.textContent)));
      return problem.textContent;
    });
    wrong[0]?.input.control.focus();
    return wrong.length === 0;
  }

  async submitted(event) {
    event.preventDefault();
    if (this.send.disabled || !this.check()) return;
    this.send.disabled = true;
    this.failure.textContent = "";
    try {
      const performed = this.interactions.perform(KIND.MODAL, this.submission());
      await performed.accepted;
      await performed.done;
      this.dialog.close();
    } catch (error) {
      this.failure.textContent = error instanceof InteractionFailed ? "Something went wrong. Try again." : error.message;
    } finally {
      this.send.disabled = false;
    }
  }

  submission() {
    const { id, custom_id, channel_id, application } = this.modal;
    return {
      application_id: application.id, guild_id: this.guildId, channel_id,
      data: { id, custom_id, components: this.readers.map((read) => read()) },
    };
  }
}

function textInput(component) {
  const { type, id, custom_id, style, placeholder, required = true, min_length = 0, max_length = LONGEST } = component;
  const control = element(style === PARAGRAPH ? "textarea" : "input", {
    placeholder, maxlength: max_length, rows: style === PARAGRAPH && "5", autocomplete: "off",
    "aria-required": required && "true",
  });
  control.value = component.value ?? "";
  const problem = () => {
    if (control.value === "") return required ? "This is required." : null;
    return control.value.length < min_length ? `Write at least ${min_length} characters.` : null;
  };
  return { node: control, control, problem, read: () => ({ type, id, custom_id, value: control.value }) };
}

function selectInput(component, label, choices) {
  const { type, id, custom_id, required = true, placeholder = "Make a selection" } = component;
  const least = component.min_values ?? 1;
  const menu = new Select({
    label, placeholder, choices, least: required ? least : 0, most: component.max_values ?? 1, disabled: false,
    onChange: () => {},
  });
  const problem = () => (required && least > 0 && menu.values.length < least ? "Choose at least one." : null);
  return { node: menu.node, control: menu.button, problem, read: () => ({ type, id, custom_id, values: menu.values }) };
}

/** Radio buttons, or checkboxes of which several may be ticked. */
function boxGroup(component) {
  const { type, id, custom_id, options, required = true } = component;
  const single = type === TYPE.RADIO_GROUP;
  const name = freshId("group");
  const boxes = options.map((option) => element("input", {
    type: single ? "radio" : "checkbox", name, value: option.value, checked: option.default,
  }));
  const rows = options.map((option, index) => element("label", { class: "box-row" }, boxes[index],
    element("span", {}, option.label), option.description && element("span", { class: "option-detail" }, option.description)));
  const values = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const least = required ? component.min_values ?? 1 : 0;
  const most = component.max_values ?? options.length;
  const problem = () => {
    if (values().length < least) return `Choose at least ${least}.`;
    return !single && values().length > most ? `Choose at most ${most}.` : null;
  };
  const read = () => ({ type, id, custom_id, ...(single ? { value: values()[0] ?? null } : { values: values() }) });
  return { node: element("fieldset", {}, rows), control: boxes[0], problem, read };
}

function checkbox({ type, id, custom_id, default: checked }) {
  const node = element("input", { type: "checkbox", checked });
  return { node, control: node, problem: () => null, read: () => ({ type, id, custom_id, value: node.checked }) };
}
