/** The fields of a command that is being written: one for each option, with its choices and its problems. */

import { element, freshId } from "./dom.js";
import { KIND } from "./interactions.js";
import { commandData, listedChoices, understood } from "./commands.js";

const DEBOUNCE_MS = 200;

/** One option's field in the composer's draft. Events on its node, for the composer: "field-picked", "field-emptied". */
export class Field {
  constructor(option, draft) {
    this.option = option;
    this.draft = draft;
    this.listed = listedChoices(option, draft.session, draft.channel);
    this.chosen = null;
    this.asked = 0;
    this.build();
  }

  build() {
    const { name, description, required } = this.option;
    const problemId = freshId("problem");
    this.input = element("input", {
      id: freshId("option"), type: "text", autocomplete: "off", spellcheck: "false", "aria-required": required && "true",
      "aria-describedby": problemId, placeholder: description, title: description,
      oninput: () => this.typed(), onfocus: () => this.focused(), onblur: () => this.blurred(),
      onkeydown: (event) => this.key(event),
    });
    if (this.listed || this.option.autocomplete) this.draft.completion.adopt(this.input);
    this.problem = element("span", { id: problemId, class: "field-problem" });
    this.node = element("div", { class: "field" },
      element("label", { for: this.input.id, title: description }, name,
        required && element("span", { class: "required", title: "required" }, "*")),
      this.input, this.problem);
  }

  get text() {
    return this.input.value.trim();
  }

  /** What the field says now. */
  reading() {
    if (this.chosen) return { value: this.chosen.value };
    return understood(this.option, this.text, this.listed);
  }

  /** Shows what is wrong, if anything is; true if nothing is. */
  check() {
    this.complain(this.reading().problem ?? "");
    return !this.problem.textContent;
  }

  complain(problem) {
    this.problem.textContent = problem;
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
  }

  typed() {
    this.chosen = null;
    this.complain("");
    this.suggest(DEBOUNCE_MS);
  }

  focused() {
    if (this.text === "") this.suggest(0);
  }

  blurred() {
    this.forget();
    if (this.draft.completion.input === this.input) this.draft.completion.hide();
  }

  key(event) {
    if (this.draft.completion.key(event)) {
      event.stopPropagation(); // the list took it; the composer must not
      if (event.key === "Escape") this.forget();
    } else if (event.key === "Backspace" && this.input.value === "") {
      event.preventDefault();
      this.tell("field-emptied");
    }
  }

  tell(type) {
    this.node.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: this }));
  }

  /** No answer that is still on its way will open the list. */
  forget() {
    clearTimeout(this.pause);
    this.asked += 1;
  }

  suggest(delay) {
    this.forget();
    if (this.listed) this.offer(filtered(this.listed, this.text));
    if (!this.option.autocomplete) return;
    this.draft.completion.age();
    this.pause = setTimeout(() => this.ask(), delay);
  }

  async ask() {
    const { asked } = this;
    if (!this.draft.completion.open) this.show({ items: [], note: "Loading suggestions…" });
    const content = await this.askBot().then(
      (choices) => ({ choices: choices.map(({ name, value }) => ({ label: name, value })) }),
      () => ({ choices: [], note: "The suggestions could not be loaded." }));
    if (asked === this.asked) this.offer(content.choices, content.note);
  }

  askBot() {
    const { leaf, channel, fields, interactions } = this.draft;
    const others = fields.filter((field) => field !== this && field.reading().value !== undefined)
      .map((field) => ({ option: field.option, value: field.reading().value }));
    const values = [...others, { option: this.option, value: this.text }];
    return interactions.perform(KIND.AUTOCOMPLETE, {
      application_id: leaf.command.application_id, guild_id: channel.guild_id, channel_id: channel.id,
      data: commandData(leaf, values, this.option),
    }).done;
  }

  offer(choices, note = choices.length ? "" : "Nothing matches.") {
    const items = choices.map((choice) => ({ label: choice.label, pick: () => this.pick(choice) }));
    this.show({ items, note });
  }

  show(content) {
    this.draft.completion.show(this.input, { heading: this.option.description, ...content });
  }

  pick(choice) {
    this.forget();
    this.input.value = choice.label;
    this.chosen = choice;
    this.complain("");
    this.tell("field-picked");
  }
}

/** Choices that contain what is typed, those that begin with it first. */
function filtered(choices, typed) {
  const text = typed.toLowerCase();
  const found = choices.filter((one) => one.label.toLowerCase().includes(text));
  const begins = (one) => Number(!one.label.toLowerCase().startsWith(text));
  return found.sort((a, b) => begins(a) - begins(b));
}
