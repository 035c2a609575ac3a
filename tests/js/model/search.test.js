import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGraph } from '../../../static/js/model/graph.js';
import { findNodes } from '../../../static/js/model/search.js';
import { mlp, neuron } from '../builder.js';

const graph = readGraph(neuron().json());
const names = (query) => findNodes(graph, query).map((node) => graph.name(node));

test('a name finds its node first, then what contains it', () => {
  assert.deepEqual(names('w1'), ['w1', 'x1 × w1', 'x1 × w1 + x2 × w2']);
  assert.equal(names('N')[0], 'n');
});

test('nothing is found for nothing', () => {
  assert.deepEqual([names('  '), names('no such name')], [[], []]);
});

test('of very many only the best are found', () => {
  assert.equal(findNodes(readGraph(mlp([3, 9, 9, 1]).json()), 'w', 20).length, 20);
});
