import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyCurve, joined, nearest } from '../../../static/js/model/curve.js';

const part = (epochs, stride = 1, more = {}) => ({
  stride,
  epochs,
  train: epochs.map((epoch) => 1 / (1 + epoch)),
  held_out: null,
  accuracy: null,
  held_out_accuracy: null,
  ...more,
});

test('a part that follows is added', () => {
  const curve = joined(joined(emptyCurve(), part([0, 1, 2])), part([3, 4]));
  assert.deepEqual(curve, part([0, 1, 2, 3, 4]));
});

test('nothing new changes nothing', () => {
  const curve = part([0, 1]);
  assert.deepEqual(joined(curve, part([])), part([0, 1]));
  assert.deepEqual(joined(curve, part([], 1, { held_out: [] })), part([0, 1])); // an empty part knows no columns
});

test('a part with another stride, from an earlier epoch, or with other columns is the whole curve', () => {
  for (const whole of [part([0, 2, 4], 2), part([0, 1]), part([5, 6], 1, { held_out: [1, 2] })]) {
    assert.equal(joined(part([0, 1, 2, 3]), whole), whole);
  }
});

test('the nearest point is found at both ends and between', () => {
  const epochs = [0, 4, 8, 12];
  assert.deepEqual(
    [-5, 0, 1, 2, 3, 11, 99].map((epoch) => nearest(epochs, epoch)),
    [0, 0, 0, 0, 1, 3, 3],
  );
  assert.equal(nearest([], 3), -1);
});
