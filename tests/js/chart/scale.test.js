import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extent } from '../../../static/js/chart/extent.js';
import { linear, logarithmic } from '../../../static/js/chart/scale.js';

test('a linear scale goes from 0 to 1 and marks round numbers inside', () => {
  const { at, ticks } = linear(0, 1.6, 4);
  assert.equal(at(0), 0);
  assert.equal(at(1.6), 1);
  assert.deepEqual(
    ticks.map(({ text }) => text),
    ['0', '0.5', '1', '1.5'],
  );
});

test('a scale of one number has room on both sides', () => {
  assert.equal(linear(3, 3, 4).at(3), 0.5);
  assert.equal(linear(0, 0, 4).at(0), 0.5);
  assert.equal(logarithmic(5, 5, 4).at(5).toFixed(6), '0.500000');
});

test('ticks are exact at any size', () => {
  for (const [low, high] of [
    [0, 0.0003],
    [-1e9, 1e9],
    [0.1, 0.7],
    [1e-12, 2e-12],
  ]) {
    const { ticks } = linear(low, high, 4);
    assert.ok(ticks.length >= 2 && ticks.length <= 9, `${low} ${high}: ${ticks.length}`);
    for (const { value } of ticks) assert.ok(value >= low - 1e-9 * high && value <= high * (1 + 1e-9));
  }
});

test('a logarithmic scale marks powers of ten, thinned when there are many', () => {
  const texts = (low, high) =>
    logarithmic(low, high, 4).ticks.map(({ value }) => Math.round(Math.log10(value)));
  assert.deepEqual(texts(0.01, 10), [-2, -1, 0, 1]);
  assert.deepEqual(texts(1e-8, 1e8), [-8, -4, 0, 4, 8]);
  assert.equal(logarithmic(1, 100, 4).at(10), 0.5);
});

test('a curve that flies away does not flatten the others', () => {
  const [low, high] = extent(
    [
      [1, 2, 1e30],
      [4, 3, 2],
    ],
    false,
  );
  assert.equal(low, 0);
  assert.equal(high, 10);
  assert.deepEqual(extent([[1, 2, 1e30]], true), [1, 1e30]);
  assert.deepEqual(extent([[1, 2, 50]], false), [0, 50]);
});

test('what is not finite, and what a logarithm does not know, is left out', () => {
  assert.deepEqual(extent([[null, 2, 3]], false), [0, 3]);
  assert.deepEqual(extent([[0, -1, 0.5, 2]], true), [0.5, 2]);
  assert.deepEqual(extent([[-3, -1]], false), [-3, -1]);
  assert.equal(extent([[], [null]], false), null);
});
