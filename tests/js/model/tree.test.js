import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGraph } from '../../../static/js/model/graph.js';
import { readTree } from '../../../static/js/model/tree.js';
import { Builder, mlp } from '../builder.js';

test('groups are a tree, also where a path leaves out the ones above', () => {
  const b = new Builder();
  b.in('model/layer 1/neuron 1').leaf('w', 1);
  const { groups } = readTree(readGraph(b.json()));
  assert.deepEqual(
    groups.map(({ path, name, parent, depth, size }) => [path, name, parent, depth, size]),
    [
      ['', '', -1, 0, 1],
      ['model', 'model', 0, 1, 1],
      ['model/layer 1', 'layer 1', 1, 2, 1],
      ['model/layer 1/neuron 1', 'neuron 1', 2, 3, 1],
    ],
  );
});

test('the output of a neuron is what others use of it', () => {
  const b = mlp([2, 3, 1]);
  const graph = readGraph(b.json());
  const tree = readTree(graph);
  const neuron = tree.groups.find(({ path }) => path === 'model/layer 1/neuron 2');
  assert.deepEqual(
    neuron.outputs.map((node) => graph.label(node)),
    ['h12'],
  );
  const layer = tree.groups.find(({ path }) => path === 'model/layer 1');
  assert.deepEqual(
    layer.outputs.map((node) => graph.label(node)),
    ['h11', 'h12', 'h13'],
  );
});

test('a weight that a penalty uses too is no output of its neuron', () => {
  const b = mlp([2, 3, 1]);
  b.in('l2').op('square', [b.nodes.findIndex(({ label }) => label === 'w000')]);
  const graph = readGraph(b.json());
  const neuron = readTree(graph).groups.find(({ path }) => path === 'model/layer 1/neuron 1');
  assert.deepEqual(
    neuron.outputs.map((node) => graph.label(node)),
    ['h11'],
  );
});

test('children stand in the order of their creation, nodes and groups mixed', () => {
  const b = new Builder();
  b.leaf('a', 1);
  b.in('f').leaf('b', 1);
  b.in('').leaf('c', 1);
  const { groups } = readTree(readGraph(b.json()));
  assert.deepEqual(groups[0].children, [0, ~1, 2]);
});
