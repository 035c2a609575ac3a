import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mlp } from '../builder.js';
import { overlapping, sceneOf } from './arranged.js';

/** A network with a penalty on all of its weights, in a function of its own. */
function penalized(sizes) {
  const b = mlp(sizes);
  const loss = b.nodes.length - 1;
  const weights = b.nodes.flatMap(({ label }, node) => (/^[wb]\d/.test(label) ? [node] : []));
  b.in('l2');
  let sum = b.constant(0);
  for (const weight of weights) sum = b.op('add', [sum, b.op('mul', [weight, weight])]);
  b.in('').op('add', [loss, sum], 'total');
  return b;
}

const closed = (path) => !path.includes('neuron') && path !== 'l2';
const groupAt = ({ tree }, path) => tree.groups.find((group) => group.path === path).id;

test('all that leaves one group for one target shares a route', () => {
  const scene = sceneOf(penalized([2, 6, 5, 1]), { open: closed });
  const { ways, layouts } = scene.arrangement;
  const model = groupAt(scene, 'model');
  const exits = ways.lanes[model].exits.length;
  assert.equal(exits, 3 + 1, 'one for each layer, and that of the output');
  assert.ok(layouts[model].bendY.length <= 2 + 1, 'past two layers, and past one');
  assert.deepEqual(overlapping(scene), []);
});
