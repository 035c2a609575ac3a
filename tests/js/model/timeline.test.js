import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from '../../../static/js/model/timeline.js';
import { Builder, mlp, neuron } from '../builder.js';

const shown = (timeline, cursor) => {
  const state = timeline.stateAt(cursor);
  const nodes = Array.from({ length: timeline.graph.size }, (_, node) => node);
  return { data: nodes.map((n) => state.dataOf(n)), grad: nodes.map((n) => state.gradOf(n)) };
};

test('before the first step leaves have data and nothing else has anything', () => {
  const { timeline } = neuron().timeline();
  const { data, grad } = shown(timeline, 0);
  assert.deepEqual(data, [2, 0, -3, 1, 6.881373587019543, null, null, null, null, null]);
  assert.deepEqual(grad, Array(10).fill(null));
});

test('every step shows its own number and no future one', () => {
  const { timeline } = neuron().timeline();
  assert.equal(shown(timeline, 6).data[5], -6);
  assert.equal(shown(timeline, 6).data[6], null);
  assert.equal(shown(timeline, 11).grad[9], 1);
  assert.equal(shown(timeline, 11).grad[8], null);
});

test('going back shows what was there, wherever one comes from', () => {
  const { timeline } = mlp([2, 4, 4, 1]).timeline();
  const cursors = [0, 7, 60, 113, 160, timeline.length];
  const forth = cursors.map((cursor) => structuredClone(shown(timeline, cursor)));
  const back = cursors.toReversed().map((cursor) => structuredClone(shown(timeline, cursor)));
  assert.deepEqual(back.toReversed(), forth);
});

test('leaves accumulate over two backward passes, inner nodes do not', () => {
  const b = neuron();
  const first = b.backward();
  const leaves = new Map(
    first.filter((s) => s.kind === 'backward' && s.input < 5).map((s) => [s.input, s.total]),
  );
  const { timeline } = b.timeline([
    ['forward', b.forward()],
    ['backward', first],
    ['backward', b.backward(9, leaves)],
  ]);
  const [once, seeded, twice] = [18, 19, timeline.length].map((cursor) =>
    structuredClone(shown(timeline, cursor)),
  );
  assert.equal(seeded.grad[8], null, 'a new pass empties inner gradients');
  assert.equal(seeded.grad[2], once.grad[2], 'a new pass keeps those of leaves');
  assert.equal(twice.grad[2], 2 * once.grad[2]);
  assert.equal(twice.grad[8], once.grad[8]);
});

test('zero_grad sets leaves to zero and empties inner gradients', () => {
  const b = neuron();
  const zero = [{ kind: 'zero_grad', nodes: [2, 3, 4] }];
  const { timeline } = b.timeline([
    ['forward', b.forward()],
    ['backward', b.backward()],
    ['zero_grad', zero],
  ]);
  const { grad } = shown(timeline, timeline.length);
  assert.deepEqual(grad, [null, null, 0, 0, 0, null, null, null, null, null]);
});

test('an update moves leaves and empties what it made stale', () => {
  const b = neuron();
  const update = [
    { kind: 'update', node: 2, before: -3, grad: 0.9999999999999996, after: -3.05 },
    { kind: 'update', node: 3, before: 1, grad: 0, after: 1 },
  ];
  const { timeline } = b.timeline([
    ['forward', b.forward()],
    ['backward', b.backward()],
    ['update', update],
  ]);
  const { data, grad } = shown(timeline, timeline.length - 1);
  assert.equal(data[2], -3.05);
  assert.deepEqual(data.slice(5), Array(5).fill(null));
  assert.ok(Math.abs(grad[2] - 1) < 1e-9, 'the gradients of leaves stay');
  assert.deepEqual(grad.slice(5), Array(5).fill(null));
});

test('each edge keeps its own contribution', () => {
  const b = new Builder();
  const a = b.leaf('a', 3);
  b.op('mul', [a, a], 'b');
  const { timeline } = b.timeline();
  const half = timeline.stateAt(4);
  assert.deepEqual([half.flowOf(0), half.flowOf(1), half.gradOf(0)], [3, null, 3]);
  const whole = timeline.stateAt(5);
  assert.deepEqual([whole.flowOf(0), whole.flowOf(1), whole.gradOf(0)], [3, 3, 6]);
});

test('words for not a number and infinity become numbers', () => {
  const b = new Builder();
  b.op('add', [b.leaf('a', 'Infinity'), b.leaf('b', 'NaN')]);
  const steps = [
    { kind: 'forward', node: 0, value: 'Infinity' },
    { kind: 'forward', node: 1, value: '-Infinity' },
    { kind: 'forward', node: 2, value: 'NaN' },
  ];
  const { timeline } = b.timeline([['forward', steps]]);
  assert.deepEqual(shown(timeline, 3).data, [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]);
});

test('steps that have not arrived are asked for once, and shown when they are there', () => {
  const b = neuron();
  const { timeline: full, steps } = b.timeline();
  const json = { cursor: 0, length: full.length, segments: full.segments };
  const timeline = new Timeline(full.graph, json, b.values(), steps.slice(0, 5));
  const wanted = [];
  timeline.addEventListener('wanted', ({ detail }) => wanted.push(detail));
  assert.equal(timeline.stateAt(12), undefined);
  assert.equal(timeline.stateAt(13), undefined);
  assert.equal(timeline.stepAt(12), undefined);
  assert.deepEqual(wanted, [{ start: 0, stop: full.length }]);
  timeline.add(5, steps.slice(5));
  assert.deepEqual(shown(timeline, 12), shown(full, 12));
});

test('a frame from the server stands in for steps that were never sent', () => {
  const b = neuron();
  const { timeline: full } = b.timeline();
  const json = { cursor: 0, length: full.length, segments: full.segments };
  const timeline = new Timeline(full.graph, json, b.values());
  timeline.addFrame(12, full.stateAt(12));
  assert.deepEqual(shown(timeline, 12), shown(full, 12));
});

test('far from all that is known a frame is asked for, not every step on the way', () => {
  const b = new Builder();
  let x = b.leaf('x', 1);
  for (let i = 0; i < 3000; i++) x = b.op('tanh', [x]);
  const { timeline: full } = b.timeline();
  const json = { cursor: 0, length: full.length, segments: full.segments };
  const timeline = new Timeline(full.graph, json, b.values());
  const wanted = [];
  timeline.addEventListener('wanted', ({ detail }) => wanted.push(detail));
  assert.equal(timeline.stateAt(5000), undefined);
  assert.equal(timeline.stateAt(5000), undefined);
  assert.deepEqual(wanted, [{ at: 5000 }]);
});

test('the segment of a step is its phase', () => {
  const { timeline } = neuron().timeline();
  assert.equal(timeline.segmentOf(9).phase, 'forward');
  assert.equal(timeline.segmentOf(10).phase, 'backward');
  assert.equal(timeline.segmentOf(timeline.length), undefined);
});

test('the contribution along an edge is there once it has come, until the next pass', () => {
  const b = neuron();
  const { timeline } = b.timeline([
    ['forward', b.forward()],
    ['backward', b.backward()],
    ['backward', b.backward()],
  ]);
  const edge = timeline.graph.start[8]; // the first input of n
  assert.equal(timeline.contribution(edge, 12), undefined);
  assert.equal(timeline.contribution(edge, 13).contribution, 0.4999999999999998);
  assert.equal(timeline.contribution(edge, 18).contribution, 0.4999999999999998);
  assert.equal(timeline.contribution(edge, 19), undefined);
});
