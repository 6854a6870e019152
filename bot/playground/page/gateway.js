/** Keeps one gateway session: identify, heartbeats, and coming back after the connection is lost. */

const OP = { DISPATCH: 0, HEARTBEAT: 1, IDENTIFY: 2, RESUME: 6, RECONNECT: 7, INVALID: 9, HELLO: 10, ACK: 11 };
const TOKEN_REFUSED = 4004;
const SESSION_GONE = new Set([4003, 4007, 4009]);
const OWN_CLOSE = 4900; // any code but 1000 and 1001, which would end the session on the server
const BACKOFF_MS = { first: 250, most: 10_000 };

/**
 * Events: "dispatch" (detail {type, data}), "state" (detail "connecting" | "ready" | "reconnecting" | "refused").
 */
export class Gateway extends EventTarget {
  constructor(address, token) {
    super();
    this.address = address;
    this.token = token;
    this.resumption = null;
    this.failures = 0;
    this.socket = null;
    this.heartbeat = 0;
    this.sequence = null;
  }

  connect() {
    this.announce(this.failures || this.resumption ? "reconnecting" : "connecting");
    const socket = new WebSocket(this.resumption?.address ?? this.address);
    this.socket = socket;
    socket.addEventListener("message", (event) => this.received(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => this.closed(event.code));
  }

  announce(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  send(op, data) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ op, d: data }));
  }

  received({ op, d, s, t }) {
    if (s != null) this.sequence = s;
    if (op === OP.HELLO) this.greeted(d.heartbeat_interval);
    else if (op === OP.ACK) this.acknowledged = true;
    else if (op === OP.HEARTBEAT) this.send(OP.HEARTBEAT, this.sequence);
    else if (op === OP.RECONNECT) this.socket.close(OWN_CLOSE);
    else if (op === OP.INVALID) this.invalidated(d);
    else if (op === OP.DISPATCH) this.dispatched(t, d);
  }

  greeted(interval) {
    this.acknowledged = true;
    clearInterval(this.heartbeat);
    this.heartbeat = setInterval(() => this.beat(), interval);
    if (this.resumption) {
      this.send(OP.RESUME, { token: this.token, session_id: this.resumption.session, seq: this.sequence });
    } else {
      const properties = { os: "browser", browser: "playground", device: "" };
      this.send(OP.IDENTIFY, { token: this.token, properties, compress: false });
    }
  }

  beat() {
    if (!this.acknowledged) {
      this.socket.close(OWN_CLOSE); // the connection is dead though nobody said so
      return;
    }
    this.acknowledged = false;
    this.send(OP.HEARTBEAT, this.sequence);
  }

  invalidated(resumable) {
    if (!resumable) this.forget();
    this.socket.close(OWN_CLOSE);
  }

  dispatched(type, data) {
    if (type === "READY") {
      const address = data.resume_gateway_url ? onThisHost(data.resume_gateway_url) : this.address;
      this.resumption = { session: data.session_id, address };
    }
    if (type === "READY" || type === "RESUMED") this.failures = 0;
    this.dispatchEvent(new CustomEvent("dispatch", { detail: { type, data } }));
    if (type === "READY" || type === "RESUMED") this.announce("ready");
  }

  closed(code) {
    clearInterval(this.heartbeat);
    if (code === TOKEN_REFUSED) {
      this.announce("refused");
      return;
    }
    if (SESSION_GONE.has(code)) this.forget();
    this.failures += 1;
    this.announce("reconnecting");
    setTimeout(() => this.connect(), pause(this.failures));
  }

  forget() {
    this.resumption = null;
    this.sequence = null;
  }
}

/** Doubles with each failure, with chance in it so that many tabs do not come back in step. */
function pause(failures) {
  const longest = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** (failures - 1));
  return longest * (0.5 + Math.random() / 2);
}

/**
 * The gateway's address on the host that the page came from: "localhost" and "127.0.0.1" are
 * different origins to a browser, and the page's policy allows only its own.
 */
export function onThisHost(address) {
  const url = new URL(address);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  url.host = location.host;
  url.pathname = url.pathname.replace(/\/?$/, "/");
  url.search = "?v=10&encoding=json";
  return url.href;
}
