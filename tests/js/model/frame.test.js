import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFrame } from '../../../static/js/model/frame.js';
import { readGraph } from '../../../static/js/model/graph.js';
import { Builder } from '../builder.js';

function frame(revision, cursor, words) {
  const view = new DataView(new ArrayBuffer(8 + 4 * words.length));
  view.setUint32(0, revision, true);
  view.setUint32(4, cursor, true);
  words.forEach((word, i) => {
    if (typeof word === 'string') view.setUint32(8 + 4 * i, Number(word), true);
    else view.setFloat32(8 + 4 * i, word, true);
  });
  return view.buffer;
}

test('a frame tells not reached from not a number', () => {
  const b = new Builder();
  b.op('tanh', [b.leaf('a', 1)]);
  const graph = readGraph(b.json());
  const { revision, cursor, state } = readFrame(graph, frame(3, 17, [1.5, Number.NaN, '0x7fc00001', -2]));
  assert.deepEqual([revision, cursor], [3, 17]);
  assert.deepEqual([state.dataOf(0), state.dataOf(1)], [1.5, Number.NaN]);
  assert.deepEqual([state.gradOf(0), state.gradOf(1)], [null, -2]);
});

test('a frame of another graph is refused', () => {
  const graph = readGraph(new Builder().json({ root: 0 }));
  assert.throws(() => readFrame(graph, frame(1, 0, [1, 2])), RangeError);
});
