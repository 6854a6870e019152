/** Shows moments in the reader's own time zone, in Discord's styles, and keeps "5 minutes ago" true. */

import { element } from "./dom.js";

const LOCALE = navigator.language.startsWith("en") ? navigator.language : "en-GB";
const REFRESH_MS = 1000;

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** Each unit with its seconds and how many of it make the next. */
const UNITS = [["second", 1, 60], ["minute", 60, 60], ["hour", 3600, 24], ["day", 86_400, 30],
  ["month", 2_629_800, 12], ["year", 31_557_600, Infinity]];

const formatters = new Map();

function formatted(date, style) {
  if (!formatters.has(style)) formatters.set(style, new Intl.DateTimeFormat(LOCALE, STYLES[style]));
  return formatters.get(style).format(date);
}

/** "in 5 minutes", "3 days ago". */
function relative(date, now = Date.now()) {
  const seconds = (date.getTime() - now) / 1000;
  const [unit, size] = UNITS.find(([, length, many]) => Math.abs(Math.round(seconds / length)) < many);
  return new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" }).format(Math.round(seconds / size), unit);
}

/** A `<t:...>` of a message. Null where the number is no date. */
export function timestamp(unixSeconds, style = "f") {
  const date = new Date(unixSeconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const isRelative = style === "R";
  return element("time", {
    class: "timestamp", datetime: date.toISOString(), title: formatted(date, "F"), "data-relative": isRelative,
  }, isRelative ? relative(date) : formatted(date, style));
}

/** When a message was sent: the time, with the date before it unless it is today. */
export function sentAt(iso) {
  const today = new Date(iso).toDateString() === new Date().toDateString();
  return sent(iso, "sent", today ? "t" : "s");
}

/** The time alone, for messages below another of the same author. */
export function hourOf(iso) {
  return sent(iso, "hour", "t");
}

function sent(iso, className, style) {
  const date = new Date(iso);
  return element("time", { class: className, datetime: iso, title: formatted(date, "F") }, formatted(date, style));
}

/** A day as a heading between messages. */
export function dayOf(iso) {
  return formatted(new Date(iso), "D");
}

/** Keeps the relative times on the page true from now on. */
export function keepFresh() {
  setInterval(() => {
    for (const time of document.querySelectorAll("time[data-relative]")) {
      const text = relative(new Date(time.dateTime));
      if (time.textContent !== text) time.textContent = text;
    }
  }, REFRESH_MS);
}
