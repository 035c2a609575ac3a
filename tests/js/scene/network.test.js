import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from '../../../static/js/layout/groups.js';
import { Memo } from '../../../static/js/layout/memo.js';
import { shapeOf } from '../../../static/js/layout/shape.js';
import { readGraph } from '../../../static/js/model/graph.js';
import { readTree } from '../../../static/js/model/tree.js';
import { Scene } from '../../../static/js/scene/scene.js';
import { mlp, neuron } from '../builder.js';

function circles(builder, isOpen) {
  const graph = readGraph(builder.json());
  const tree = readTree(graph);
  const open = Uint8Array.from(tree.groups, ({ path }) => Number(isOpen(path)));
  const scene = new Scene(graph, tree, arrange(shapeOf(graph, tree, open, true), null, new Memo()));
  return Array.from({ length: scene.count }, (_, item) => item)
    .filter((item) => scene.round[item] === 1)
    .map((item) => scene.name(item));
}

test('in a network, what stands beside closed neurons is a circle as they are', () => {
  const names = circles(mlp([2, 2, 1]), (path) => !path.includes('neuron'));
  const neurons = ['h11', 'h12', 'h21'];
  assert.deepEqual(names.toSorted(), [...neurons, 'x1', 'x2', 'y', 'h21 − y', 'loss'].toSorted());
});

test('what is inside an open neuron, or in a graph without closed ones, is a record', () => {
  const first = 'model/layer 1/neuron 1';
  const names = circles(mlp([2, 2, 1]), (path) => !path.includes('neuron') || path === first);
  assert.ok(!names.includes('h11') && names.includes('x1'));
  assert.deepEqual(
    circles(neuron(), () => true),
    [],
  );
});
