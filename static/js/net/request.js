/** One request to the server: JSON in, JSON out; refusals and silences are two different errors. */

/**
 * @typedef {object} Problem what the server says is wrong
 * @property {string} code
 * @property {string} message
 * @property {string | null} hint
 * @property {number | null} line @property {number | null} column
 * @property {number | null} end_line @property {number | null} end_column
 * @property {string[]} [names] of unknown names
 */

/** The server answered, and said no. */
export class Refusal extends Error {
  /** @param {number} status @param {Problem} problem */
  constructor(status, problem) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
  }
}

/** No answer, or one that says to come back later: after so many milliseconds, where it says so. */
export class Silence extends Error {
  /** @param {string} reason @param {number | null} [after] */
  constructor(reason, after = null) {
    super(reason);
    this.after = after;
  }
}

const PATIENCE = 30_000;
const LATER = [429, 502, 503, 504];

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<any>} null for an answer without content
 * @throws {Refusal | Silence}
 */
export async function request(method, url, body) {
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const text = body === undefined ? undefined : JSON.stringify(body);
  /** @type {Response} */
  let response;
  /** @type {any} */
  let answer = null;
  try {
    response = await fetch(url, { method, headers, body: text, signal: AbortSignal.timeout(PATIENCE) });
    if (response.status !== 204) answer = await response.json();
  } catch (error) {
    throw new Silence(String(error));
  }
  if (response.ok) return answer;
  if (LATER.includes(response.status) || !answer?.error) {
    const seconds = Number(response.headers.get('retry-after'));
    throw new Silence(`status ${response.status}`, seconds > 0 ? seconds * 1000 : null);
  }
  throw new Refusal(response.status, answer.error);
}

/** Numbers as bytes, an answer that is drawn and forgotten. @param {string} url @returns {Promise<ArrayBuffer>} @throws {Silence} */
export async function pull(url) {
  const headers = { accept: 'application/octet-stream' };
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok) return await response.arrayBuffer();
    throw new Error(`status ${response.status}`);
  } catch (error) {
    throw new Silence(String(error));
  }
}
