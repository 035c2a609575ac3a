import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateFor, rateOf, rateWith, suitedRate } from '../../../../static/js/view/runs/rate.js';

const chosen = { optimizer: { kind: 'sgd' }, reduction: 'sum', batch: 0 };
const lecture = /** @type {any} */ ({ training: chosen, examples: 4, held_out: 0, learning_rate: 0.05 });

test('losses that are added share the rate, and Adam needs to know nothing of them', () => {
  assert.equal(rateOf(lecture), 0.05);
  assert.equal(suitedRate('sgd', 'sum', 100), 0.002);
  assert.equal(suitedRate('sgd', 'mean', 100), 0.3);
  assert.equal(suitedRate('adam', 'sum', 100), suitedRate('adam', 'mean', 100));
  assert.equal(rateOf({ ...lecture, training: { ...chosen, batch: 2 } }), 0.1);
  assert.equal(rateOf({ ...lecture, examples: 0 }), null);
});

test('a rate goes with optimizer and model until the learner has chosen one', () => {
  assert.deepEqual(rateFor(lecture, 'adam'), { learning_rate: 0.01 });
  assert.deepEqual(rateFor({ ...lecture, learning_rate: 0.04 }, 'adam'), {});
  const data = /** @type {any} */ ({ kind: 'moons', size: 100, rows: [] });
  assert.deepEqual(rateWith(lecture, { loss: 'max_margin', data }), { learning_rate: 0.3 });
  assert.deepEqual(rateWith(lecture, { loss: 'sum_of_squares', data }), { learning_rate: 0.002 });
  assert.deepEqual(rateWith({ ...lecture, learning_rate: 1 }, { loss: 'max_margin', data }), {});
});
