import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Live } from '../../../static/js/net/live.js';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const curveOf = (epochs) => ({
  stride: 1,
  epochs,
  train: epochs.map(() => 1),
  held_out: null,
  accuracy: null,
  held_out_accuracy: null,
});

/** A server with one run, which answers when it is told to. */
class Link {
  asked = [];
  #open = [];
  run = { run: 'a', status: 'running', epoch: 2, version: 1 };
  epochs = [0, 1, 2];
  listeners = {};

  frame = (known) =>
    this.#ask(known ? `frame ${known.since}` : 'frame', () => {
      const since = known?.since ?? -1;
      return { run: { ...this.run }, curve: curveOf(this.epochs.filter((epoch) => epoch > since)) };
    });

  picture = (known) =>
    this.frame(known).then((frame) => {
      this.asked.push('values');
      return { frame, values: new ArrayBuffer(8) };
    });

  events = () => ({
    addEventListener: (name, act) => {
      this.listeners[name] = act;
    },
  });

  #ask(what, answer) {
    this.asked.push(what);
    return new Promise((resolve, reject) => this.#open.push({ resolve: () => resolve(answer()), reject }));
  }

  get waiting() {
    return this.#open.length;
  }

  async answer() {
    this.#open.shift().resolve();
    await settled();
  }

  async die() {
    this.#open.shift().reject(new Error('silence'));
    await settled();
  }
}

let link;
let hidden;
let draw;
let live;
const drawn = async () => {
  draw?.();
  await settled();
};

beforeEach(() => {
  link = new Link();
  hidden = false;
  draw = null;
  live = new Live(link, {
    hidden: () => hidden,
    drawn: () =>
      new Promise((resolve) => {
        draw = resolve;
      }),
  });
});

test('the next picture is asked for when the last is drawn, and never two at once', async () => {
  live.heard(link.run);
  live.heard({ ...link.run, epoch: 3 });
  await settled();
  assert.equal(link.waiting, 1);
  await link.answer();
  assert.deepEqual(link.asked, ['frame']);
  await drawn();
  assert.deepEqual(link.asked, ['frame', 'frame 2']);
  assert.equal(link.waiting, 1);
});

test('only what is new is asked for, and the curve is joined', async () => {
  live.heard(link.run);
  await link.answer();
  link.epochs = [0, 1, 2, 3, 4];
  await drawn();
  await link.answer();
  assert.deepEqual(live.curve.epochs, [0, 1, 2, 3, 4]);
});

test('a run that rests is drawn once', async () => {
  link.run.status = 'paused';
  live.heard(link.run);
  await link.answer();
  await drawn();
  assert.deepEqual(link.asked, ['frame']);
});

test('a page out of sight asks for nothing, and for everything new when it is seen again', async () => {
  hidden = true;
  live.heard(link.run);
  await settled();
  assert.deepEqual(link.asked, []);
  hidden = false;
  live.pull();
  await settled();
  assert.deepEqual(link.asked, ['frame']);
});

test('after a rewind, and for another run, the curve is asked for whole', async () => {
  link.run.status = 'paused';
  live.heard(link.run);
  await link.answer();
  await drawn();
  link.run.epoch = 1;
  link.epochs = [0, 1];
  live.heard({ ...link.run });
  await link.answer();
  await drawn();
  live.heard({ ...link.run, run: 'b' });
  assert.deepEqual(link.asked, ['frame', 'frame', 'frame']);
  assert.deepEqual(live.curve.epochs, [0, 1]);
});

test('what was asked before it was forgotten is not joined', async () => {
  live.heard(link.run);
  await link.answer();
  await drawn();
  live.forget();
  await link.answer();
  assert.deepEqual(link.asked, ['frame', 'frame 2', 'frame']);
});

test('the numbers of the graph come with each picture when they are wanted', async () => {
  live.withValues = true;
  const heard = [];
  for (const name of ['values', 'frame']) live.addEventListener(name, () => heard.push(name));
  live.heard(link.run);
  await link.answer();
  await drawn();
  assert.deepEqual(heard, ['values', 'frame']);
  live.withValues = false;
  await link.answer();
  await drawn();
  await link.answer();
  assert.deepEqual(link.asked, ['frame', 'values', 'frame 2', 'values', 'frame 2']);
  assert.deepEqual(heard, ['values', 'frame', 'values', 'frame', 'frame']);
});

test('the layers come with a picture when they are seen', async () => {
  const wanted = [];
  let samples = true;
  const { frame } = link;
  link.frame = (known, layers) => {
    wanted.push(layers);
    return frame(known);
  };
  live = new Live(link, { hidden: () => false, drawn: async () => {}, samples: () => samples });
  live.heard({ ...link.run, status: 'paused' });
  samples = false;
  live.pull();
  link.run.status = 'paused';
  await link.answer();
  await link.answer();
  assert.deepEqual(wanted, [true, false]);
});

test('a server that is silent is asked again by the next event', async () => {
  live.heard(link.run);
  await link.die();
  assert.deepEqual(link.asked, ['frame']);
  live.heard({ ...link.run, epoch: 5 });
  await settled();
  assert.deepEqual(link.asked, ['frame', 'frame']);
});

test('facts come from the events', async () => {
  link.run.status = 'done';
  const heard = [];
  for (const name of ['run', 'lab'])
    live.addEventListener(name, ({ detail }) => heard.push([name, detail.run?.status ?? detail.status]));
  live.listen(link.events());
  link.listeners.run({ data: JSON.stringify(link.run) });
  link.listeners.lab({ data: '{"status":"running","epoch":3}' });
  assert.deepEqual(heard, [
    ['run', 'done'],
    ['lab', 'running'],
  ]);
});

test('the end of a run is heard from the picture that shows it, too', async () => {
  const heard = [];
  live.addEventListener('run', ({ detail }) =>
    heard.push([detail.before?.status ?? null, detail.run.status]),
  );
  live.heard({ ...link.run });
  link.run.status = 'done';
  await link.answer();
  await drawn();
  assert.deepEqual(heard, [
    [null, 'running'],
    ['running', 'done'],
  ]);
  assert.deepEqual(link.asked, ['frame']);
});

test('a picture that shows an earlier epoch than is here is asked for whole', async () => {
  live.heard(link.run);
  await link.answer();
  link.run.epoch = 0;
  link.epochs = [0];
  await drawn();
  await link.answer();
  await link.answer();
  assert.deepEqual(link.asked, ['frame', 'frame 2', 'frame']);
  assert.deepEqual(live.curve.epochs, [0]);
});

test('without a run no picture is asked for', async () => {
  live.heard({ ...link.run, status: 'none', run: '' });
  await live.pull();
  assert.deepEqual(link.asked, []);
  assert.deepEqual(live.curve.epochs, []);
});
