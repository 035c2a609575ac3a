import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brief, full, short, trimmed, within } from '../../../static/js/model/numbers.js';

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

test('two digits are enough from afar', () => {
  const texts = {
    0: '0.00',
    0.5213: '0.52',
    '-1.34': '−1.3',
    12.4: '12',
    999.4: '999',
    1000: '1e3',
    0.00003: '3e−5',
  };
  for (const [x, text] of Object.entries(texts)) assert.equal(brief(Number(x)), text);
  assert.deepEqual([null, Number.NaN, -1 / 0].map(brief), ['—', 'nan', '−∞']);
  for (let power = -12; power < 12; power += 0.01) assert.ok(brief(-(10 ** power)).length <= 6, `${power}`);
});

test('where there is little room, a number has the most digits that fit', () => {
  const fitting = [
    -0.0044871,
    -0.00098581,
    0.98721,
    -123456.7,
    1e-7 / 3,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    null,
  ];
  assert.deepEqual(
    fitting.map((x) => within(x, 8)),
    ['−0.00449', '−9.86e−4', '0.9872', '−123457', '3.333e−8', 'nan', '−inf', '—'],
  );
});
