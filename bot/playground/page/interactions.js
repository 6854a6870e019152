/** Sends interactions and pairs each, by its nonce, with what the gateway says became of it. */

const EPOCH_MS = 1_420_070_400_000n;
const GIVE_UP_MS = 15_000; // the server decides after 3 s; this is for a word lost with the connection

export const KIND = { COMMAND: 2, COMPONENT: 3, AUTOCOMPLETE: 4, MODAL: 5 };

/** The bot did not answer, or the session ended before its answer. */
export class InteractionFailed extends Error {}

let issued = 0n;

/** A number in a snowflake's form that this tab has not used. */
export function freshNonce() {
  issued = (issued + 1n) % 4096n;
  const chance = BigInt(Math.floor(Math.random() * 1024));
  return String(((BigInt(Date.now()) - EPOCH_MS) << 22n) | (chance << 12n) | issued);
}

/** Event: "modal" (detail: what INTERACTION_MODAL_CREATE carries). */
export class Interactions extends EventTarget {
  constructor(rest, session) {
    super();
    this.rest = rest;
    this.session = session;
    this.waiting = new Map();
  }

  /**
   * Sends one interaction. `accepted` settles with the server's first word (a RestError if it refuses),
   * `done` when the bot has answered; for autocompletion with its choices.
   * @returns {{nonce: string, accepted: Promise<void>, done: Promise<any>}}
   */
  perform(kind, body) {
    const nonce = freshNonce();
    const done = this.awaited(nonce);
    const accepted = this.rest
      .post("/interactions", { type: kind, session_id: this.session.id, nonce, ...body })
      .catch((error) => {
        this.settle(nonce, "reject", error);
        throw error;
      });
    done.catch(() => {}); // whoever does not look at the outcome is not to be told of it
    accepted.catch(() => {});
    return { nonce, accepted, done };
  }

  awaited(nonce) {
    return new Promise((resolve, reject) => {
      const expiry = setTimeout(() => this.settle(nonce, "reject", new InteractionFailed()), GIVE_UP_MS);
      this.waiting.set(nonce, { resolve, reject, expiry });
    });
  }

  settle(nonce, how, value) {
    const waiting = this.waiting.get(nonce);
    if (!waiting) return;
    this.waiting.delete(nonce);
    clearTimeout(waiting.expiry);
    waiting[how](value);
  }

  /** Takes in one gateway event. */
  dispatched(type, data) {
    if (type === "INTERACTION_SUCCESS") this.settle(data.nonce, "resolve");
    else if (type === "INTERACTION_FAILURE") this.settle(data.nonce, "reject", new InteractionFailed());
    else if (type === "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE") this.settle(data.nonce, "resolve", data.choices);
    else if (type === "INTERACTION_MODAL_CREATE") this.modalCreated(data);
    else if (type === "READY") this.failAll();
  }

  modalCreated(data) {
    this.settle(data.nonce, "resolve");
    this.dispatchEvent(new CustomEvent("modal", { detail: data }));
  }

  /** A new session hears nothing of what an older one asked. */
  failAll() {
    for (const nonce of [...this.waiting.keys()]) this.settle(nonce, "reject", new InteractionFailed());
  }
}
