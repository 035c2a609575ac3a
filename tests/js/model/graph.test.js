import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGraph } from '../../../static/js/model/graph.js';
import { Builder, neuron } from '../builder.js';

test('a graph knows what its nodes are', () => {
  const graph = readGraph(neuron().json());
  assert.deepEqual(
    [0, 2, 5, 9].map((node) => graph.kind(node)),
    ['leaf', 'parameter', 'op', 'op'],
  );
  assert.deepEqual([graph.glyph(9), graph.title(5), graph.glyph(0)], ['tanh', 'multiply', '']);
  assert.equal(graph.name(8), 'n');
  assert.equal(graph.root, 9);
});

test('x times x has two edges, which x knows as two uses', () => {
  const b = new Builder();
  const x = b.leaf('x', 3);
  b.op('mul', [x, x]);
  const graph = readGraph(b.json());
  assert.deepEqual([...graph.inputs], [0, 0]);
  assert.deepEqual([...graph.consumer], [1, 1]);
  assert.deepEqual([...graph.uses.subarray(graph.useStart[0], graph.useStart[1])], [0, 1]);
});

test('edges that backward never walks are pruned: no gradient required, or the root does not need them', () => {
  const b = new Builder();
  const a = b.leaf('a', 1, false);
  const w = b.leaf('w', 2);
  const y = b.op('mul', [a, w], 'y');
  b.op('add', [y, w], 'aside');
  const graph = readGraph(b.json({ root: y }));
  assert.deepEqual([...graph.pruned], [1, 0, 1, 1]);
});

test('a graph without nodes can be read', () => {
  const graph = readGraph(new Builder().json({ root: 0 }));
  assert.equal(graph.size, 0);
});

test('a node says where it stands in the program, or that it does not', () => {
  const json = neuron().json();
  json.line = json.line.map((_, node) => (node === 9 ? 7 : 0));
  json.end_column = json.end_column.map((_, node) => (node === 9 ? 12 : 0));
  const graph = readGraph(json);
  assert.deepEqual(graph.span(9), { line: 7, column: 0, endLine: 0, endColumn: 12 });
  assert.equal(graph.span(0), null);
});
