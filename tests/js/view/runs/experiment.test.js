import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Experiment } from '../../../../static/js/view/runs/experiment.js';

/** A server whose lab is done while a page is still drawing what it was before. */
function bench() {
  Object.assign(globalThis, { document: Object.assign(new EventTarget(), { hidden: false }) });
  const shown = [];
  const lab = Object.assign(new EventTarget(), { show: (what) => shown.push(what.status) });
  const live = new EventTarget();
  const server = { status: 'running', asked: 0 };
  const drawn = { wait: Promise.resolve() };
  const link = {
    tryRates: async () => ({ status: 'running' }),
    lab: async () => {
      server.asked += 1;
      return { status: server.status };
    },
  };
  const experiment = new Experiment(lab, {
    link,
    live,
    settled: async () => {},
    drawn: () => drawn.wait,
    heard: async () => {},
    attempt: async (act) => {
      await act();
    },
  });
  return { experiment, lab, live, server, shown, drawn };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

test('what happens while the last answer is drawn is asked for afterwards', async () => {
  const { experiment, live, server, shown, drawn } = bench();
  let draw = () => {};
  drawn.wait = new Promise((resolve) => {
    draw = resolve;
  });
  const pulled = experiment.pull();
  await soon();
  server.status = 'done';
  live.dispatchEvent(new Event('lab'));
  live.dispatchEvent(new Event('lab'));
  draw();
  await pulled;
  assert.deepEqual(shown, ['running', 'done']);
  assert.equal(server.asked, 2);
});

test('a lab that is done before its answer arrives is shown as done', async () => {
  const { lab, server, shown } = bench();
  server.status = 'done';
  lab.dispatchEvent(Object.assign(new Event('try'), { detail: { rates: [1], epochs: 1 } }));
  await soon();
  assert.equal(shown.at(-1), 'done');
});

test('out of sight nothing is asked for', async () => {
  const { experiment, server } = bench();
  Object.assign(document, { hidden: true });
  await experiment.pull();
  assert.equal(server.asked, 0);
  Object.assign(document, { hidden: false });
  document.dispatchEvent(new Event('visibilitychange'));
  await soon();
  assert.equal(server.asked, 1);
});
