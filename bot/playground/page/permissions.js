/** What this member may do in a channel, computed from roles and overwrites as Discord documents it. */

export const MAY = { ADMINISTRATE: 1n << 3n, VIEW: 1n << 10n, SEND: 1n << 11n };
const EVERYTHING = ~0n;

/** The permissions of a user in a server's channel, as bits; everything in a direct message. */
export function permissionsIn(guild, channel, userId) {
  if (!guild || guild.owner_id === userId) return EVERYTHING;
  const held = new Set(guild.members?.find((member) => member.user.id === userId)?.roles ?? []);
  held.add(guild.id); // the role @everyone has the server's id
  const base = sum(guild.roles.filter((role) => held.has(role.id)).map((role) => role.permissions));
  if (base & MAY.ADMINISTRATE) return EVERYTHING;
  return overwritten(base, channel.permission_overwrites ?? [], guild.id, held, userId);
}

/** Overwrites in their order: of everyone, of the roles together, of the user. */
function overwritten(base, overwrites, everyone, held, userId) {
  const ofEveryone = overwrites.filter((one) => one.id === everyone);
  const ofRoles = overwrites.filter((one) => one.id !== everyone && held.has(one.id));
  const ofUser = overwrites.filter((one) => one.id === userId);
  return [ofEveryone, ofRoles, ofUser].reduce((bits, level) => {
    return (bits & ~sum(level.map((one) => one.deny))) | sum(level.map((one) => one.allow));
  }, base);
}

function sum(bits) {
  return bits.reduce((all, one) => all | BigInt(one), 0n);
}
