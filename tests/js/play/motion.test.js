import assert from 'node:assert/strict';
import { test } from 'node:test';
import { motion, pace } from '../../../static/js/play/motion.js';
import { Builder, neuron } from '../builder.js';

const { timeline } = neuron().timeline();
const at = (cursor, progress) => motion(timeline, cursor, progress);

test('forward: a pulse travels every input edge from the input to the operation', () => {
  const [early, late] = [at(5, 0.2), at(5, 0.6)];
  assert.deepEqual(
    early.pulses.map(({ edge, tone }) => [edge, tone]),
    [
      [0, 'data'],
      [1, 'data'],
    ],
  );
  early.pulses.forEach((pulse, i) => {
    assert.ok(pulse.at > 0 && pulse.at < late.pulses[i].at && late.pulses[i].at < 1);
  });
  assert.deepEqual(early.chips, []);
});

test('backward: the node lights, and a pulse travels the other way with upstream × local', () => {
  const [early, late] = [at(12, 0.2), at(12, 0.6)];
  assert.deepEqual(early.lights, [{ node: 8, tone: 'gradient', strength: 1 }]);
  assert.equal(early.chips[0].text, '0.5 × 1');
  assert.ok(early.pulses[0].at > late.pulses[0].at);
  assert.ok(early.pulses[0].at < 1 && late.pulses[0].at > 0);
});

test('a contribution that lands is added to what is there', () => {
  const b = new Builder();
  const a = b.leaf('a', 3);
  b.op('add', [a, a], 'b');
  const twice = b.timeline().timeline;
  const first = motion(twice, 3, 0.9);
  const second = motion(twice, 4, 0.9);
  assert.deepEqual([first.counts[0].to, first.counts[0].note], [1, '+= 1']);
  assert.deepEqual([second.counts[0].to, second.counts[0].note], [2, '+= 1']);
  assert.deepEqual(
    second.chips.map(({ edge }) => edge),
    [1, 0],
    'both contributions are in sight',
  );
  assert.notEqual(second.trails[0].edge, second.trails[1].edge);
});

test('nothing is on its way at rest, but the last move can still be seen', () => {
  const rest = at(14, 0);
  assert.deepEqual(rest.pulses, []);
  assert.deepEqual(
    rest.chips.map(({ text, at: place }) => [text, place]),
    [
      ['0.5 × 1', 0],
      ['0.5 × 1', 0],
    ],
  );
  assert.deepEqual(at(0, 0), { trails: [], pulses: [], lights: [], chips: [], counts: [] });
});

test('the same moment is always the same picture', () => {
  assert.deepEqual(at(12, 0.37), at(12, 0.37));
});

test('an update says what is subtracted', () => {
  const b = neuron();
  const steps = [{ kind: 'update', node: 2, before: -3, grad: 1, after: -3.05 }];
  const { timeline: trained } = b.timeline([['update', steps]]);
  trained.segments[0].learning_rate = 0.05;
  const [count] = motion(trained, 0, 0.9).counts;
  assert.deepEqual([count.field, count.to, count.note], ['data', -3.05, '−= 0.05 × 1']);
});

test('zero_grad counts every leaf to zero', () => {
  const b = neuron();
  const { timeline: cleared } = b.timeline([['zero_grad', [{ kind: 'zero_grad', nodes: [2, 3, 4] }]]]);
  assert.deepEqual(
    motion(cleared, 0, 0.9).counts.map(({ node, to }) => [node, to]),
    [
      [2, 0],
      [3, 0],
      [4, 0],
    ],
  );
});

test('steps of one move go together', () => {
  const joined = motion(timeline, 5, 0.3, 4, 8);
  assert.deepEqual(
    joined.pulses.map(({ edge }) => edge),
    [0, 1, 2, 3, 4, 5],
  );
});

test('a leaf, along whose edges nothing travels, takes less time', () => {
  assert.ok(pace(timeline, 0, 1) < pace(timeline, 5, 6));
});

test('a thousand contributions of one node do not fill the screen with chips', () => {
  const b = new Builder();
  const leaves = Array.from({ length: 1000 }, () => b.leaf('', 1));
  let sum = leaves[0];
  for (const leaf of leaves.slice(1)) sum = b.op('add', [sum, leaf]);
  const { timeline: long } = b.timeline();
  const whole = motion(long, long.length - 40, 0.5, 0, long.length);
  assert.deepEqual(whole.chips, []);
});
