/**
 * Lifting edges to groups can make cycles between them (a uses b, b uses a). For the layout such an edge is turned
 * round; it is still drawn the way it runs.
 * @param {number} size
 * @param {number[]} tails @param {number[]} heads
 * @returns {[Int32Array, Int32Array]} the same edges, without cycles
 */
export function acyclic(size, tails, heads) {
  const from = Int32Array.from(tails);
  const to = Int32Array.from(heads);
  if (from.every((tail, e) => tail < to[e])) return [from, to]; // as they were made, one after the other
  const start = new Int32Array(size + 1);
  for (const v of tails) start[v + 1]++;
  for (let v = 0; v < size; v++) start[v + 1] += start[v];
  const next = start.slice(0, size);
  const edges = new Int32Array(tails.length);
  for (let e = 0; e < tails.length; e++) edges[next[tails[e]]++] = e;

  const NEW = 0;
  const OPEN = 1;
  const DONE = 2;
  const mark = new Uint8Array(size);
  const at = start.slice(0, size);
  /** @type {number[]} */
  const path = [];
  for (let root = 0; root < size; root++) {
    if (mark[root] !== NEW) continue;
    mark[root] = OPEN;
    path.push(root);
    while (path.length > 0) {
      const v = path[path.length - 1];
      if (at[v] === start[v + 1]) {
        mark[v] = DONE;
        path.pop();
        continue;
      }
      const edge = edges[at[v]++];
      const use = heads[edge];
      if (mark[use] === OPEN) {
        from[edge] = use;
        to[edge] = v;
      } else if (mark[use] === NEW) {
        mark[use] = OPEN;
        path.push(use);
      }
    }
  }
  return [from, to];
}
