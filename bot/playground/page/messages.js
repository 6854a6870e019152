/** The messages of the open channel: kept in order, drawn again when they change, read out when they are new. */

import { avatar, byId, element } from "./dom.js";
import { InteractionFailed, KIND } from "./interactions.js";
import { choicesOf } from "./components.js";
import { continues, dots, head, isEphemeral, messageNode, usedLine } from "./message.js";
import { dayOf } from "./timestamps.js";
import { messageCommandData } from "./commands.js";

const PAGE = 50;
const MOST_KEPT = 400;
const NEAR_THE_END_PX = 80;
const READ_OUT_CHARACTERS = 600;

/** One message on the page; `waitingFor` is the custom id that was pressed and not yet answered. */
class Entry {
  constructor(message) {
    this.message = message;
    this.node = element("li");
    this.waitingFor = null;
    this.failure = null;
    this.selected = new Map();
    this.drawn = null;
  }
}

/** The open channel's messages. Ephemeral ones live here only: no server keeps them. */
export class Messages {
  constructor(parts) {
    Object.assign(this, parts);
    this.list = byId("messages");
    this.scroller = byId("scroller");
    this.earlier = byId("earlier");
    this.latest = byId("latest");
    this.announcer = byId("announcer");
    this.channel = null;
    this.ephemeral = new Map();
    this.entries = new Map();
    this.earlier.addEventListener("click", () => this.loadEarlier());
    this.latest.addEventListener("click", () => this.toTheEnd());
    this.scroller.addEventListener("scroll", () => this.scrolled());
    this.stayAtTheEnd();
  }

  /** Whoever reads the newest goes on reading the newest, whatever grows; nobody else is moved. */
  stayAtTheEnd() {
    this.following = true;
    const observer = new ResizeObserver(() => (this.following ? this.toTheEnd() : this.scrolled()));
    for (const node of [this.scroller, this.list, byId("expected")]) observer.observe(node);
  }

  /** Shows a channel, or shows it afresh after a new session. */
  async open(channel) {
    this.channel = channel;
    this.entries = new Map();
    this.list.replaceChildren();
    this.earlier.hidden = true;
    this.setNote("Loading messages…");
    for (const message of this.ephemeral.values()) if (message.channel_id === channel.id) this.keep(message);
    try {
      await this.load(channel, "");
      this.setNote(this.entries.size ? "" : `This is the beginning of ${this.nameOf(channel)}.`);
    } catch (error) {
      if (channel === this.channel) this.setNote(error.message);
    }
    if (channel === this.channel) this.toTheEnd();
  }

  nameOf(channel) {
    return channel.guild_id ? `#${channel.name}` : this.session.nameOfChannel(channel);
  }

  setNote(text) {
    const note = byId("log-note");
    note.textContent = text;
    note.hidden = !text;
  }

  async load(channel, before) {
    const found = await this.rest.get(`/channels/${channel.id}/messages?limit=${PAGE}${before}`);
    if (channel !== this.channel) return;
    for (const message of found) if (!this.entries.has(message.id)) this.keep(message);
    this.earlier.hidden = found.length < PAGE;
    this.arrange();
  }

  async loadEarlier() {
    const [oldest] = this.sorted().filter((entry) => !isEphemeral(entry.message));
    const fromTheEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    await this.load(this.channel, `&before=${oldest.message.id}`);
    this.scroller.scrollTop = this.scroller.scrollHeight - fromTheEnd;
  }

  /** Takes in one gateway event. */
  dispatched(type, data) {
    if (type === "MESSAGE_CREATE") this.created(data);
    else if (type === "MESSAGE_UPDATE") this.updated(data);
    else if (type === "MESSAGE_DELETE") this.removed(data.id);
    else if (type === "MESSAGE_DELETE_BULK") for (const id of data.ids) this.removed(id);
  }

  created(message) {
    if (isEphemeral(message)) this.ephemeral.set(message.id, message);
    if (message.channel_id !== this.channel?.id) return;
    this.setNote("");
    const entry = this.entries.get(message.id) ?? this.keep(message);
    this.forgetOldest();
    this.arrange();
    if (message.author.id === this.session.me.id) this.toTheEnd();
    else this.readOut(entry);
  }

  updated(change) {
    if (this.ephemeral.has(change.id)) this.ephemeral.set(change.id, { ...this.ephemeral.get(change.id), ...change });
    const entry = this.entries.get(change.id);
    if (!entry) return;
    const wasThinking = entry.message.flags & 128;
    entry.message = { ...entry.message, ...change };
    entry.selected.clear();
    this.redraw(entry);
    if (wasThinking) this.readOut(entry);
  }

  removed(id) {
    this.ephemeral.delete(id);
    this.entries.get(id)?.node.remove();
    this.entries.delete(id);
    this.arrange();
  }

  keep(message) {
    const entry = new Entry(message);
    this.entries.set(message.id, entry);
    return entry;
  }

  forgetOldest() {
    if (this.entries.size <= MOST_KEPT) return;
    this.removed(this.sorted()[0].message.id);
    this.earlier.hidden = false;
  }

  sorted() {
    return [...this.entries.values()].sort((a, b) => older(a.message.id, b.message.id));
  }

  /** Brings the page in line with the entries; only what looks different is drawn. */
  arrange() {
    let previous = null;
    let place = this.list.firstElementChild;
    for (const entry of this.sorted()) {
      const day = dayOf(entry.message.timestamp);
      const newDay = !previous || dayOf(previous.timestamp) !== day ? day : null;
      const grouped = !newDay && continues(previous, entry.message);
      this.draw(entry, newDay, grouped);
      if (place === entry.node) place = place.nextElementSibling;
      else this.list.insertBefore(entry.node, place);
      previous = entry.message;
    }
  }

  redraw(entry) {
    entry.drawn = null;
    if (this.entries.get(entry.message.id) === entry) this.arrange();
  }

  draw(entry, newDay, grouped) {
    const look = `${newDay} ${grouped}`;
    if (entry.drawn === look) return;
    entry.drawn = look;
    const focused = entry.node.contains(document.activeElement) ? document.activeElement.dataset.customId : null;
    entry.node.replaceChildren(
      ...(newDay ? [element("p", { class: "day" }, element("span", {}, newDay))] : []),
      messageNode(entry.message, this.scene(entry), grouped));
    if (focused) this.focusAgain(entry, focused);
  }

  /** Drawing a message again must not throw a keyboard's user back to the top of the page. */
  focusAgain(entry, customId) {
    const same = entry.node.querySelector(`[data-custom-id="${CSS.escape(customId)}"]:not(:disabled)`);
    if (!same) entry.node.tabIndex = -1;
    (same ?? entry.node).focus({ preventScroll: true });
  }

  scene(entry) {
    const { message } = entry;
    return {
      names: this.names,
      nameOf: (user) => this.session.nameOf(user),
      choicesOf: (component) => this.choices(entry, component),
      waitingFor: entry.waitingFor,
      failure: entry.failure,
      press: (component, values) => this.press(entry, component, values),
      dismiss: () => {
        this.removed(message.id);
        this.scroller.focus(); // not lost with the button
      },
      apps: isEphemeral(message) ? [] : this.appsOf(message),
    };
  }

  /** What was selected stays selected until the bot changes the message. */
  choices(entry, component) {
    const choices = choicesOf(component, this.session, this.channel);
    const selected = entry.selected.get(component.custom_id);
    return selected ? choices.map((one) => ({ ...one, chosen: selected.includes(one.value) })) : choices;
  }

  async press(entry, component, values) {
    const { message } = entry;
    if (values) entry.selected.set(component.custom_id, values);
    Object.assign(entry, { waitingFor: component.custom_id, failure: null });
    this.redraw(entry);
    const performed = this.interactions.perform(KIND.COMPONENT, {
      application_id: message.application_id ?? message.author.id, guild_id: this.channel.guild_id,
      channel_id: message.channel_id, message_id: message.id, message_flags: message.flags ?? 0,
      data: { component_type: component.type, custom_id: component.custom_id, ...(values && { values }) },
    });
    try {
      await performed.accepted;
      await performed.done;
    } catch (error) {
      entry.failure = error instanceof InteractionFailed ? "This interaction failed" : error.message;
    }
    entry.waitingFor = null;
    this.redraw(entry);
  }

  appsOf(message) {
    return this.index.messageCommands.map(({ command, application }) => ({
      name: command.name, run: () => this.runOn(message, command, application),
    }));
  }

  runOn(message, command, application) {
    this.expect(command.name, application, this.interactions.perform(KIND.COMMAND, {
      application_id: command.application_id, guild_id: this.channel.guild_id, channel_id: message.channel_id,
      data: messageCommandData(command, message.id),
    }));
  }

  /** Every message's Apps button again, when the commands are new. */
  indexChanged() {
    for (const entry of this.entries.values()) entry.drawn = null;
    this.arrange();
  }

  /** A place for the answer to a command, until it comes or does not. */
  async expect(command, application, performed) {
    const { me } = this.session;
    const line = element("p", { class: "thinking" }, dots(), "Sending command…");
    const node = element("li", { class: "expected" }, element("article", { class: "message" },
      usedLine(me, this.session.nameOf(me), command),
      element("div", { class: "gutter" }, avatar(application?.bot ?? application, application?.name ?? "?")),
      element("div", { class: "content" }, head({ bot: true }, application?.name ?? "The bot", null), line)));
    byId("expected").append(node);
    this.toTheEnd();
    try {
      await performed.done;
      node.remove();
    } catch (error) {
      if (error instanceof InteractionFailed) line.replaceWith(this.unanswered(node));
      else node.remove(); // refused: the composer says why
    }
  }

  unanswered(node) {
    return element("p", { class: "failure", role: "alert" }, "The application did not respond ",
      element("button", { type: "button", class: "plain-link", onclick: () => node.remove() }, "Dismiss"));
  }

  toTheEnd() {
    this.following = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.latest.hidden = true;
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.following = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
    this.latest.hidden = this.following;
  }

  readOut(entry) {
    const text = entry.node.querySelector(".content")?.innerText ?? "";
    this.announcer.textContent = text.slice(0, READ_OUT_CHARACTERS);
  }
}

function older(a, b) {
  return a.length - b.length || (a < b ? -1 : 1);
}
