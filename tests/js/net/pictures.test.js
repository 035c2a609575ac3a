import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picturesIn } from '../../../static/js/net/pictures.js';

/** As the server writes it. */
function written(frame, values) {
  const text = new TextEncoder().encode(JSON.stringify(frame));
  const bytes = new Uint8Array(8 + text.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length - 4, true);
  view.setUint32(4, text.length, true);
  bytes.set(text, 8);
  bytes.set(values, 8 + text.length);
  return bytes;
}

/** In pieces of so many bytes. */
function reader(bytes, size) {
  let at = 0;
  return {
    read: async () => {
      const value = bytes.slice(at, at + size);
      at += size;
      return value.length > 0 ? { done: false, value } : { done: true, value: undefined };
    },
  };
}

const PICTURES = [
  written({ made: 0, run: { epoch: 3 } }, [1, 2, 3, 4]),
  written({ made: 16.5, run: { epoch: 9 } }, []),
  written({ made: 33 }, [5]),
];

for (const size of [1, 3, 7, 64, 1000]) {
  test(`pictures that come in pieces of ${size} bytes are read one after the other`, async () => {
    const all = Uint8Array.from(PICTURES.flatMap((picture) => [...picture]));
    const read = [];
    for await (const { frame, values } of picturesIn(reader(all, size)))
      read.push([frame.made, frame.run?.epoch, [...new Uint8Array(values)]]);
    assert.deepEqual(read, [
      [0, 3, [1, 2, 3, 4]],
      [16.5, 9, []],
      [33, undefined, [5]],
    ]);
  });
}

test('a picture that is cut off is none', async () => {
  const cut = PICTURES[0].slice(0, -1);
  const read = [];
  for await (const picture of picturesIn(reader(cut, 5))) read.push(picture);
  assert.deepEqual(read, []);
});
