import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeOf, spread } from '../../../../static/js/chart/histograms.js';
import { told } from '../../../../static/js/view/runs/controls.js';
import { restAfter } from '../../../../static/js/view/runs/drawn.js';
import { factsOf } from '../../../../static/js/view/runs/facts.js';
import { ratesOf } from '../../../../static/js/view/runs/lab.js';
import { judged } from '../../../../static/js/view/runs/layers.js';
import { layersOf } from '../../../../static/js/view/runs/model.js';

test('rates are read in any order, each once', () => {
  assert.deepEqual(ratesOf('1.2, 0.001 0.05;0.05'), [0.001, 0.05, 1.2]);
});

test('what is no rate is named', () => {
  assert.match(ratesOf('0.1, x'), /^x is no learning rate/);
  assert.match(ratesOf('0.1, -1'), /^-1 is no/);
  assert.match(ratesOf('1 2 3 4 5 6 7'), /one to 6/);
  assert.match(ratesOf(' '), /one to 6/);
});

test('layers are read with or without brackets', () => {
  assert.deepEqual(layersOf('4, 4, 1'), [4, 4, 1]);
  assert.deepEqual(layersOf('[16 16;1]'), [16, 16, 1]);
  for (const wrong of ['', '0', '4, 2.5', '65', 'a', '1 1 1 1 1 1 1 1 1'])
    assert.equal(typeof layersOf(wrong), 'string');
});

test('an update is judged beside what it moves', () => {
  assert.equal(judged(1e-3), 'about right');
  assert.equal(judged(0.5), 'large steps');
  assert.equal(judged(1e-7), 'tiny steps');
  assert.equal(judged(null), '');
  assert.equal(judged(0), '');
});

test('the status of a run is a sentence with its reason', () => {
  const run = { epoch: 1, asked: null, reason: null, verdict: { word: 'learns', said: 'The loss falls.' } };
  assert.equal(told({ ...run, status: 'paused' }), 'Paused after 1 epoch. The loss falls.');
  assert.equal(told({ ...run, status: 'done', epoch: 20, verdict: null }), 'Done after 20 epochs.');
  assert.equal(told({ ...run, status: 'diverged', reason: 'Diverged at epoch 3.' }), 'Diverged at epoch 3.');
  assert.equal(told({ ...run, status: 'none' }), '');
});

test('the transport tells epoch, sample and loss', () => {
  const run = { status: 'paused', epoch: 41, loss: 0.18321 };
  const training = (shown, examples = 100) => ({ examples, training: { shown } });
  assert.deepEqual(factsOf(run, training(16)), { left: 'epoch 41 · sample 17 of 100', right: 'loss 0.1832' });
  assert.equal(factsOf(run, training('mean')).left, 'epoch 41 · mean of 100');
  assert.equal(factsOf({ ...run, loss: null }, training(0, 0)).left, 'epoch 41');
  assert.equal(factsOf({ ...run, status: 'none' }, training(0, 0)), null);
});

test('histograms share one range, and the last is told', () => {
  const bins = (low, high) => ({ low, high, counts: [1] });
  assert.deepEqual(rangeOf([bins(-1, 2), null, bins(0, 3)]), { low: -1, high: 3 });
  assert.deepEqual(rangeOf([bins(2, 2)]), { low: 1.5, high: 2.5 });
  assert.equal(rangeOf([null, bins(null, null)]), null);
  assert.equal(spread([bins(0, 1), bins(-0.1234, 4)]), '−0.12 … 4');
  assert.equal(spread([null]), 'not finite');
});

test('a light picture is followed by the next at once, and two cores are left to the run most of the time', () => {
  assert.equal(restAfter(5, 2), 0);
  assert.equal(restAfter(16, 8), 0);
  assert.ok(restAfter(20, 2) > 20);
  assert.ok(restAfter(20, 2) > restAfter(20, 8));
  assert.equal(restAfter(1000, 2), restAfter(2000, 2));
});
