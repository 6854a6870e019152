/** The column at the side: servers with their channels, direct messages, and who one is. */

import { avatar, byId, element } from "./dom.js";
import { isPrivate, isThread } from "./session.js";
import { MAY, permissionsIn } from "./permissions.js";

/** Event: "chosen" (detail: the channel). */
export class Sidebar extends EventTarget {
  /** @param {import("./session.js").Session} session @param {any[]} members those one may be */
  constructor(session, members) {
    super();
    this.session = session;
    this.members = members;
    this.current = null;
    this.unread = new Set();
    this.side = byId("side");
    this.switcher = byId("switcher");
    byId("show-side").addEventListener("click", () => this.toggle(true));
    byId("veil").addEventListener("click", () => this.toggle(false));
    this.side.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
    session.addEventListener("changed", () => this.draw());
  }

  /** On a narrow window the column lies over the messages. */
  toggle(shown) {
    document.body.classList.toggle("side-shown", shown);
    byId("show-side").setAttribute("aria-expanded", String(shown));
    if (shown) this.side.querySelector("button").focus();
    else if (this.side.contains(document.activeElement)) byId("show-side").focus();
  }

  /** Marks a channel that has something new. */
  dispatched(type, data) {
    if (type !== "MESSAGE_CREATE" || data.channel_id === this.current?.id) return;
    this.unread.add(data.channel_id);
    this.draw();
  }

  open(channel) {
    this.current = channel;
    this.unread.delete(channel.id);
    this.draw();
  }

  mayView(channel) {
    const guild = this.session.guilds.get(channel.guild_id);
    return Boolean(permissionsIn(guild, channel, this.session.me.id) & MAY.VIEW);
  }

  draw() {
    const guilds = [...this.session.guilds.values()].map((guild) =>
      this.group(guild.name, this.session.channelsOf(guild.id).filter((one) => isThread(one) || this.mayView(one))));
    const direct = this.session.privateChannels();
    byId("channels").replaceChildren(...guilds, ...(direct.length ? [this.group("Direct messages", direct)] : []));
    this.drawMe();
  }

  group(name, channels) {
    return element("section", {}, element("h2", {}, name),
      element("ul", {}, channels.map((channel) => element("li", {}, this.channelButton(channel)))));
  }

  channelButton(channel) {
    const name = this.session.nameOfChannel(channel);
    const isNew = this.unread.has(channel.id);
    const sign = isPrivate(channel) ? avatar(this.session.partnerIn(channel), name) :
      element("span", { class: "sign", "aria-hidden": "true" }, isThread(channel) ? "↳" : "#");
    return element("button", {
      type: "button", class: `channel ${isNew ? "unread" : ""} ${isThread(channel) ? "thread" : ""}`,
      "aria-current": channel.id === this.current?.id && "page",
      onclick: () => this.choose(channel),
    }, sign, element("span", { class: "channel-name" }, name), isNew && element("span", { class: "badge" }, "new"));
  }

  choose(channel) {
    this.toggle(false);
    this.dispatchEvent(new CustomEvent("chosen", { detail: channel }));
  }

  drawMe() {
    const { me } = this.session;
    const name = this.session.nameOf(me);
    byId("me").replaceChildren(avatar(me, name), element("span", { class: "me-name" }, name));
    this.switcher.replaceChildren(...this.members.map((member) => this.memberRow(member)));
  }

  /** To be somebody else is to load the page in their name: nothing private of one member stays for the next. */
  memberRow(member) {
    const name = member.display_name;
    const isMe = member.id === this.session.me.id;
    const address = `?as=${encodeURIComponent(name)}${location.hash}`;
    return element("li", {},
      element("a", { href: address, "aria-current": isMe && "true" }, avatar(member, name), name,
        member.admin && element("span", { class: "note" }, "admin")),
      !isMe && element("a", {
        href: address, target: "_blank", rel: "noopener", class: "new-tab", "aria-label": `Be ${name} in a new tab`,
        title: "In a new tab",
      }, "new tab"));
  }
}
