import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layered } from '../../../static/js/layout/layered.js';
import { Builder, mlp, neuron } from '../builder.js';
import { boxes, overlapping, sceneOf } from './arranged.js';

const flat = (builder) => {
  for (const node of builder.nodes) node.group = 0;
  return builder;
};

test('every operation stands right of its inputs, and nothing overlaps', () => {
  for (const builder of [neuron(), flat(mlp([3, 4, 4, 1])), flat(mlp([2, 3, 1], 3))]) {
    const scene = sceneOf(builder);
    const box = boxes(scene);
    scene.graph.inputs.forEach((input, edge) => {
      assert.ok(box[input].right < box[scene.graph.consumer[edge]].left);
    });
    assert.deepEqual(overlapping(scene), []);
  }
});

test('a private leaf stands next to what uses it, not at the far left', () => {
  const b = new Builder();
  let x = b.leaf('x', 1);
  for (let i = 0; i < 6; i++) x = b.op('tanh', [x]);
  const w = b.leaf('w', 2);
  const product = b.op('mul', [x, w]);
  const scene = sceneOf(b);
  const gap = scene.x[product] - scene.width[product] / 2 - (scene.x[w] + scene.width[w] / 2);
  assert.equal(gap, 40);
});

test('a chain is a straight line', () => {
  const b = new Builder();
  let x = b.leaf('x', 1);
  for (let i = 0; i < 5; i++) x = b.op('tanh', [x]);
  assert.equal(new Set(sceneOf(b).y.map((y) => Math.round(y))).size, 1);
});

test('a tree has no crossings and keeps the order of operands', () => {
  const scene = sceneOf(neuron());
  const [x1, x2, w1, w2, bias, left, right] = scene.y;
  assert.ok(x1 < w1 && w1 < x2 && x2 < w2, 'operands stand together');
  assert.ok(left < right && right < bias);
});

test('long edges go round the boxes between', () => {
  const b = new Builder();
  const x = b.leaf('x', 1);
  let y = b.op('tanh', [x]);
  for (let i = 0; i < 3; i++) y = b.op('tanh', [y]);
  b.op('add', [x, y]);
  const scene = sceneOf(b);
  const { pointStart, pointX, pointY, of } = scene.wires;
  const wire = of[scene.graph.start[scene.graph.root]];
  assert.ok(pointStart[wire + 1] - pointStart[wire] > 2, 'it has bends');
  for (let i = pointStart[wire] + 1; i < pointStart[wire + 1] - 1; i++) {
    for (const { left, right, top, bottom } of boxes(scene)) {
      assert.ok(pointX[i] < left || pointX[i] > right || pointY[i] < top || pointY[i] > bottom);
    }
  }
});

test('nothing to lay out is an empty layout', () => {
  const none = new Int32Array();
  const layout = layered({
    width: [],
    height: [],
    weight: [],
    axis: [],
    round: [],
    from: none,
    to: none,
    entries: none,
    exits: none,
    before: null,
  });
  assert.deepEqual([layout.width, layout.height], [0, 0]);
});

test('ten thousand nodes in one row do not exhaust the stack', () => {
  const b = new Builder();
  let x = b.leaf('x', 1);
  for (let i = 0; i < 10_000; i++) x = b.op('tanh', [x]);
  const scene = sceneOf(b);
  assert.ok(scene.x[x] > scene.x[0]);
});
