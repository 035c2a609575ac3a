import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsOf, names, numberOf, readTable } from '../../../static/js/model/cells.js';

test('tabs, semicolons and commas separate cells, in this order', () => {
  assert.deepEqual(cellsOf('x\ty\r\n1\t2\r\n'), [
    ['x', 'y'],
    ['1', '2'],
  ]);
  assert.deepEqual(cellsOf('1,5;2'), [['1,5', '2']]);
  assert.deepEqual(cellsOf('"a","b"\n1, 2'), [
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('numbers are read as people write them', () => {
  assert.deepEqual(['1', ' −2.5 ', '1,5', '+3', '1e-3', '.5'].map(numberOf), [1, -2.5, 1.5, 3, 0.001, 0.5]);
  assert.deepEqual(['', 'abc', '1,000,000', 'NaN', 'Infinity', '1 2'].map(numberOf), [
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('a first row with words names the columns', () => {
  assert.ok(names(['x1', 'y']));
  assert.ok(!names(['1', '', '2,5']));
});

test('a table is read, empty rows left out', () => {
  const { table } = readTable(
    ['x', 'y'],
    [
      ['1', '2'],
      ['', ''],
      ['3', '−4'],
    ],
  );
  assert.deepEqual(table, {
    columns: ['x', 'y'],
    rows: [
      [1, 2],
      [3, -4],
    ],
  });
});

test('what is wrong is told with its row and its column', () => {
  assert.deepEqual(
    readTable(
      ['x', 'y'],
      [
        ['1', '2'],
        ['3', 'four'],
      ],
    ).wrong,
    {
      row: 2,
      column: 1,
      message: 'Row 2, column y is “four”, not a number.',
    },
  );
  assert.match(readTable(['x', 'y'], [['1']]).wrong.message, /Row 1, column y is empty/);
  assert.deepEqual(readTable(['x', 'x'], []).wrong.row, -1);
  assert.match(readTable(['2x'], []).wrong.message, /cannot name a column/);
});
