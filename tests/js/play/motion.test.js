import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brightness, landing, pace, planMove, travelled } from '../../../static/js/play/motion.js';
import { Builder, neuron } from '../builder.js';

const { timeline } = neuron().timeline();
const step = (index) => planMove(timeline, index, index + 1);

test('forward: data travels every input edge into the operation, which lights when it arrives', () => {
  const plan = step(5);
  assert.deepEqual(plan.forward, [0, 1]);
  assert.deepEqual(plan.lights, [{ node: 5, tone: 'data', glow: 'arriving' }]);
  assert.deepEqual([plan.backward, plan.chips, plan.counts], [[], [], []]);
});

test('backward: the node lights, and a gradient travels the other way with upstream × local', () => {
  const plan = step(12);
  assert.deepEqual([plan.forward, plan.backward], [[], [6]]);
  assert.deepEqual(plan.lights, [{ node: 8, tone: 'gradient', glow: 'at once' }]);
  assert.deepEqual(plan.chips, [{ edge: 6, text: '0.5 × 1', landed: false }]);
});

test('a contribution is added to what is there, and those of the same node stay in sight', () => {
  const b = new Builder();
  const a = b.leaf('a', 3);
  b.op('add', [a, a], 'b');
  const twice = b.timeline().timeline;
  const first = planMove(twice, 3, 4);
  assert.deepEqual(first.counts, [{ node: a, field: 'grad', to: 1, note: '+= 1', landed: false }]);
  const second = planMove(twice, 4, 5);
  assert.deepEqual(
    second.counts.map(({ to, landed }) => [to, landed]),
    [
      [2, false],
      [1, true],
    ],
  );
  assert.deepEqual([second.backward, second.settled], [[1], [0]], 'two edges, not one');
  assert.equal(second.chips.length, 2);
});

test('what has landed for one node is gone when the next one sends', () => {
  assert.deepEqual(step(14).settled, []);
});

test('before the first step nothing has moved', () => {
  const empty = { forward: [], backward: [], settled: [], lights: [], chips: [], counts: [] };
  assert.deepEqual(planMove(timeline, -1, 0), empty);
});

test('an update says what is subtracted', () => {
  const b = neuron();
  const steps = [{ kind: 'update', node: 2, before: -3, grad: 1, after: -3.05 }];
  const { timeline: trained } = b.timeline([['update', steps]]);
  trained.segments[0].learning_rate = 0.05;
  const { counts, lights } = planMove(trained, 0, 1);
  assert.deepEqual([counts[0].field, counts[0].to, counts[0].note], ['data', -3.05, '−= 0.05 × 1']);
  assert.equal(lights[0].tone, 'learn');
});

test('zero_grad counts every leaf to zero', () => {
  const b = neuron();
  const { timeline: cleared } = b.timeline([['zero_grad', [{ kind: 'zero_grad', nodes: [2, 3, 4] }]]]);
  assert.deepEqual(
    planMove(cleared, 0, 1).counts.map(({ node, to }) => [node, to]),
    [
      [2, 0],
      [3, 0],
      [4, 0],
    ],
  );
});

test('steps of one move go together', () => {
  assert.deepEqual(planMove(timeline, 5, 8).forward.toSorted(), [0, 1, 2, 3, 4, 5]);
});

test('a leaf, along whose edges nothing travels, takes less time', () => {
  assert.ok(pace(timeline, 0, 1) < pace(timeline, 5, 6));
});

test('hundreds of contributions at once do not fill the screen with chips', () => {
  const b = new Builder();
  let sum = b.leaf('', 1);
  for (let i = 0; i < 200; i++) sum = b.op('add', [sum, b.leaf('', 1)]);
  const { timeline: long } = b.timeline();
  assert.deepEqual(planMove(long, long.segments[1].start, long.length).chips, []);
});

test('a pulse sets out and arrives before the number has counted and the move is over', () => {
  assert.deepEqual([travelled(0), travelled(1), landing(0), landing(1)], [0, 1, 0, 1]);
  assert.ok(travelled(0.3) > 0 && travelled(0.3) < travelled(0.6));
  assert.equal(landing(0.6), 0);
  assert.ok(travelled(0.8) === 1 && landing(0.8) > 0 && landing(0.8) < 1);
});

test('nodes light as it befits what happens to them', () => {
  assert.deepEqual([brightness('arriving', 0.5), brightness('arriving', 1)], [0, 1]);
  assert.deepEqual(
    [brightness('at once', 0.2), brightness('rising', 0.2), brightness('fading', 1)],
    [1, 0.2, 0.5],
  );
});
