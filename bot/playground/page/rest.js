/** Talks to the REST side of the playground in one member's name. */

const PATIENCE_RATE_LIMITED = 3;

/** An answer other than 2xx, with Discord's code and one sentence to show. */
export class RestError extends Error {
  constructor(status, body) {
    super(firstReason(body?.errors) ?? body?.message ?? `The playground answered ${status}.`);
    this.status = status;
    this.code = body?.code ?? 0;
  }
}

/** The first message in Discord's nested tree of errors. */
function firstReason(tree) {
  if (!tree || typeof tree !== "object") return null;
  if (Array.isArray(tree._errors) && tree._errors.length) return tree._errors[0].message;
  for (const branch of Object.values(tree)) {
    const reason = firstReason(branch);
    if (reason) return reason;
  }
  return null;
}

async function parsed(response) {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function waited(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** The members one may be: `GET /playground/members`. */
export async function members() {
  const response = await fetch("/playground/members");
  const body = await parsed(response);
  if (!response.ok) throw new RestError(response.status, body);
  return body.members;
}

/** REST calls with a member's token; a rate limit is waited for, other refusals are thrown. */
export class Rest {
  constructor(token) {
    this.token = token;
  }

  get(path) {
    return this.call("GET", path);
  }

  post(path, body) {
    return this.call("POST", path, body);
  }

  /** @throws {RestError} for every answer other than 2xx */
  async call(method, path, body, attempt = 1) {
    const headers = { Authorization: this.token };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const response = await this.fetched(path, { method, headers, body: JSON.stringify(body) });
    const answer = await parsed(response);
    if (response.ok) return answer;
    if (response.status !== 429 || attempt >= PATIENCE_RATE_LIMITED) throw new RestError(response.status, answer);
    await waited(answer?.retry_after ?? 1);
    return this.call(method, path, body, attempt + 1);
  }

  async fetched(path, request) {
    try {
      return await fetch(`/api/v10${path}`, request);
    } catch {
      throw new RestError(0, { message: "The playground cannot be reached. Is it still running?" });
    }
  }
}
