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
  /** What was asked for as a stream: pictures go to the reader, until there are no more. */
  streams = [];
  run = { run: 'a', status: 'paused', epoch: 2, version: 1 };
  epochs = [0, 1, 2];
  made = 0;

  frame = (known) => {
    this.asked.push(known ? `frame ${known.since}` : 'frame');
    return new Promise((resolve, reject) =>
      this.#open.push({ resolve: () => resolve(this.#frame(known?.since ?? -1)), reject }),
    );
  };

  pictures = (known, pace, samples, signal) => {
    this.asked.push(known ? `pictures ${known.since}` : 'pictures');
    let since = known?.since ?? -1;
    let told = () => {};
    const waiting = [];
    const stream = {
      pace,
      samples,
      signal,
      send: async () => {
        waiting.push({ frame: this.#frame(since), values: new ArrayBuffer(8) });
        since = this.epochs.at(-1);
        told();
        await settled();
      },
      end: async () => {
        waiting.push(null);
        told();
        await settled();
      },
    };
    this.streams.push(stream);
    return (async function* () {
      for (;;) {
        while (waiting.length === 0)
          await new Promise((resolve) => {
            told = resolve;
          });
        const next = waiting.shift();
        if (next === null) return;
        yield next;
      }
    })();
  };

  news = new EventTarget();

  #frame(since) {
    const curve = curveOf(this.epochs.filter((epoch) => epoch > since));
    return { run: { ...this.run }, curve, samples: null, made: this.made++ };
  }

  get waiting() {
    return this.#open.length;
  }

  get stream() {
    return this.streams.at(-1);
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
    drawn: (show) => {
      show?.();
      return new Promise((resolve) => {
        draw = resolve;
      });
    },
  });
});

const going = (run) => ({ ...run, status: 'running' });

/** Goes on to these epochs. */
const reach = (epochs) => {
  link.epochs = epochs;
  link.run.epoch = epochs.at(-1);
};

test('a run that goes on is followed: what comes while a picture is drawn makes way for the last', async () => {
  const seen = [];
  live.addEventListener('frame', ({ detail }) => seen.push(detail.frame.run.epoch));
  link.run.status = 'running';
  live.heard(link.run);
  live.heard({ ...link.run, epoch: 3 });
  await settled();
  assert.deepEqual(link.asked, ['pictures']);
  for (const last of [3, 4, 5]) {
    reach([...link.epochs, last]);
    await link.stream.send();
  }
  assert.deepEqual(seen, [3]);
  await drawn();
  assert.deepEqual(seen, [3, 5]);
  assert.deepEqual(live.curve.epochs, [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(link.asked, ['pictures']);
});

test('the numbers of the graph come with each picture', async () => {
  const heard = [];
  for (const name of ['values', 'frame']) live.addEventListener(name, () => heard.push(name));
  live.heard(going(link.run));
  link.run.status = 'running';
  await settled();
  await link.stream.send();
  assert.deepEqual(heard, ['values', 'frame']);
});

test('at the end of the pictures the run is looked at once more', async () => {
  link.run.status = 'running';
  live.heard(link.run);
  await settled();
  await link.stream.send();
  await drawn();
  link.run.status = 'done';
  reach([0, 1, 2, 3]);
  await link.stream.end();
  await link.answer();
  await drawn();
  assert.deepEqual(link.asked, ['pictures', 'frame 2']);
  assert.deepEqual([live.run.status, live.curve.epochs], ['done', [0, 1, 2, 3]]);
});

test('pictures that ended while the run goes on are asked for again, after those that are here', async () => {
  link.run.status = 'running';
  live.heard(link.run);
  await settled();
  await link.stream.send();
  await link.stream.end();
  await link.answer();
  await drawn();
  await settled();
  assert.deepEqual(link.asked, ['pictures', 'frame 2', 'pictures 2']);
});

test('a run that rests is drawn once', async () => {
  live.heard(link.run);
  await link.answer();
  await drawn();
  assert.deepEqual(link.asked, ['frame']);
});

test('a page out of sight asks for nothing, and for everything new when it is seen again', async () => {
  hidden = true;
  live.heard(going(link.run));
  await settled();
  assert.deepEqual(link.asked, []);
  hidden = false;
  live.pull();
  await settled();
  assert.deepEqual(link.asked, ['pictures']);
  hidden = true;
  await link.stream.send();
  assert.equal(link.stream.signal.aborted, true);
});

test('after a rewind, and for another run, the curve is asked for whole', async () => {
  live.heard(link.run);
  await link.answer();
  await drawn();
  reach([0, 1]);
  live.heard({ ...link.run });
  await link.answer();
  await drawn();
  live.heard({ ...link.run, run: 'b' });
  assert.deepEqual(link.asked, ['frame', 'frame', 'frame']);
  assert.deepEqual(live.curve.epochs, [0, 1]);
});

test('what was asked before it was forgotten is not joined', async () => {
  link.run.status = 'running';
  live.heard(link.run);
  await settled();
  await link.stream.send();
  live.forget();
  await link.stream.send();
  assert.deepEqual(link.asked, ['pictures', 'pictures']);
  assert.deepEqual(
    link.streams.map(({ signal }) => signal.aborted),
    [true, false],
  );
});

test('an event that a picture has overtaken changes nothing', async () => {
  link.run.status = 'running';
  live.heard(link.run);
  await settled();
  reach([0, 1, 2, 3, 4]);
  await link.stream.send();
  live.heard({ ...link.run, epoch: 2 });
  await link.stream.send();
  assert.deepEqual([live.run.epoch, link.asked], [4, ['pictures']]);
});

test('the layers come with the pictures as soon as they are seen', async () => {
  let samples = false;
  live = new Live(link, { hidden: () => false, drawn: async (show) => show?.(), samples: () => samples });
  live.heard(going(link.run));
  link.run.status = 'running';
  await settled();
  samples = true;
  await link.stream.send();
  assert.deepEqual(
    link.streams.map((stream) => stream.samples),
    [false, true],
  );
});

test('where motion is not wanted few pictures are asked for', async () => {
  live = new Live(link, { hidden: () => false, drawn: async (show) => show?.(), still: () => true });
  live.heard(going(link.run));
  await settled();
  assert.equal(link.stream.pace, 2);
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
  live.listen(link.news);
  link.news.dispatchEvent(new CustomEvent('run', { detail: link.run }));
  link.news.dispatchEvent(new CustomEvent('lab', { detail: { status: 'running', epoch: 3 } }));
  assert.deepEqual(heard, [
    ['run', 'done'],
    ['lab', 'running'],
  ]);
});

test('the run of a session that is gone does not go on', async () => {
  live.listen(link.news);
  link.run.status = 'running';
  live.heard(link.run);
  link.news.dispatchEvent(new CustomEvent('gone'));
  assert.deepEqual([live.goesOn, live.run.reason], [false, 'The session was deleted.']);
});

test('a picture that shows an earlier epoch than is here is asked for whole', async () => {
  live.heard(link.run);
  await link.answer();
  await drawn();
  live.pull();
  reach([0]);
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
