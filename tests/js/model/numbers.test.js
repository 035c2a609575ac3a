import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { full, short, trimmed } from '../../../static/js/model/numbers.js';

const golden = JSON.parse(readFileSync(new URL('../../notation/numbers.json', import.meta.url), 'utf8'));
const words = { NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, '-Infinity': Number.NEGATIVE_INFINITY };

test('numbers are written as the server writes them', () => {
  assert.deepEqual(golden.columns, ['number', 'short', 'trimmed', 'full']);
  assert.ok(golden.rows.length > 40);
  for (const [number, ...texts] of golden.rows) {
    const x = typeof number === 'string' ? words[number] : number;
    assert.deepEqual([short(x), trimmed(x), full(x)], texts, String(number));
  }
});

test('a number not reached is a dash, never a zero', () => {
  assert.deepEqual([short(null), trimmed(null), full(null)], ['—', '—', '—']);
});
