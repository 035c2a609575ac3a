import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contour } from '../../../static/js/chart/contour.js';

const grid = (size, f) => Array.from({ length: size * size }, (_, i) => f(i % size, Math.floor(i / size)));

test('the level of a slope is one straight line', () => {
  const pieces = contour(
    grid(4, (x) => x),
    4,
    1.5,
  );
  assert.equal(pieces.length, 3 * 4);
  for (let i = 0; i < pieces.length; i += 2) assert.equal(pieces[i], 1.5);
});

test('a hill has a closed line: every end is met by another', () => {
  const pieces = contour(
    grid(9, (x, y) => 9 - (x - 4) ** 2 - (y - 4) ** 2),
    9,
    0,
  );
  const ends = new Map();
  for (let i = 0; i < pieces.length; i += 2) {
    const end = `${pieces[i].toFixed(6)} ${pieces[i + 1].toFixed(6)}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  assert.ok(pieces.length > 0);
  for (const [end, count] of ends) assert.equal(count % 2, 0, end);
});

test('no line where nothing crosses, and none through what is not a number', () => {
  assert.deepEqual(
    contour(
      grid(3, () => 2),
      3,
      1,
    ),
    [],
  );
  assert.deepEqual(contour([null, 0, 2, 2], 2, 1), []);
});
