import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow, holds, placeOf, unitsOf } from '../../../static/js/view/place.js';

test('columns count characters, also those of two units', () => {
  assert.equal(unitsOf('🙂x = 1', 1), 2);
  assert.deepEqual(placeOf('a\n🙂x', 4), { line: 2, column: 1 });
});

test('a span holds its first place and the one after its last', () => {
  const span = { line: 2, column: 4, endLine: 2, endColumn: 7 };
  assert.deepEqual(
    [3, 4, 6, 7, 8].map((column) => holds(span, { line: 2, column })),
    [false, true, true, true, false],
  );
  assert.equal(holds(span, { line: 1, column: 5 }), false);
  assert.equal(holds({ ...span, endLine: 4 }, { line: 3, column: 0 }), true);
});

test('a caret stays on its character when a number before it grows', () => {
  const [before, after] = ['a = Value(2.0)\nb = a', 'a = Value(-12.25)\nb = a'];
  assert.equal(follow(before, after, before.length), after.length);
  assert.equal(follow(before, after, 3), 3);
  assert.equal(follow(before, after, before.indexOf('\n') + 1), after.indexOf('\n') + 1);
});

test('a caret inside what was replaced stays inside the text', () => {
  for (let caret = 0; caret <= 6; caret++) {
    const moved = follow('abcdef', 'ab', caret);
    assert.ok(moved >= 0 && moved <= 2, `${caret} went to ${moved}`);
  }
});

test('a caret does not move when nothing changed', () => {
  assert.equal(follow('abc', 'abc', 2), 2);
});
