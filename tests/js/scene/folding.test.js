import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGraph } from '../../../static/js/model/graph.js';
import { readTree } from '../../../static/js/model/tree.js';
import { Folding } from '../../../static/js/scene/folding.js';
import { Builder, mlp } from '../builder.js';

const openPaths = (folding, builder) => {
  const tree = readTree(readGraph(builder.json()));
  const open = folding.open(tree);
  return tree.groups.filter(({ id }) => open[id]).map(({ path }) => path);
};

test('a small graph is all open', () => {
  const b = new Builder();
  b.in('f').leaf('a', 1);
  assert.deepEqual(openPaths(new Folding(), b), ['', 'f']);
});

test('of a network the neurons are closed and the layers open', () => {
  assert.deepEqual(openPaths(new Folding(), mlp([2, 4, 4, 1])), [
    '',
    'model',
    'model/layer 1',
    'model/layer 2',
    'model/layer 3',
  ]);
});

test('of a larger one more is closed, until it can be taken in at a glance', () => {
  assert.deepEqual(openPaths(new Folding(), mlp([2, 300, 1])), ['', 'model']);
});

test('what the learner chose stays, over edits too', () => {
  const folding = new Folding();
  folding.choose('model/layer 1/neuron 2', true);
  folding.choose('model/layer 3', false);
  const open = openPaths(folding, mlp([2, 4, 4, 1]));
  assert.ok(open.includes('model/layer 1/neuron 2') && !open.includes('model/layer 3'));
});

test('all at once, until one is chosen otherwise', () => {
  const folding = new Folding();
  folding.choose('model/layer 1', true);
  folding.chooseAll(false);
  assert.deepEqual(openPaths(folding, mlp([2, 4, 4, 1])), ['']);
  folding.choose('model', true);
  assert.deepEqual(openPaths(folding, mlp([2, 4, 4, 1])), ['', 'model']);
});
