import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaksAt } from '../../../static/js/play/breakpoint.js';
import { neuron } from '../builder.js';

const { timeline } = neuron().timeline();
const stops = (...nodes) => {
  const cursors = Array.from({ length: timeline.length }, (_, i) => i + 1);
  return cursors.filter((cursor) => breaksAt(timeline, cursor, new Set(nodes)));
};

test('a result stops when it is computed, and when its gradient is whole', () => {
  assert.deepEqual(stops(8), [9, 12]);
  assert.equal(timeline.stateAt(12).gradOf(8), 0.4999999999999998);
  assert.equal(timeline.stepAt(12).node, 8, 'it has sent nothing on yet');
});

test('a leaf stops when it is reached, and at every contribution', () => {
  assert.deepEqual(stops(4), [5, 14]);
});

test('without breakpoints nothing stops', () => {
  assert.deepEqual(stops(), []);
});
