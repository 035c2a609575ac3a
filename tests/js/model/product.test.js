import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factors, product } from '../../../static/js/model/product.js';
import { Builder } from '../builder.js';

const builder = new Builder();
const [a, x] = [builder.leaf('a', 3), builder.constant(2)];
builder.op('mul', [a, x], 'b');
const { timeline } = builder.timeline();
const step = { kind: /** @type {const} */ ('backward'), node: 2, input: a, slot: 0, upstream: 0.5, local: 2 };
const brought = { ...step, contribution: 1, total: 1 };

test('a contribution is upstream × local', () => {
  assert.equal(product(timeline, brought), '0.5 × 2 = 1');
});

test('in a batch it is the mean of such products, and no product of the means that are told beside it', () => {
  timeline.together = { examples: 4, reduction: 'mean' };
  assert.equal(product(timeline, { ...brought, contribution: 1.25 }), 'mean of 4 products = 1.25');
});

test('what reaches a parameter of a batch whose losses are added is their sum', () => {
  timeline.together = { examples: 4, reduction: 'sum' };
  assert.equal(factors(timeline, brought), 'sum of 4 products');
  assert.equal(factors(timeline, { ...brought, input: 2 }), 'mean of 4 products');
});
