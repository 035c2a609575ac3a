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

/** The middles of all closed neurons of a layer, from top to bottom. */
function layer(scene, path) {
  const { tree, itemOfGroup, y } = scene;
  return tree.groups
    .filter((group) => group.path.startsWith(`${path}/`))
    .map(({ id }) => y[itemOfGroup[id]])
    .sort((a, b) => a - b);
}

/** The middles of all nodes of such names. */
function placesOf({ graph, itemOf, y }, name) {
  return Array.from(itemOf.keys(), (node) => (name.test(graph.label(node)) ? y[itemOf[node]] : Number.NaN))
    .filter((place) => !Number.isNaN(place))
    .sort((a, b) => a - b);
}

const middle = (list) => (list[0] + list.at(-1)) / 2;

test('layers of any width are centred on one axis, with or without wires that go round them', () => {
  for (const sizes of [
    [2, 16, 16, 1],
    [3, 4, 4, 1],
    [2, 5, 12, 3, 1],
    [1, 8, 8, 8, 1],
    [2, 2, 2, 2, 2, 2, 1],
  ]) {
    for (const builder of [mlp(sizes), penalized(sizes)]) {
      const scene = sceneOf(builder, { open: closed });
      const axes = sizes.slice(1).map((_, l) => middle(layer(scene, `model/layer ${l + 1}`)));
      const inputs = middle(placesOf(scene, /^x\d/));
      for (const axis of [...axes, inputs])
        assert.ok(Math.abs(axis - axes[0]) < 12, `${sizes}: ${axes}; ${inputs}`);
    }
  }
});

test('neurons of a layer stand at even distances, nearer to each other where there are many', () => {
  const gaps = [4, 16, 32].map((width) => {
    const places = layer(sceneOf(penalized([2, width, width, 1]), { open: closed }), 'model/layer 2');
    const steps = places.slice(1).map((y, i) => y - places[i]);
    for (const step of steps) assert.ok(Math.abs(step - steps[0]) < 0.01);
    return steps[0];
  });
  assert.ok(gaps[0] > gaps[1] && gaps[1] > gaps[2] - 1 && gaps[2] > 60, String(gaps));
});

test('what only joins the result of an open group stands between that and the group, near the axis', () => {
  const scene = sceneOf(mlp([2, 8, 8, 1]), { open: closed });
  const find = (/** @type {string} */ name) =>
    scene.itemOf.findIndex((_, node) => scene.graph.label(node) === name);
  const { frames, x, y, width } = scene;
  const model = frames.find(({ group }) => group === groupAt(scene, 'model'));
  const [label, loss] = [scene.itemOf[find('y')], scene.itemOf[find('loss')]];
  assert.ok(x[label] - width[label] / 2 >= model.left + model.width);
  assert.ok(x[label] < x[loss]);
  assert.ok(Math.abs(y[label] - y[loss]) < 80);
});

test('a bundle arrives as one, and where its wires run one upon the other is known', () => {
  const { wires, itemOfGroup, ...scene } = sceneOf(penalized([2, 6, 5, 1]), { open: closed });
  const target = itemOfGroup[groupAt(scene, 'l2')];
  const ends = new Set();
  for (let wire = 0; wire < wires.count; wire++) {
    if (wires.to[wire] !== target) continue;
    const end = wires.pointStart[wire + 1] - 1;
    ends.add(wires.pointY[end]);
    assert.ok(wires.stretch[end] >= 0 && wires.stretch[end] < wires.stretches);
  }
  assert.ok(ends.size <= 3, `${ends.size} places for the wires of three layers`);
  const free = sceneOf(mlp([3, 4, 1]));
  assert.equal(free.wires.stretches, 0, 'wires between two nodes are told apart');
});

test('neurons without a layer around them share a route to one target too, and keep their distances', () => {
  const builder = penalized([2, 8, 6, 1]);
  builder.groups = builder.groups.map((path) =>
    path.replace(/^model\/layer (\d)\/neuron (\d)$/, 'neuron $1.$2'),
  );
  const scene = sceneOf(builder, { open: closed });
  const { bendStart, bendStop } = scene.arrangement.layouts[0];
  const routes = Array.from(bendStart, (start, lane) => `${start} ${bendStop[lane]}`);
  const bends = routes.filter((_, lane) => bendStop[lane] > bendStart[lane]);
  assert.ok(
    bends.length > 12 && new Set(bends).size < 6,
    `${new Set(bends).size} routes for ${bends.length} lanes`,
  );
  const first = scene.tree.groups.filter(({ path }) => path.startsWith('neuron 1.'));
  const places = first.map(({ id }) => scene.y[scene.itemOfGroup[id]]).toSorted((a, b) => a - b);
  for (let i = 2; i < places.length; i++)
    assert.ok(Math.abs(places[i] - places[i - 1] - places[1] + places[0]) < 0.01);
  assert.deepEqual(overlapping(scene), []);
});
