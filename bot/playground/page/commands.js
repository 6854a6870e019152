/** The commands of a channel: finding them by what is typed, and turning typed options into an interaction's data. */

import { channelChoices, mentionableChoices, peopleChoices, roleChoices } from "./components.js";

const COMMAND = { CHAT: 1, USER: 2, MESSAGE: 3 };
const OPTION = {
  SUBCOMMAND: 1, GROUP: 2, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10,
};

/** Types of options of which there is a list; all others are typed freely. */
const LISTED = {
  [OPTION.BOOLEAN]: () => [{ label: "True", value: true }, { label: "False", value: false }],
  [OPTION.USER]: peopleChoices,
  [OPTION.CHANNEL]: channelChoices,
  [OPTION.ROLE]: roleChoices,
  [OPTION.MENTIONABLE]: mentionableChoices,
};

/**
 * One thing to run: a command, or a subcommand with its way down ("split why").
 * @typedef {{name: string, path: string[], description: string, options: any[], command: any, application: any}} Leaf
 */

/** The commands that a member may use in one channel. */
export class CommandIndex {
  constructor(rest) {
    this.rest = rest;
    this.loaded = false;
    /** @type {Leaf[]} */
    this.leaves = [];
    this.messageCommands = [];
    this.request = 0;
  }

  /** Asks for the index of the channel's server, or of a direct message; the latest call wins. */
  async load(channel) {
    this.request += 1;
    const { request } = this;
    const owner = channel.guild_id ? `/guilds/${channel.guild_id}` : `/channels/${channel.id}`;
    const index = await this.rest.get(`${owner}/application-command-index`);
    if (request !== this.request) return;
    const applications = new Map(index.applications.map((one) => [one.id, one]));
    const commands = index.application_commands.map((one) => [one, applications.get(one.application_id)]);
    this.leaves = commands.filter(([one]) => (one.type ?? COMMAND.CHAT) === COMMAND.CHAT)
      .flatMap(([command, application]) => leavesOf(command, application, command, []))
      .sort((a, b) => a.name.localeCompare(b.name));
    this.messageCommands = commands.filter(([one]) => one.type === COMMAND.MESSAGE)
      .map(([command, application]) => ({ command, application }));
    this.loaded = true;
  }

  /** Commands for what is typed after the slash: names that begin so, then those with a word that does. */
  matching(typed) {
    const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
    const begins = this.leaves.filter(({ name }) => name.startsWith(text));
    const within = this.leaves.filter(({ name }) => !name.startsWith(text) && name.includes(` ${text}`));
    return [...begins, ...within];
  }

  named(name) {
    return this.leaves.find((leaf) => leaf.name === name) ?? null;
  }
}

function leavesOf(command, application, node, path) {
  const here = [...path, node.name];
  const deeper = (node.options ?? []).filter((one) => one.type === OPTION.SUBCOMMAND || one.type === OPTION.GROUP);
  if (deeper.length) return deeper.flatMap((one) => leavesOf(command, application, one, here));
  const { description, options = [] } = node;
  return [{ name: here.join(" "), path: here, description, options, command, application }];
}

/**
 * The `data` of a command's interaction.
 * @param {Leaf} leaf @param {{option: any, value: any}[]} values @param {any} [focused] the option being typed
 */
export function commandData(leaf, values, focused) {
  const given = values.map(({ option, value }) => ({
    type: option.type, name: option.name, value, ...(option === focused && { focused: true }),
  }));
  const { id, version, name, guild_id } = leaf.command;
  return { id, version, name, type: COMMAND.CHAT, guild_id, options: wrapped(leaf.path.slice(1), given) };
}

/** Options below their subcommand, and that below its group. */
function wrapped(path, options) {
  if (!path.length) return options;
  const type = path.length === 2 ? OPTION.GROUP : OPTION.SUBCOMMAND;
  return [{ type, name: path[0], options: wrapped(path.slice(1), options) }];
}

/** The `data` of a command from a message's Apps menu. */
export function messageCommandData({ id, version, name }, messageId) {
  return { id, version, name, type: COMMAND.MESSAGE, target_id: messageId };
}

/** All an option can be, as {label, value}; null where it is typed freely. */
export function listedChoices(option, session, channel) {
  if (option.choices?.length) return option.choices.map(({ name, value }) => ({ label: name, value }));
  return LISTED[option.type]?.(session, channel, option.channel_types) ?? null;
}

/**
 * What a typed option means: its value, or the problem with it, or neither where it is left out.
 * @param {any} option @param {string} text @param {{label: string, value: any}[] | null} listed
 * @returns {{value?: any, problem?: string}}
 */
export function understood(option, text, listed) {
  if (text === "") return option.required ? { problem: "This option is required." } : {};
  if (listed) {
    const chosen = listed.find((one) => one.label.toLowerCase() === text.toLowerCase());
    return chosen ? { value: chosen.value } : { problem: "Choose one from the list." };
  }
  if (option.type === OPTION.INTEGER || option.type === OPTION.NUMBER) return understoodNumber(option, Number(text));
  return understoodText(option, text);
}

function understoodNumber(option, value) {
  if (!Number.isFinite(value)) return { problem: "Enter a number." };
  if (option.type === OPTION.INTEGER && !Number.isSafeInteger(value)) return { problem: "Enter a whole number." };
  if (value < (option.min_value ?? -Infinity)) return { problem: `The least is ${option.min_value}.` };
  if (value > (option.max_value ?? Infinity)) return { problem: `The most is ${option.max_value}.` };
  return { value };
}

function understoodText(option, value) {
  if (value.length < (option.min_length ?? 0)) return { problem: `Write at least ${option.min_length} characters.` };
  if (value.length > (option.max_length ?? 6000)) return { problem: `Write at most ${option.max_length ?? 6000} characters.` };
  return { value };
}
