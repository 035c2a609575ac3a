import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acyclic } from '../../../static/js/layout/cycles.js';
import { Memo } from '../../../static/js/layout/memo.js';
import { area } from '../../../static/js/scene/scene.js';
import { Builder, mlp } from '../builder.js';
import { boxes, overlapping, sceneOf } from './arranged.js';

const within = (inner, outer) =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;

test('every node stands inside the frames of its groups, and nothing overlaps', () => {
  const scene = sceneOf(mlp([3, 4, 4, 1]));
  assert.equal(scene.frames.length, 13);
  const box = boxes(scene);
  for (const frame of scene.frames) {
    const { path } = scene.tree.groups[frame.group];
    for (let node = 0; node < scene.graph.size; node++) {
      const inside = `${scene.graph.groups[scene.graph.group[node]]}/`.startsWith(`${path}/`);
      assert.equal(within(box[node], area(frame)), inside, `${node} in ${path}`);
    }
  }
  assert.deepEqual(overlapping(scene), []);
});

test('neurons of the same shape look the same', () => {
  const scene = sceneOf(mlp([3, 4, 4, 1]));
  const layouts = scene.tree.groups
    .filter(({ path }) => path.startsWith('model/layer 2/neuron'))
    .map(({ id }) => scene.arrangement.layouts[id]);
  assert.equal(layouts.length, 4);
  assert.equal(new Set(layouts).size, 1);
});

test('a closed group is one item, with one wire to each neighbour', () => {
  const scene = sceneOf(mlp([2, 4, 4, 1]), { open: (path) => !path.includes('neuron') });
  assert.equal(scene.count, 2 + 9 + 1 + 2);
  const layers = scene.wires.count - 2 - 1; // without those of y, of the difference and of the loss
  assert.equal(layers, 2 * 4 + 4 * 4 + 4);
  assert.ok(scene.wires.of.includes(-1), 'edges inside have no wire');
});

test('everything may be closed', () => {
  const scene = sceneOf(mlp([2, 4, 4, 1]), { open: (path) => path === '' });
  assert.equal(scene.count, 2 + 1 + 1 + 2);
});

test('groups that use each other are laid out all the same', () => {
  const b = new Builder();
  const a = b.in('f').leaf('a', 1);
  const g = b.in('g').op('tanh', [a]);
  b.in('f').op('tanh', [g]);
  for (const open of [() => true, (path) => path === ''])
    assert.deepEqual(overlapping(sceneOf(b, { open })), []);
});

test('turning edges round leaves no cycle and loses none', () => {
  const [from, to] = acyclic(4, [0, 1, 2, 2], [1, 2, 0, 3]);
  assert.deepEqual([from.length, to.length], [4, 4]);
  const indegree = [0, 0, 0, 0];
  for (const v of to) indegree[v]++;
  const ready = indegree.flatMap((d, v) => (d === 0 ? [v] : []));
  for (const v of ready) {
    from.forEach((u, e) => {
      if (u === v && --indegree[to[e]] === 0) ready.push(to[e]);
    });
  }
  assert.equal(ready.length, 4);
});

test('wires into an open group go round what stands before their end', () => {
  const scene = sceneOf(mlp([4, 1]));
  const { pointStart, pointX, pointY } = scene.wires;
  const all = boxes(scene);
  for (let wire = 0; wire < scene.wires.count; wire++) {
    for (let i = pointStart[wire] + 1; i < pointStart[wire + 1] - 1; i++) {
      for (const { left, right, top, bottom } of all) {
        const through = pointX[i] > left && pointX[i] < right && pointY[i] > top && pointY[i] < bottom;
        assert.ok(!through, `wire ${wire}`);
      }
    }
  }
});

test('opening a group keeps what has nothing to do with it', () => {
  const builder = mlp([2, 4, 4, 1]);
  const memo = new Memo();
  const old = sceneOf(builder, { open: (path) => !path.includes('neuron'), memo });
  const open = (path) => !path.includes('neuron') || path === 'model/layer 1/neuron 2';
  const now = sceneOf(builder, { open, old, memo, graph: old.graph });
  const moved = ['model/layer 2/neuron 1', 'model/layer 2/neuron 4', 'model/layer 3/neuron 1'].map((path) => {
    const { id } = now.tree.groups.find((group) => group.path === path);
    return Math.abs(now.arrangement.groupX[id] - old.arrangement.groupX[id]);
  });
  assert.deepEqual(moved, [0, 0, 0]);
});
