/** Reads the pictures of a run that goes on, as GET run/pictures brings them one after the other. */

import { Silence } from './request.js';

/** @typedef {{frame: import('./run.js').Frame & {made: number}, values: ArrayBuffer}} Picture made: when it was begun, in milliseconds of the server's clock */

const NUMBER = 4; // bytes of a number in front of what it speaks of

/** @param {string} url @param {AbortSignal} signal @returns {AsyncGenerator<Picture>} @throws {Silence} */
export async function* pictures(url, signal) {
  try {
    const response = await fetch(url, { headers: { accept: 'application/octet-stream' }, signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    yield* picturesIn(response.body.getReader());
  } catch (error) {
    throw new Silence(String(error));
  }
}

/** @param {Pick<ReadableStreamDefaultReader<Uint8Array>, 'read'>} reader @returns {AsyncGenerator<Picture>} */
export async function* picturesIn(reader) {
  /** @type {Uint8Array} */
  let rest = new Uint8Array(0); // of what was read: the beginning of a picture
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest = joined(rest, value);
    for (let size = sizeOf(rest); rest.length >= NUMBER + size; size = sizeOf(rest)) {
      yield readPicture(Uint8Array.from(rest.subarray(NUMBER, NUMBER + size)).buffer);
      rest = rest.subarray(NUMBER + size);
    }
  }
}

/** @param {ArrayBuffer} content @returns {Picture} */
function readPicture(content) {
  const length = new DataView(content).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(content, NUMBER, length));
  return { frame: JSON.parse(text), values: content.slice(NUMBER + length) };
}

/** @param {Uint8Array} bytes @returns {number} of the picture that they begin with */
function sizeOf(bytes) {
  if (bytes.length < NUMBER) return Number.POSITIVE_INFINITY;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

/** @param {Uint8Array} first @param {Uint8Array} second */
function joined(first, second) {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
