import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { News } from '../../../static/js/net/news.js';

/** @type {Source[]} */
let sources = [];

class Source extends EventTarget {
  closed = false;

  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    sources.push(this);
  }

  close() {
    this.closed = true;
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
const newsOf = (page) => new News('/events', /** @type {Document} */ (/** @type {unknown} */ (page)));

test('what the server tells is passed on', () => {
  const news = newsOf(new Page());
  /** @type {unknown[]} */
  const heard = [];
  for (const kind of ['open', 'run'])
    news.addEventListener(kind, (event) => heard.push(/** @type {CustomEvent} */ (event).detail));
  sources[0]?.dispatchEvent(new Event('open'));
  sources[0]?.says('run', '{"epoch": 3}');
  assert.deepEqual([heard, sources[0]?.url], [[null, { epoch: 3 }], '/events']);
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
