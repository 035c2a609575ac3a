import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClosed, vitals } from '../../../static/js/model/vitals.js';
import { Builder, mlp, neuron } from '../builder.js';

/** What is said at the end of the backward pass. */
function told(builder, { mean = false, passed = true } = {}) {
  const { graph, timeline } = builder.timeline();
  const state = timeline.stateAt(timeline.length);
  state.mean = mean;
  return vitals(graph, state, passed);
}

/** A chain of layers of one weight each, every one multiplied with the same factor. */
function layers(count, factor) {
  const b = new Builder();
  let x = b.leaf('x', 1, false);
  for (let k = 1; k <= count; k++) {
    b.in(`model/layer ${k}`);
    x = b.op('mul', [b.op('mul', [x, b.leaf(`w${k}`, 1)]), b.constant(factor)]);
  }
  return b;
}

test('a pass that goes well is not talked about', () => {
  for (const builder of [neuron(), mlp([3, 4, 4, 1]), layers(4, 0.5)]) assert.deepEqual(told(builder), []);
});

test('a gradient that gets smaller from layer to layer is named, with how much and where', () => {
  const b = layers(3, 1);
  for (const node of b.nodes) if (node.label === 'w2' || node.label === 'w3') node.data = 0.01;
  const [vital, ...rest] = told(recomputed(b));
  assert.deepEqual(rest, []);
  assert.equal(vital.kind, 'vanishing');
  assert.equal(
    vital.said,
    'Vanishing gradient: in layer 1 it is 2 orders of magnitude smaller than in layer 2.',
  );
  assert.equal(b.nodes[vital.nodes[0]].label, 'w1');
});

test('one that grows is named, too', () => {
  const b = layers(3, 1);
  for (const node of b.nodes) if (node.label === 'w2' || node.label === 'w3') node.data = 100;
  const [vital] = told(recomputed(b));
  assert.equal(
    vital.said,
    'Exploding gradient: in layer 1 it is 2 orders of magnitude larger than in layer 2.',
  );
});

test('without layers gradients are compared with that of the output', () => {
  const b = new Builder();
  b.op('mul', [b.leaf('w', 1), b.constant(1e-6)], 'o');
  assert.equal(told(b)[0].said, 'Vanishing gradient: at w it is 6 orders of magnitude smaller than at o.');
  assert.deepEqual(told(b, { passed: false }), []);
});

test('relus that are closed are counted and named; over a batch they are dead', () => {
  const b = new Builder();
  const relus = [-1, 2, 0].map((x, i) => b.op('relu', [b.leaf(`x${i}`, x)], `r${i}`));
  b.op('add', [b.op('add', [relus[0], relus[1]]), relus[2]]);
  const [vital] = told(b, { passed: false });
  assert.deepEqual(vital.nodes, [relus[0], relus[2]]);
  assert.match(vital.said, /^2 of 3 relus are closed: what comes in is not positive.*\(r0, r2\)\.$/);
  assert.match(told(b, { mean: true, passed: false })[0].said, /dead: closed for every example/);
  const { graph, timeline } = b.timeline();
  assert.equal(isClosed(graph, timeline.stateAt(0), relus[0]), false); // not reached yet
});

/** The same graph with all values computed anew. */
function recomputed(builder) {
  const now = new Builder();
  for (const { op, inputs, label, data, requires, group } of builder.nodes) {
    now.in(builder.groups[group]);
    if (op === 'leaf') now.leaf(label, data, requires);
    else if (op === 'constant') now.constant(data);
    else now.op(op, inputs, label);
  }
  return now;
}
