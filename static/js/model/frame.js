/** Reads the binary answer of `GET …/values`: one whole state, for graphs too large for single steps. */

import { State } from './state.js';

const HEADER = 8; // bytes: uint32 revision, uint32 cursor
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
  const view = new DataView(buffer);
  const state = new State(graph);
  state.coarse = true;
  for (let node = 0; node < graph.size; node++) {
    const data = HEADER + 4 * node;
    const grad = data + 4 * graph.size;
    state.data[node] = view.getFloat32(data, true);
    state.grad[node] = view.getFloat32(grad, true);
    state.hasData[node] = Number(view.getUint32(data, true) !== NOT_REACHED);
    state.hasGrad[node] = Number(view.getUint32(grad, true) !== NOT_REACHED);
  }
  return { revision: view.getUint32(0, true), cursor: view.getUint32(4, true), state };
}
