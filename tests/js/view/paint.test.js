import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paint } from '../../../static/js/view/paint.js';

const text = (lines) => lines.map((line) => line.map((piece) => piece.text).join('')).join('\n');
const kinds = (program) =>
  paint(program)
    .flat()
    .filter(({ kind }) => kind !== '')
    .map(({ kind, text }) => `${kind} ${text}`);

test('a painted program is the program, whatever it is', () => {
  const programs = [
    '',
    '\n',
    'x = 1\n\n',
    '"""open',
    "f'{x!r}' # why\n\ty",
    'ä = 1e-5\t🙂 = 2',
    'a\r\nb',
    "'\\'",
    '))((',
  ];
  for (const program of programs) assert.equal(text(paint(program)), program);
});

test('calls, numbers, keywords, strings and comments have their colours', () => {
  assert.deepEqual(kinds('for w1 in [Value(-3.0), .5e-3]: print("a # b") # Value(2)'), [
    'keyword for',
    'keyword in',
    'call Value',
    'number 3.0',
    'number .5e-3',
    'call print',
    'string "a # b"',
    'comment # Value(2)',
  ]);
});

test('digits in a name are no number', () => {
  assert.deepEqual(kinds('x1 = w_2*été3'), []);
});

test('a text over several lines is one text', () => {
  assert.deepEqual(
    paint('"""a\nb"""\nc').map((line) => line.map(({ kind }) => kind)),
    [['string'], ['string'], ['']],
  );
});

test('a text that is not closed ends with its line', () => {
  assert.deepEqual(kinds("x = 'abc\ny = 2"), ["string 'abc", 'number 2']);
});

test('a long program is painted in one pass', () => {
  const line = 'n = (x1*w1 + x2*w2 + 6.8813735870195432).tanh()  # "neuron"\n';
  assert.equal(paint(line.repeat(1000)).length, 1001);
  assert.equal(paint('('.repeat(60_000))[0][0].text.length, 60_000);
});
