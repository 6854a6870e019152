/** Where a member writes: a message, or after a slash a command with a field for each option. */

import { byId, element } from "./dom.js";
import { Completion } from "./completion.js";
import { Field } from "./fields.js";
import { KIND, freshNonce } from "./interactions.js";
import { commandData } from "./commands.js";

/** Calls `onCommand(leaf, performed)` for each command that it sends. */
export class Composer {
  constructor(parts) {
    Object.assign(this, parts);
    this.form = byId("composer");
    this.text = byId("composer-text");
    this.commandForm = byId("composer-command");
    this.problem = byId("composer-problem");
    this.completion = new Completion(byId("completion"));
    this.completion.adopt(this.text);
    this.draft = null;
    this.channel = null;
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => this.completion.hide());
    this.form.addEventListener("keydown", (event) => this.draft && this.commandKey(event));
    this.commandForm.addEventListener("field-picked", (event) => this.fieldPicked(event.detail));
    this.commandForm.addEventListener("field-emptied", (event) => this.fieldEmptied(event.detail));
    document.addEventListener("command-mention", (event) => this.mentioned(event.detail));
  }

  /** Writes to this channel from now on. */
  open(channel, name, maySend) {
    this.channel = channel;
    this.leave();
    this.text.placeholder = maySend ? `Message ${name}, or / for commands` : "You may not write in this channel.";
    this.text.disabled = !maySend;
    byId("composer-send").disabled = !maySend;
  }

  complain(problem) {
    this.problem.textContent = problem;
  }

  typed() {
    this.complain("");
    this.fit();
    const { value } = this.text;
    const exact = value.endsWith(" ") && value.startsWith("/") && this.index.named(value.slice(1).trim());
    if (exact) this.choose(exact);
    else if (/^\/[^\n]*$/.test(value)) this.showCommands(value.slice(1));
    else this.completion.hide();
  }

  /** The box is as high as its text; the style sheet says how high at most. */
  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  showCommands(typed) {
    const items = this.index.matching(typed).map((leaf) => ({
      label: `/${leaf.name}`, detail: leaf.description, side: leaf.application?.name, pick: () => this.choose(leaf),
    }));
    const none = typed ? "No command matches." : "The bot has no commands here yet.";
    const note = this.index.loaded ? none : "Loading commands…";
    this.completion.show(this.text, { heading: "Commands", items, note: items.length ? "" : note });
  }

  /** The list of commands again, when the index is new while one is typing. */
  indexChanged() {
    if (!this.draft && this.completion.open) this.typed();
  }

  key(event) {
    if (this.completion.key(event) || event.isComposing) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  commandKey(event) {
    const inField = event.target instanceof HTMLInputElement;
    const leaves = event.key === "Escape" || (event.key === "Backspace" && !inField);
    const sends = event.key === "Enter" && inField; // on a button, Enter presses it
    if (event.isComposing || event.defaultPrevented || !(leaves || sends)) return;
    event.preventDefault();
    if (leaves) this.undo();
    else this.form.requestSubmit();
  }

  mentioned(name) {
    const leaf = this.index.named(name);
    if (leaf) this.choose(leaf);
  }

  /** Goes from text to the fields of a command. */
  choose(leaf) {
    this.complain("");
    this.completion.hide();
    const { channel, session, interactions, completion } = this;
    this.draft = { leaf, channel, session, interactions, completion, fields: [] };
    this.more = element("div", { class: "more-options" }, leaf.options.filter((one) => !one.required)
      .map((option) => this.optionButton(option)));
    this.commandForm.replaceChildren(this.commandName(leaf), this.more);
    for (const option of leaf.options.filter((one) => one.required)) this.addField(option);
    this.text.hidden = true;
    this.commandForm.hidden = false;
    (this.draft.fields[0]?.input ?? byId("composer-send")).focus();
  }

  commandName(leaf) {
    return element("div", { class: "command-name", title: leaf.description }, `/${leaf.name}`,
      element("button", {
        type: "button", class: "cancel", "aria-label": `Cancel /${leaf.name}`, onclick: () => this.undo(),
      }, "✕"));
  }

  optionButton(option) {
    return element("button", {
      type: "button", class: "add-option", title: option.description,
      "aria-label": `Add option ${option.name}: ${option.description}`,
      onclick: () => this.addField(option).input.focus(),
    }, `+ ${option.name}`);
  }

  addField(option) {
    const field = new Field(option, this.draft);
    this.draft.fields.push(field);
    this.more.before(field.node);
    this.showOptionButtons();
    return field;
  }

  /** The options to add are those without a field. */
  showOptionButtons() {
    const used = new Set(this.draft.fields.map((field) => field.option));
    const free = this.draft.leaf.options.filter((one) => !one.required && !used.has(one));
    this.more.replaceChildren(...free.map((option) => this.optionButton(option)));
  }

  fieldPicked(field) {
    const next = this.draft.fields.find((one) => one !== field && one.option.required && one.text === "");
    (next ?? field).input.focus();
  }

  /** Backspace in an empty field takes an optional one away; in the first it takes the command back. */
  fieldEmptied(field) {
    const { fields } = this.draft;
    const at = fields.indexOf(field);
    if (!field.option.required) {
      fields.splice(at, 1);
      field.node.remove();
      this.showOptionButtons();
    }
    if (at > 0) fields[at - 1].input.focus();
    else if (field.option.required) this.undo();
    else (fields[0]?.input ?? this.more.querySelector("button")).focus();
  }

  /** From a command's fields back to its name as text. */
  undo() {
    const { name } = this.draft.leaf;
    this.leave();
    this.text.value = `/${name}`;
    this.text.focus();
    this.typed();
  }

  /** Back to an empty text. */
  leave() {
    for (const field of this.draft?.fields ?? []) field.forget();
    this.draft = null;
    this.completion.hide();
    this.commandForm.replaceChildren();
    this.commandForm.hidden = true;
    this.text.hidden = false;
    this.text.value = "";
    this.complain("");
    this.fit();
  }

  async submitted(event) {
    event.preventDefault();
    if (!this.channel || this.sending) return;
    this.sending = true;
    try {
      await (this.draft ? this.sendCommand() : this.sendMessage());
    } catch (error) {
      this.complain(error.message);
    } finally {
      this.sending = false;
    }
  }

  async sendMessage() {
    const content = this.text.value.trim();
    if (!content) return;
    await this.rest.post(`/channels/${this.channel.id}/messages`, { content, nonce: freshNonce() });
    if (this.text.value.trim() === content) this.leave();
  }

  async sendCommand() {
    const { draft } = this;
    const { leaf, fields, channel } = draft;
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) {
      wrong[0].input.focus();
      return;
    }
    this.completion.hide();
    const values = fields.map((field) => ({ option: field.option, value: field.reading().value }))
      .filter(({ value }) => value !== undefined);
    const performed = this.interactions.perform(KIND.COMMAND, {
      application_id: leaf.command.application_id, guild_id: channel.guild_id, channel_id: channel.id,
      data: commandData(leaf, values),
    });
    this.onCommand(`/${leaf.name}`, leaf.application, performed);
    await performed.accepted;
    if (this.draft !== draft) return;
    this.leave();
    this.text.focus();
  }
}
