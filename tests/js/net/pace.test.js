import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../../../static/js/net/pace.js';

/** Pictures for some seconds. @returns {number} how many are asked for then */
function after(seconds, { drawn = 1, late = 0, still = false, pace = null } = {}) {
  let now = 0;
  const asked =
    pace ??
    new Pace(
      () => still,
      () => now,
    );
  asked.begin();
  let owed = 0;
  for (let made = 0; made < seconds * 1000; made += 1000 / asked.asked) {
    now = made + late * made;
    owed += drawn;
    for (; owed >= 1; owed--) asked.drew();
    if (asked.came(made)) asked.begin();
  }
  return asked.asked;
}

test('as many pictures are asked for as the screen shows', () => {
  assert.equal(after(10), 60);
});

test('a page that draws fewer than come asks for as many as it draws', () => {
  const asked = after(1.5, { drawn: 0.6 });
  assert.ok(asked > 33 && asked < 40, String(asked));
});

test('one bad second costs half of the pictures at most', () => {
  assert.equal(after(1.5, { drawn: 1 / 10 }), 30);
  assert.equal(after(60, { drawn: 1 / 10 }), 2);
});

test('where pictures wait on their way fewer are asked for', () => {
  assert.equal(after(0.9, { late: 0.5 }), 30);
  assert.equal(after(60, { late: 0.5 }), 2);
});

test('after a while more are tried again', () => {
  let now = 0;
  const pace = new Pace(
    () => false,
    () => now,
  );
  const seconds = (count, drawn) => {
    pace.begin();
    for (let k = 0; k < count * pace.asked; k++) {
      now += 1000 / pace.asked;
      if (drawn || k % 3 === 0) pace.drew();
      if (pace.came(now)) pace.begin();
    }
  };
  seconds(2, false);
  const few = pace.asked;
  assert.ok(few <= 30);
  seconds(60, true);
  assert.equal(pace.asked, 60);
});

test('where motion is not wanted two a second are enough', () => {
  assert.equal(after(5, { still: true }), 2);
});
