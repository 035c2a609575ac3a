import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Refusal } from '../../../static/js/net/request.js';
import { Session } from '../../../static/js/net/session.js';

/** A server of one session: remembers what it was asked and answers by hand. */
class Server {
  asked = [];
  #open = [];

  fetch = (url, { method, body }) => {
    this.asked.push(`${method} ${url.replace('/api/sessions/one', '')} ${body ?? ''}`.trim());
    return new Promise((resolve, reject) => this.#open.push({ resolve, reject }));
  };

  async answer(json, status = 200, headers = {}) {
    await settled();
    this.#open.shift().resolve(new Response(JSON.stringify(json), { status, headers }));
    await settled();
  }

  async die() {
    await settled();
    this.#open.shift().reject(new TypeError('network'));
    await settled();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const change = (version, cursor = 0, more = {}) => ({ version, timeline: { cursor, length: 20 }, ...more });
const fetchOfTheMachine = globalThis.fetch;
let server;
let session;

beforeEach(async () => {
  server = new Server();
  globalThis.fetch = server.fetch;
  session = new Session('one', { pause: settled });
  const first = session.edit('first');
  await server.answer(change(7));
  await first;
  server.asked.length = 0;
});

afterEach(() => {
  globalThis.fetch = fetchOfTheMachine;
});

test('one request is in flight, and of the edits that wait the last one is sent', async () => {
  const edits = [session.edit('a')];
  await settled();
  edits.push(session.edit('ab'), session.edit('abc'));
  assert.deepEqual(server.asked, ['PUT /program {"program":"a","version":7}']);
  await server.answer(change(8));
  assert.deepEqual(server.asked.slice(1), ['PUT /program {"program":"abc","version":8}']);
  await server.answer(change(9));
  assert.deepEqual(
    (await Promise.all(edits)).map((answer) => answer?.version ?? null),
    [8, null, 9],
  );
});

test('different edits keep their order', async () => {
  session.edit('a');
  session.leaf(2, { data: 1 });
  session.leaf(3, { data: 5 });
  session.leaf(2, { data: 2 });
  session.travel('undo');
  for (let version = 8; version < 12; version++) await server.answer(change(version));
  assert.deepEqual(server.asked, [
    'PUT /program {"program":"a","version":7}',
    'PATCH /nodes/2 {"data":2,"version":8}',
    'PATCH /nodes/3 {"data":5,"version":9}',
    'POST /undo {"version":10}',
  ]);
});

test('the cursor travels ahead of what depends on it', async () => {
  session.moved(5);
  session.run('backward');
  await settled();
  assert.deepEqual(server.asked, ['PUT /cursor {"cursor":5}']);
  await server.answer({ timeline: { cursor: 5, length: 20 } });
  assert.deepEqual(server.asked.slice(1), ['POST /backward {"version":7}']);
});

test('a cursor that is known is not sent again', async () => {
  session.moved(3);
  session.rest();
  await server.answer({});
  session.rest();
  await settled();
  assert.deepEqual(server.asked, ['PUT /cursor {"cursor":3}']);
});

test('steps taken while an edit was under way are not lost', async () => {
  session.moved(5);
  session.leaf(0, { data: 1 });
  await settled();
  await server.answer({});
  session.moved(8);
  await server.answer(change(8, 4));
  assert.equal(session.cursor, 7);
});

test('another structure begins where the server says', async () => {
  session.moved(5);
  session.edit('x');
  await settled();
  await server.answer({});
  session.moved(8);
  await server.answer(change(8, 0, { structure_changed: true }));
  assert.equal(session.cursor, 0);
});

test('a server that is away is asked again, with the last text', async () => {
  const heard = [];
  for (const name of ['silent', 'answered']) session.addEventListener(name, () => heard.push(name));
  const first = session.edit('a');
  await settled();
  session.edit('ab');
  await server.die();
  await settled();
  assert.deepEqual(server.asked.at(-1), 'PUT /program {"program":"a","version":7}');
  await server.answer(change(8));
  await first;
  await server.answer(change(9));
  assert.deepEqual(server.asked.at(-1), 'PUT /program {"program":"ab","version":8}');
  assert.deepEqual(heard, ['silent', 'answered']);
});

test('a server that asks for time gets it', async () => {
  const waits = [];
  session.pause = async (ms) => void waits.push(ms);
  const edit = session.edit('a');
  await server.answer({ error: { code: 'too_fast', message: 'too much' } }, 429, { 'retry-after': '3' });
  await server.answer(change(8));
  assert.equal((await edit).version, 8);
  assert.deepEqual(waits, [3000]);
});

test('a refusal says what is wrong and holds nothing up', async () => {
  const refused = assert.rejects(
    session.edit('('),
    (error) => error instanceof Refusal && error.problem.line === 1,
  );
  session.leaf(0, { data: 1 });
  await server.answer({ error: { code: 'syntax', message: 'never closed', line: 1 } }, 422);
  await refused;
  assert.deepEqual(server.asked.at(-1), 'PATCH /nodes/0 {"data":1,"version":7}');
});

test('a session that was changed elsewhere drops what waits and says so', async () => {
  let stale = 0;
  session.addEventListener('stale', () => stale++);
  const refused = [session.edit('a'), session.leaf(0, { data: 1 })].map((sent) => assert.rejects(sent));
  await server.answer({ error: { code: 'stale_version', message: 'it is at version 9 now' } }, 409);
  await Promise.all(refused);
  assert.deepEqual([stale, server.asked.length], [1, 1]);
});

test('a refusal for another reason than the version leaves the session as it is', async () => {
  let stale = 0;
  session.addEventListener('stale', () => stale++);
  const refused = assert.rejects(session.travel('undo'));
  await server.answer({ error: { code: 'nothing_to_undo', message: 'There is nothing to undo.' } }, 409);
  await refused;
  assert.equal(stale, 0);
});

test('a session that is said to be newer is asked for again, once nothing waits, without its graph', async () => {
  const edit = session.edit('a');
  const again = session.again(9);
  await settled();
  assert.equal(server.asked.length, 1);
  await server.answer(change(8, 0, { graph: { revision: 8 } }));
  await edit;
  assert.deepEqual(server.asked.slice(1), ['GET', 'GET /values?at=0']);
  await server.answer(change(9, 3));
  await server.answer({ revision: 8, cursor: 0, data: [1], grad: [null] });
  const opened = await again;
  assert.deepEqual([opened.graph, opened.version, session.version, session.cursor], [null, 9, 9, 3]);
});

test('a choice about training is tried again once when only numbers are newer', async () => {
  const first = session.edit('a');
  await server.answer(change(8, 0, { graph: { revision: 8 } }));
  await first;
  server.asked.length = 0;
  const chosen = session.training({ batch: 2 });
  const stale = { error: { code: 'stale_version', message: 'newer' } };
  await server.answer(stale, 409);
  await server.answer(change(9));
  await server.answer({ revision: 8, data: [], grad: [] });
  await server.answer(change(10));
  assert.equal((await chosen)?.version, 10);
  assert.deepEqual(server.asked, [
    'PUT /training {"batch":2,"version":8}',
    'GET',
    'GET /values?at=0',
    'PUT /training {"batch":2,"version":9}',
  ]);
});

test('of two choices about the examples that wait both are sent, of two of the same the last', async () => {
  session.training({ data: { seed: 5 } });
  const earlier = session.training({ data: { size: 50 } });
  session.training({ data: { noise: 0.2 } });
  session.training({ data: { size: 60 } });
  for (let version = 8; version < 11; version++) await server.answer(change(version));
  assert.equal(await earlier, null);
  assert.deepEqual(
    server.asked.map((line) => JSON.stringify(JSON.parse(line.split(' ')[2]).data)),
    ['{"seed":5}', '{"size":60}', '{"noise":0.2}'],
  );
});

test('it is given up where the graph is another, too', async () => {
  let gone = false;
  session.addEventListener('stale', () => {
    gone = true;
  });
  const refused = assert.rejects(session.training({ batch: 2 }), Refusal);
  await server.answer({ error: { code: 'stale_version', message: 'newer' } }, 409);
  await server.answer(change(9));
  await server.answer({ revision: 77, data: [], grad: [] });
  await refused;
  assert.ok(gone);
});

test('a session that is as new as it is said to be is not asked for', async () => {
  assert.equal(await session.again(7), null);
  assert.deepEqual(server.asked, []);
});

test('the first opening is what the page brought, the next one asks', async () => {
  const brought = change(4, 6, { graph: { revision: 2 } });
  session = new Session('one', { pause: settled, brought });
  assert.equal(await session.open(), brought);
  assert.deepEqual([session.version, session.revision, session.cursor], [4, 2, 6]);
  session.open();
  assert.deepEqual(server.asked, ['GET', 'GET /graph', 'GET /values?at=0']);
});
