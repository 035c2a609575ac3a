import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { PAUSE, Pace, QUIET } from '../../../static/js/view/pace.js';

let now;
let timers;
let ran;
let pace;
beforeEach(() => {
  now = 1000;
  timers = new Map();
  ran = [];
  const after = (act, ms) => {
    timers.set(timers.size + 1, { act, at: now + ms });
    return timers.size;
  };
  const time = { now: () => now, after, cancel: (timer) => timers.set(timer, null) };
  pace = new Pace(() => ran.push(now), time);
});

/** So many milliseconds go by. */
function wait(milliseconds) {
  for (const end = now + milliseconds; now < end; ) {
    now += 1;
    for (const [timer, waiting] of timers) {
      if (waiting === null || waiting.at > now) continue;
      timers.set(timer, null);
      waiting.act();
    }
  }
}

/** So many keys, one every so many milliseconds. */
function type(keys, every, whole = false) {
  for (let key = 0; key < keys; key++) {
    if (key > 0) wait(every);
    pace.typed(whole);
  }
}

test('the first key after quiet runs at once, and once only', () => {
  pace.typed(false);
  assert.deepEqual(ran, [1000]);
  wait(QUIET);
  pace.typed(false);
  wait(QUIET);
  assert.deepEqual(ran, [1000, 1000 + QUIET]);
});

test('while typing goes on nothing runs until it pauses', () => {
  type(6, PAUSE - 10);
  assert.deepEqual(ran, [1000]);
  const last = now;
  wait(PAUSE);
  assert.deepEqual(ran, [1000, last + PAUSE]);
});

test('a paste runs at once, also in the middle of typing', () => {
  type(3, PAUSE - 10);
  pace.typed(true);
  assert.deepEqual(ran, [1000, now]);
  wait(QUIET);
  assert.equal(ran.length, 2);
});

test('however it is typed or pasted, no two runs are closer than a pause', () => {
  for (const every of [1, 7, 33, PAUSE - 1, PAUSE, PAUSE + 1, QUIET - 1, QUIET]) {
    type(40, every, false);
    type(40, every, true);
    wait(1);
  }
  wait(PAUSE);
  const gaps = ran.slice(1).map((at, i) => at - ran[i]);
  assert.ok(Math.min(...gaps) >= PAUSE, `${Math.min(...gaps)}`);
});

test('what waits is dropped when the text is replaced', () => {
  type(2, 10);
  pace.stop();
  wait(QUIET);
  assert.deepEqual(ran, [1000]);
});
