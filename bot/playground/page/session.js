/** What this member's client knows: who one is, servers, channels, roles and people, from gateway events. */

const DM = 1;
const THREADS = new Set([10, 11, 12]);
const READABLE = new Set([0, 5, ...THREADS]);

/** Event: "changed", when what the channel list shows is different. */
export class Session extends EventTarget {
  constructor() {
    super();
    this.me = null;
    this.id = null;
    this.guilds = new Map();
    this.channels = new Map();
    this.users = new Map();
    this.roles = new Map();
  }

  /** Takes in one gateway event; those about messages and interactions are not its business. */
  dispatched(type, data) {
    if (type === "READY") this.ready(data);
    else if (type === "GUILD_CREATE") this.guild(data);
    else if (/^(CHANNEL|THREAD)_(CREATE|UPDATE)$/.test(type)) this.channel(data);
    else if (/^(CHANNEL|THREAD)_DELETE$/.test(type)) this.channels.delete(data.id);
    else return;
    this.dispatchEvent(new CustomEvent("changed"));
  }

  ready(data) {
    this.me = data.user;
    this.id = data.session_id;
    this.guilds.clear();
    this.channels.clear();
    for (const user of [data.user, ...(data.users ?? [])]) this.user(user);
    for (const guild of data.guilds) if (!guild.unavailable) this.guild(guild);
    for (const channel of data.private_channels ?? []) this.channel(channel);
  }

  guild(guild) {
    this.guilds.set(guild.id, guild);
    for (const role of guild.roles ?? []) this.roles.set(role.id, { ...role, guild_id: guild.id });
    for (const channel of guild.channels ?? []) this.channel({ guild_id: guild.id, ...channel });
    for (const thread of guild.threads ?? []) this.channel({ guild_id: guild.id, ...thread });
    for (const member of guild.members ?? []) this.user(member.user);
  }

  channel(channel) {
    this.channels.set(channel.id, { ...this.channels.get(channel.id), ...channel });
    for (const user of channel.recipients ?? []) this.user(user);
  }

  user(user) {
    this.users.set(user.id, { ...this.users.get(user.id), ...user });
  }

  /** The name by which a user goes. */
  nameOf(user) {
    const known = { ...this.users.get(user.id), ...user };
    return known.global_name || known.username || "Unknown user";
  }

  nameOfChannel(channel) {
    const partner = this.partnerIn(channel);
    return partner ? this.nameOf(partner) : channel.name ?? "unknown";
  }

  /** The other one of a direct message. */
  partnerIn(channel) {
    return channel.recipients?.find((user) => user.id !== this.me?.id) ?? null;
  }

  /** A server's readable channels in their order, each thread after the channel it hangs from. */
  channelsOf(guildId) {
    const all = [...this.channels.values()].filter((one) => one.guild_id === guildId && READABLE.has(one.type));
    const roots = all.filter((one) => !THREADS.has(one.type)).sort(byPosition);
    return roots.flatMap((root) => [root, ...all.filter((one) => THREADS.has(one.type) && one.parent_id === root.id)]);
  }

  /** Direct message channels. */
  privateChannels() {
    return [...this.channels.values()].filter((one) => one.type === DM);
  }

  /** Where one starts: the server's first channel. */
  firstChannel() {
    for (const id of this.guilds.keys()) {
      const [first] = this.channelsOf(id);
      if (first) return first;
    }
    return this.privateChannels()[0] ?? null;
  }

  /** People of a channel's server, or the two of a direct message, by name. */
  peopleIn(channel) {
    const members = this.guilds.get(channel?.guild_id)?.members?.map((member) => member.user);
    const people = members ?? [this.me, ...(channel?.recipients ?? [])];
    return people.filter(Boolean).sort((a, b) => this.nameOf(a).localeCompare(this.nameOf(b)));
  }

  rolesIn(channel) {
    return [...this.roles.values()].filter((role) => role.guild_id === channel?.guild_id);
  }
}

export function isThread(channel) {
  return THREADS.has(channel.type);
}

export function isPrivate(channel) {
  return channel.type === DM;
}

function byPosition(a, b) {
  return (a.position ?? 0) - (b.position ?? 0) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
}
