import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rounded, stepOf } from '../../../static/js/view/dragging.js';

test('a pixel is worth a hundredth of the size of the number', () => {
  assert.equal(stepOf(2), 0.01);
  assert.equal(stepOf(-250), 1);
  assert.equal(stepOf(0), 0.01);
  assert.equal(stepOf(Number.NaN), 0.01);
});

test('a number that was dragged is short enough to stand in a program', () => {
  assert.equal(rounded(0.1 + 0.2, 0.01), 0.3);
  assert.equal(rounded(-2.996, 0.01), -3);
  assert.equal(String(rounded(6.8813735870195432, 0.01)), '6.88');
});
