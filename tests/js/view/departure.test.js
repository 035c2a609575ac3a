import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { depart, departed } from '../../../static/js/view/departure.js';

/** @param {number} version @param {number} cursor @returns {any} */
const sessionAt = (version, cursor) => ({ address: '/api/sessions/s', version, cursor, leave: () => {} });

beforeEach(() => {
  const kept = new Map();
  const storage = {
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => kept.set(key, text),
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  };
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true });
});
afterEach(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));

test('a page that is loaded again stands where it was left, once', () => {
  depart(sessionAt(3, 7));
  assert.equal(departed(sessionAt(3, 0)), 7);
  assert.equal(departed(sessionAt(3, 0)), null);
});

test('a session that was changed meanwhile stands where it stands', () => {
  depart(sessionAt(3, 7));
  assert.equal(departed(sessionAt(4, 2)), null);
});

test('where nothing may be kept the word of the server counts', () => {
  Reflect.deleteProperty(globalThis, 'sessionStorage');
  depart(sessionAt(3, 7));
  assert.equal(departed(sessionAt(3, 0)), null);
});
