import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointAt } from '../../../static/js/scene/curve.js';
import { wireNear } from '../../../static/js/scene/nearest.js';
import { remember } from '../../../static/js/scene/past.js';
import { Transition } from '../../../static/js/scene/transition.js';
import { itemsIn, wiresIn } from '../../../static/js/scene/visible.js';
import { Builder, mlp, neuron } from '../builder.js';
import { sceneOf } from '../layout/arranged.js';

const closed = (path) => !path.includes('neuron');

test('a closed group with one result shows its numbers, one with several shows none', () => {
  const scene = sceneOf(mlp([2, 3, 3, 1]), { open: (path) => closed(path) && path !== 'model/layer 1' });
  const item = (path) => scene.itemOfGroup[scene.tree.groups.find((group) => group.path === path).id];
  const names = (path) => scene.results(item(path)).map((node) => scene.graph.label(node));
  assert.deepEqual(names('model/layer 2/neuron 3'), ['h23']);
  assert.deepEqual(names('model/layer 1'), []);
  assert.equal(scene.name(item('model/layer 1')), 'layer 1');
  assert.equal(scene.name(item('model/layer 2/neuron 3')), 'h23');
});

test('a neuron that sees several examples shows the one that the pass has reached last', () => {
  const b = new Builder();
  const [w, xs] = [b.in('neuron').leaf('w', 2), [1, 2, 3].map((x) => b.in('').leaf(`x${x}`, x, false))];
  const outs = xs.map((x) => b.in('neuron').op('tanh', [b.op('mul', [w, x])]));
  b.in('').op('add', [b.op('add', [outs[0], outs[1]]), outs[2]]);
  const { graph, timeline } = b.timeline();
  const scene = sceneOf(b, { open: () => false, graph });
  const item = scene.itemOf[w];
  const at = (cursor) => scene.which(item, scene.shown(item, timeline.stateAt(cursor)));
  const [forward, backward] = [b.forward().length, b.backward()];
  const reached = (node) => forward + 1 + backward.findIndex((step) => step.input === node);
  assert.equal(scene.round[item], 1);
  assert.deepEqual(
    [at(0), at(outs[1] + 1), at(forward)],
    ['result 1 of 3', 'result 2 of 3', 'result 3 of 3'],
  );
  assert.deepEqual([at(reached(outs[2])), at(forward + backward.length)], ['result 3 of 3', 'result 1 of 3']);
});

test('wires start at the right of their input and end at the operation', () => {
  const scene = sceneOf(neuron());
  const { wires, x, width } = scene;
  for (let wire = 0; wire < wires.count; wire++) {
    const [a, b] = [wires.from[wire], wires.to[wire]];
    assert.equal(Math.round(pointAt(wires, wire, 0)[0]), Math.round(x[a] + width[a] / 2));
    const end = pointAt(wires, wire, 1)[0] - (x[b] - width[b] / 2);
    assert.ok(end >= 0 && end < 5);
  }
});

test('two uses of the same value are two wires that can be told apart', () => {
  const b = new Builder();
  const a = b.leaf('a', 3);
  b.op('mul', [a, a]);
  const { wires } = sceneOf(b);
  assert.equal(wires.count, 2);
  for (const t of [0, 0.5, 1]) assert.ok(Math.abs(pointAt(wires, 0, t)[1] - pointAt(wires, 1, t)[1]) >= 6);
});

test('only what is in view is found', () => {
  const scene = sceneOf(neuron());
  const all = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
  assert.equal(itemsIn(scene, scene, all).length, 10);
  const corner = { left: scene.x[0] - 1, top: scene.y[0] - 1, right: scene.x[0] + 1, bottom: scene.y[0] + 1 };
  assert.deepEqual(itemsIn(scene, scene, corner), [0]);
  const far = { left: 5000, top: 5000, right: 6000, bottom: 6000 };
  assert.deepEqual(itemsIn(scene, scene, far), []);
  assert.equal(wiresIn(scene.wires, far)[0], 0);
  assert.equal(wiresIn(scene.wires, all)[0], 1);
});

test('after an edit everything sets out from where it was and arrives where it belongs', () => {
  const old = sceneOf(neuron());
  const longer = neuron();
  longer.op('tanh', [9], 'p');
  const now = sceneOf(longer, { old });
  for (let item = 0; item < now.count - 1; item++) now.x[item] += 100;
  const move = new Transition(now, remember(old, now.graph, now.tree));
  assert.equal(move.fresh.join(''), '00000000001');
  assert.deepEqual([...move.x.subarray(0, 10)].map(Math.round), [...old.x].map(Math.round));
  assert.equal(move.opacity, 0);
  assert.equal(move.advance(160), true);
  assert.ok(move.x[0] > old.x[0] && move.x[0] < now.x[0]);
  assert.equal(move.advance(400), false);
  assert.equal(move.x, now.x);
  assert.equal(move.wires, now.wires);
});

test('what comes out of a group sets out from where the group was closed', () => {
  const builder = mlp([2, 4, 4, 1]);
  const old = sceneOf(builder, { open: closed });
  const path = 'model/layer 1/neuron 2';
  const now = sceneOf(builder, { open: (p) => closed(p) || p === path, old, graph: old.graph });
  const group = old.tree.groups.find((candidate) => candidate.path === path);
  const move = new Transition(now, remember(old, now.graph, now.tree));
  const inside = now.itemOf[group.outputs[0]];
  assert.equal(move.x[inside], old.arrangement.groupX[group.id]);
});

test('a wire is found where it runs, and nothing is found beside it', () => {
  const { wires } = sceneOf(neuron());
  const all = new Uint8Array(wires.count).fill(1);
  for (let wire = 0; wire < wires.count; wire++) {
    const [x, y] = pointAt(wires, wire, 0.4);
    assert.equal(wireNear(wires, all, x, y + 1, 6), wire);
  }
  assert.equal(wireNear(wires, all, -500, -500, 6), -1);
  const [x, y] = pointAt(wires, 0, 0.4);
  assert.notEqual(wireNear(wires, new Uint8Array(wires.count), x, y, 6), 0);
});
