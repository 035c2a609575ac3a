import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookOf, looksSame, NONE, SHADES } from '../../../static/js/chart/answers.js';

const SIZE = 5;

/** Answers that rise to the right, by so much more than before. @param {number} more */
const slope = (more, steep = 0.4) => ({
  x: [0, 1],
  y: [0, 1],
  size: SIZE,
  values: Array.from({ length: SIZE * SIZE }, (_, i) => ((i % SIZE) - 2) * steep + more),
  threshold: 0,
});

test('a shade tells on which side of the threshold an answer lies, and how far', () => {
  const { shades } = lookOf({ ...slope(0), values: slope(0).values.with(0, null) });
  assert.equal(shades[0], NONE);
  assert.deepEqual([...shades.slice(5, 10)], [0, SHADES / 2, SHADES, 1.5 * SHADES, 2 * SHADES]);
});

test('answers that differ by less than a shade and a pixel look the same', () => {
  assert.ok(looksSame(lookOf(slope(0.01)), lookOf(slope(0.02))));
  assert.ok(!looksSame(lookOf(slope(0.01)), lookOf(slope(0.06))));
});

test('the line is seen to move where no shade differs', () => {
  const [flat, moved] = [slope(0.0005, 0.001), slope(0.0009, 0.001)].map((boundary) => {
    boundary.values[0] = 1; // which makes all others pale
    return lookOf(boundary);
  });
  assert.deepEqual(flat.shades, moved.shades);
  assert.ok(!looksSame(flat, moved));
});

test('a line that comes or goes is seen', () => {
  assert.ok(!looksSame(lookOf(slope(0)), lookOf(slope(5))));
});
