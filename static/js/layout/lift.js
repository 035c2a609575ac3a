/**
 * Edges in a hierarchy: each runs between two children of the innermost group that holds both its ends, and on its
 * way crosses the borders of the groups between. In every group it takes a lane; edges with the same way share lanes.
 */

/** @typedef {import('./groups.js').Shape} Shape */
/**
 * @typedef {object} Lanes of one group, by child: edges between children, entries from outside, exits
 * @property {number[]} tails @property {number[]} heads @property {number[]} entries @property {number[]} exits
 */
/**
 * @typedef {object} Ways
 * @property {Lanes[]} lanes by group
 * @property {Int32Array} start edge e goes through the stations start[e] … start[e + 1] − 1, from its input on
 * @property {Int32Array} group @property {Int32Array} lane by station: entries count after edges, exits after those
 */

const [ACROSS, ENTRY, EXIT] = [0, 1, 2];

/**
 * @param {Shape} shape
 * @param {Int32Array} cover by group: the closed group that hides it, −1 for none
 * @returns {Ways}
 */
export function liftEdges(shape, cover) {
  const { inputs, consumer, home, groups } = shape;
  const slots = slotsInParents(shape);
  /** @type {Lanes[]} */
  const lanes = groups.map(() => ({ tails: [], heads: [], entries: [], exits: [] }));
  const count = new Int32Array(inputs.length + 1); // stations of each edge
  /** @type {number[]} */
  const found = []; // edge, kind, group, lane of every station, edge by edge
  /** @type {Map<number, number>} */
  const ways = new Map(); // lanes of edges to or from a group, by both children
  /** @type {Map<number, number>} */
  const exits = new Map(); // by node and group
  /** @type {Map<number, number>} */
  const entries = new Map(); // by node and child
  const inward = []; // groups and lanes, from the inside out

  for (let edge = 0; edge < inputs.length; edge++) {
    const node = inputs[edge];
    let [a, tail] = [home[node], slots.nodes[node]];
    let [b, head] = [home[consumer[edge]], slots.nodes[consumer[edge]]];
    if (cover[a] !== -1 && cover[a] === cover[b]) continue;
    if (a === b) {
      lanes[a].heads.push(head);
      put(edge, ACROSS, a, lanes[a].tails.push(tail) - 1);
      continue;
    }
    inward.length = 0;
    while (a !== b) {
      const [deepA, deepB] = [groups[a].depth, groups[b].depth];
      if (deepA >= deepB) {
        if (cover[a] === -1) put(edge, EXIT, a, once(exits, node * groups.length + a, lanes[a].exits, tail));
        tail = slots.groups[a];
        a = groups[a].parent;
      }
      if (deepB >= deepA) {
        const key = node * slots.count + slots.base[b] + head;
        if (cover[b] === -1) inward.push(b, once(entries, key, lanes[b].entries, head));
        head = slots.groups[b];
        b = groups[b].parent;
      }
    }
    put(edge, ACROSS, a, across(a, tail, head));
    for (let i = inward.length - 2; i >= 0; i -= 2) put(edge, ENTRY, inward[i], inward[i + 1]);
  }
  return collect();

  /** @param {number} edge @param {number} kind @param {number} group @param {number} lane */
  function put(edge, kind, group, lane) {
    found.push(edge, kind, group, lane);
    count[edge + 1]++;
  }

  /** @param {Map<number, number>} known @param {number} key @param {number[]} list @param {number} child */
  function once(known, key, list, child) {
    let lane = known.get(key);
    if (lane === undefined) {
      lane = list.push(child) - 1;
      known.set(key, lane);
    }
    return lane;
  }

  /** @param {number} group @param {number} tail @param {number} head */
  function across(group, tail, head) {
    const key = (slots.base[group] + tail) * slots.count + slots.base[group] + head;
    const lane = once(ways, key, lanes[group].tails, tail);
    lanes[group].heads[lane] = head;
    return lane;
  }

  /** @returns {Ways} */
  function collect() {
    for (let edge = 0; edge < inputs.length; edge++) count[edge + 1] += count[edge];
    const next = count.slice();
    const group = new Int32Array(found.length / 4);
    const lane = new Int32Array(found.length / 4);
    for (let i = 0; i < found.length; i += 4) {
      const station = next[found[i]]++;
      const { tails, entries: ins } = lanes[found[i + 2]];
      const before = found[i + 1] === ACROSS ? 0 : tails.length + (found[i + 1] === EXIT ? ins.length : 0);
      group[station] = found[i + 2];
      lane[station] = before + found[i + 3];
    }
    return { lanes, start: count, group, lane };
  }
}

/** The place of each node and group among its siblings; with the base of their parent, among all. @param {Shape} shape */
function slotsInParents({ groups, home }) {
  const nodes = new Int32Array(home.length);
  const inner = new Int32Array(groups.length);
  const base = new Int32Array(groups.length);
  let total = 0;
  groups.forEach(({ children }, g) => {
    base[g] = total;
    total += children.length;
    for (let i = 0; i < children.length; i++) {
      if (children[i] >= 0) nodes[children[i]] = i;
      else inner[~children[i]] = i;
    }
  });
  return { nodes, groups: inner, base, count: total };
}
