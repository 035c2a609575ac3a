import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Choice } from '../../../static/js/scene/choice.js';

function choice() {
  const told = [];
  return { told, choice: new Choice((type, detail) => told.push([type, detail])) };
}

test('a choice is told once, however often it is made', () => {
  const { told, choice: made } = choice();
  made.select(3);
  made.select(3);
  made.hover(4);
  made.hover(4);
  assert.deepEqual(told, [
    ['select', { node: 3 }],
    ['hover', { node: 4 }],
  ]);
});

test('a picked wire gives way to the next node', () => {
  const { told, choice: made } = choice();
  made.pick([5, 6]);
  assert.equal(made.edge, 5);
  made.select(null);
  assert.equal(made.edge, null);
  assert.deepEqual(told, [['edge', { edge: 5, edges: [5, 6] }]]);
});

test('a chosen node is followed through an edit, and let go when it is gone', () => {
  const { told, choice: made } = choice();
  made.select(3);
  made.carry((node) => node + 1);
  assert.equal(made.selected, 4);
  made.carry(() => -1);
  assert.equal(made.selected, null);
  assert.deepEqual(
    told.map(([, { node }]) => node),
    [3, 4, null],
  );
});
