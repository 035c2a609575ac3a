import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { News } from '../../../static/js/net/news.js';

/** @type {Source[]} */
let sources = [];

const settled = () => new Promise((resolve) => setImmediate(resolve));

class Source extends EventTarget {
  closed = false;
  readyState = 1;

  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    sources.push(this);
  }

  close() {
    this.closed = true;
  }

  /** @param {boolean} forGood whether the browser gives it up */
  breaks(forGood) {
    if (forGood) this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }

  /** @param {string} kind @param {string} data */
  says(kind, data) {
    this.dispatchEvent(new MessageEvent(kind, { data }));
  }
}

class Page extends EventTarget {
  hidden = false;

  /** @param {boolean} hidden */
  turn(hidden) {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const { EventSource } = globalThis;
beforeEach(() => {
  sources = [];
  Object.assign(globalThis, { EventSource: Source });
});
afterEach(() => Object.assign(globalThis, { EventSource }));

/** @param {Page} page */
const newsOf = (page) => new News('/a', /** @type {Document} */ (/** @type {unknown} */ (page)));

test('what the server tells is passed on', () => {
  const news = newsOf(new Page());
  /** @type {unknown[]} */
  const heard = [];
  for (const kind of ['open', 'run'])
    news.addEventListener(kind, (event) => heard.push(/** @type {CustomEvent} */ (event).detail));
  sources[0]?.dispatchEvent(new Event('open'));
  sources[0]?.says('run', '{"epoch": 3}');
  assert.deepEqual([heard, sources[0]?.url], [[null, { epoch: 3 }], '/a/events']);
});

test('a page out of sight holds no connection, and one that comes back holds one', () => {
  const page = new Page();
  newsOf(page);
  page.turn(true);
  assert.deepEqual(
    sources.map(({ closed }) => closed),
    [true],
  );
  page.turn(false);
  page.turn(false);
  assert.deepEqual(
    sources.map(({ closed }) => closed),
    [true, false],
  );
});

test('a page that begins out of sight waits until it is seen', () => {
  const page = new Page();
  page.hidden = true;
  newsOf(page);
  assert.equal(sources.length, 0);
  page.turn(false);
  assert.equal(sources.length, 1);
});

/** What is said after the stream has broken for good, and this was the answer about the session. @param {number} status */
async function afterBreaking(status) {
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(globalThis, 'fetch', async () => ({ status }));
  const news = newsOf(new Page());
  /** @type {string[]} */
  const heard = [];
  for (const kind of ['broken', 'gone']) news.addEventListener(kind, () => heard.push(kind));
  sources[0]?.breaks(true);
  await settled();
  mock.timers.tick(5000);
  mock.reset();
  return heard;
}

test('a stream that mends itself is left alone', async () => {
  newsOf(new Page());
  sources[0]?.breaks(false);
  await settled();
  assert.equal(sources.length, 1);
});

test('a stream that has broken for good is opened again', async () => {
  assert.deepEqual(await afterBreaking(503), ['broken']);
  assert.equal(sources.length, 2);
});

test('of a session that is gone nothing is asked any more', async () => {
  assert.deepEqual(await afterBreaking(404), ['broken', 'gone']);
  assert.equal(sources.length, 1);
});
