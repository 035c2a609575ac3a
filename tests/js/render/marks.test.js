import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marksOf } from '../../../static/js/render/marks.js';
import { Choice } from '../../../static/js/scene/choice.js';
import { Builder } from '../builder.js';

const builder = new Builder();
const a = builder.leaf('a', 3);
builder.op('mul', [a, a], 'b');
const { timeline } = builder.timeline();

/** @param {Partial<Choice>} what */
const chosen = (what) => Object.assign(new Choice(() => {}), what);

test('an edge that was pressed shows upstream × local = contribution, once it has come', () => {
  assert.deepEqual(marksOf(timeline, 5, chosen({ edge: 1 })), [{ edge: 1, text: '1 × 3 = 3' }]);
  assert.deepEqual(marksOf(timeline, 4, chosen({ edge: 1 })), [{ edge: 1, text: '—' }]);
});

test('a chosen node shows every contribution that has arrived', () => {
  assert.equal(marksOf(timeline, 4, chosen({ selected: 0 })).length, 1);
  assert.equal(marksOf(timeline, 5, chosen({ selected: 0 })).length, 2);
});

test('a way that is pointed at shows its local derivatives, and nothing else', () => {
  const traced = [{ edge: 0, text: '× 3' }];
  assert.deepEqual(marksOf(timeline, 5, chosen({ selected: 0, edge: 1, traced })), traced);
});
