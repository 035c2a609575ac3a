/** Reads the binary answer of `GET …/values`: one whole state, for graphs too large for single steps. */

import { State } from './state.js';

const HEADER = 8; // bytes: uint32 revision, uint32 cursor; little-endian, as every machine that runs a browser is
const NOT_REACHED = 0x7fc00001; // the bits of the one NaN that means it

/**
 * @param {import('./graph.js').Graph} graph
 * @param {ArrayBuffer} buffer little-endian: revision, cursor, float32 data[nodes], float32 grad[nodes]
 * @returns {{revision: number, cursor: number, state: State}}
 * @throws {RangeError} when the frame is of another graph
 */
export function readFrame(graph, buffer) {
  if (buffer.byteLength !== HEADER + 8 * graph.size) {
    throw new RangeError(
      `a frame of ${graph.size} nodes has ${HEADER + 8 * graph.size} bytes, not ${buffer.byteLength}`,
    );
  }
  const [numbers, bits] = [new Float32Array(buffer, HEADER), new Uint32Array(buffer, HEADER)];
  const state = new State(graph);
  state.coarse = true;
  state.data.set(numbers.subarray(0, graph.size));
  state.grad.set(numbers.subarray(graph.size));
  for (let node = 0; node < graph.size; node++) {
    state.hasData[node] = Number(bits[node] !== NOT_REACHED);
    state.hasGrad[node] = Number(bits[graph.size + node] !== NOT_REACHED);
  }
  const [revision, cursor] = new Uint32Array(buffer, 0, 2);
  return { revision, cursor, state };
}
