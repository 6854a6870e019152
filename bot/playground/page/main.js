/** Starts the page: finds out who one is, builds the parts and joins them. */

import { byId } from "./dom.js";
import { CommandIndex } from "./commands.js";
import { Composer } from "./composer.js";
import { Gateway, onThisHost } from "./gateway.js";
import { Interactions } from "./interactions.js";
import { Messages } from "./messages.js";
import { Modal } from "./modal.js";
import { Rest, members } from "./rest.js";
import { Session, isPrivate } from "./session.js";
import { Sidebar } from "./sidebar.js";
import { MAY, permissionsIn } from "./permissions.js";
import { choicesOf } from "./components.js";
import { keepFresh } from "./timestamps.js";

const STATES = {
  connecting: "Connecting…",
  ready: "",
  reconnecting: "Reconnecting…",
  refused: "The playground does not know this member. Reload the page.",
};

/** One member's client: the parts, and what happens between them. */
class Client {
  constructor(all, me) {
    const session = new Session();
    const rest = new Rest(me.token);
    const interactions = new Interactions(rest, session);
    const index = new CommandIndex(rest);
    Object.assign(this, { me, session, rest, interactions, index, names: namesOf(session) });
    this.sidebar = new Sidebar(session, all);
    this.messages = new Messages({ session, rest, interactions, index, names: this.names });
    this.composer = new Composer({
      session, rest, interactions, index, onCommand: (...sent) => this.messages.expect(...sent),
    });
    this.sidebar.addEventListener("chosen", (event) => this.open(event.detail));
    interactions.addEventListener("modal", (event) => this.showModal(event.detail));
  }

  async start() {
    const { url } = await this.rest.get("/gateway");
    const gateway = new Gateway(onThisHost(url), this.me.token);
    gateway.addEventListener("dispatch", ({ detail }) => this.dispatched(detail.type, detail.data));
    gateway.addEventListener("state", ({ detail }) => this.connectionIs(detail));
    window.addEventListener("hashchange", () => this.addressChanged());
    gateway.connect();
  }

  dispatched(type, data) {
    for (const part of [this.session, this.interactions, this.messages, this.sidebar]) {
      part.dispatched(type, data);
    }
    if (type === "READY") this.ready();
    if (type === "GUILD_APPLICATION_COMMAND_INDEX_UPDATE") this.loadIndex();
  }

  /** A new session: what was missed in between is in the channel's history. */
  ready() {
    const known = this.channel && this.session.channels.get(this.channel.id);
    if (known) this.show(known);
    else this.openAddressed();
  }

  openAddressed() {
    const addressed = this.session.channels.get(location.hash.slice(1));
    this.open(addressed ?? this.session.firstChannel());
  }

  /** Only a channel's id leads anywhere; the link to the message box keeps the channel. */
  addressChanged() {
    const addressed = this.session.channels.get(location.hash.slice(1));
    if (addressed) this.open(addressed);
    else if (this.channel) history.replaceState(null, "", `#${this.channel.id}`);
  }

  open(channel) {
    if (!channel || channel.id === this.channel?.id) return;
    history.replaceState(null, "", `#${channel.id}`);
    this.show(channel);
    const name = isPrivate(channel) ? this.session.nameOfChannel(channel) : `#${channel.name}`;
    const maySend = permissionsIn(this.session.guilds.get(channel.guild_id), channel, this.session.me.id) & MAY.SEND;
    this.composer.open(channel, name, Boolean(maySend));
    document.title = `${name} · ${this.session.nameOf(this.session.me)} · Playground`;
  }

  /** The channel's messages and commands, leaving alone what is being written. */
  show(channel) {
    this.channel = channel;
    byId("channel-sign").textContent = isPrivate(channel) ? "@" : "#";
    byId("channel-name").textContent = this.session.nameOfChannel(channel);
    byId("channel-topic").textContent = channel.topic ?? "";
    this.sidebar.open(channel);
    this.messages.open(channel);
    this.loadIndex();
  }

  async loadIndex() {
    try {
      await this.index.load(this.channel);
    } catch (error) {
      this.composer.complain(`The commands could not be loaded. ${error.message}`);
    }
    this.composer.indexChanged();
    this.messages.indexChanged();
  }

  connectionIs(state) {
    document.body.dataset.connection = state;
    byId("connection").textContent = STATES[state];
    byId("connection").hidden = !STATES[state];
    if (state === "refused") this.renewed();
  }

  /** A playground that was started again has new tokens: then the page starts again too. */
  async renewed() {
    const now = await members();
    const me = now.find((member) => member.display_name === this.me.display_name);
    if (me && me.token !== this.me.token) location.reload();
  }

  showModal(modal) {
    const channel = this.session.channels.get(modal.channel_id) ?? this.channel;
    const { interactions, names, session } = this;
    new Modal(modal, {
      interactions, names, guildId: channel.guild_id,
      choicesOf: (component) => choicesOf(component, session, channel),
    }).show();
  }
}

/** What mentions in messages are called. @returns {import("./markdown.js").Names} */
function namesOf(session) {
  return {
    user: (id) => (session.users.has(id) ? session.nameOf({ id }) : null),
    role: (id) => session.roles.get(id)?.name ?? null,
    channel: (id) => session.channels.get(id)?.name ?? null,
  };
}

/** The member whom the address names, by display or user name; the first one otherwise. */
function addressed(all) {
  const wanted = new URLSearchParams(location.search).get("as")?.toLowerCase();
  const names = (member) => [member.display_name, member.username].map((name) => name.toLowerCase());
  return all.find((member) => names(member).includes(wanted)) ?? all[0];
}

async function start() {
  try {
    const all = await members();
    await new Client(all, addressed(all)).start();
    keepFresh();
  } catch (error) {
    byId("connection").hidden = false;
    byId("connection").textContent = `The playground could not be reached. ${error.message}`;
  }
}

start();
