import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strength } from '../../../static/js/render/magnitude.js';

test('strength follows the order of magnitude, whatever the sign', () => {
  assert.deepEqual(
    [0.0001, 0.001, 0.01, 0.1, -0.1, 1, 10, 1e9].map((x) => Number(strength(x).toFixed(2))),
    [0, 0, 0.25, 0.5, 0.5, 0.75, 1, 1],
  );
});

test('nothing is weak, and what is not a number is not overlooked', () => {
  assert.deepEqual([0, Number.NaN, Number.NEGATIVE_INFINITY].map(strength), [0, 1, 1]);
});
