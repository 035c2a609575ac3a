/**
 * Edges in a hierarchy: each runs between two children of the innermost group that holds both its ends, and on its
 * way crosses the borders of the groups between. In every group it takes a lane; edges with the same way share lanes,
 * and so do all edges between two groups: a bundle.
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
  let found = new Int32Array(4 * inputs.length); // edge, kind, group, lane of every station, edge by edge
  let filled = 0;
  /** @type {Map<number, number>} */
  const ways = new Map(); // lanes of edges to or from a group, by both children
  /** @type {Map<number, number>} */
  const borders = new Map(); // lanes of exits and entries, by what they carry and the child
  /** @type {number[]} */
  const outward = []; // groups left, and the child in each
  /** @type {number[]} */
  const inward = []; // groups entered, and the child in each, from the inside out

  for (let edge = 0; edge < inputs.length; edge++) {
    const node = inputs[edge];
    let a = home[node];
    let b = home[consumer[edge]];
    let tail = slots.nodes[node];
    let head = slots.nodes[consumer[edge]];
    if (cover[a] !== -1 && cover[a] === cover[b]) continue;
    if (a === b) {
      lanes[a].heads.push(head);
      put(edge, ACROSS, a, lanes[a].tails.push(tail) - 1);
      continue;
    }
    outward.length = inward.length = 0;
    while (a !== b) {
      const [deepA, deepB] = [groups[a].depth, groups[b].depth];
      if (deepA >= deepB) {
        if (cover[a] === -1) outward.push(a, tail);
        tail = slots.groups[a];
        a = groups[a].parent;
      }
      if (deepB >= deepA) {
        if (cover[b] === -1) inward.push(b, head);
        head = slots.groups[b];
        b = groups[b].parent;
      }
    }
    for (let i = 0; i < outward.length; i += 2)
      put(
        edge,
        EXIT,
        outward[i],
        border(node, outward[i], lanes[outward[i]].exits, outward[i + 1], slots.base[a] + head),
      );
    put(edge, ACROSS, a, across(a, tail, head));
    for (let i = inward.length - 2; i >= 0; i -= 2)
      put(
        edge,
        ENTRY,
        inward[i],
        border(node, inward[i], lanes[inward[i]].entries, inward[i + 1], slots.base[a] + tail),
      );
  }
  return collect();

  /** @param {number} edge @param {number} kind @param {number} group @param {number} lane */
  function put(edge, kind, group, lane) {
    if (filled === found.length) {
      const longer = new Int32Array(2 * filled);
      longer.set(found);
      found = longer;
    }
    found[filled++] = edge;
    found[filled++] = kind;
    found[filled++] = group;
    found[filled++] = lane;
    count[edge + 1]++;
  }

  /**
   * The lane by which a node's edges cross the border of a group at a child; at a child that is a group itself, others
   * that come from or go to the same place, `far` beyond the border, share it.
   * @param {number} node @param {number} group @param {number[]} list entries or exits @param {number} child @param {number} far
   */
  function border(node, group, list, child, far) {
    const side = 2 * (slots.base[group] + child) + Number(list === lanes[group].exits);
    const own = side * (home.length + slots.count) + node;
    const known = borders.get(own);
    if (groups[group].children[child] >= 0) {
      if (known !== undefined) return known;
      const alone = list.push(child) - 1;
      borders.set(own, alone);
      return alone;
    }
    const shared = side * (home.length + slots.count) + home.length + far;
    const lane = known ?? borders.get(shared) ?? list.push(child) - 1;
    if (known === undefined) borders.set(own, lane);
    borders.set(shared, lane);
    return lane;
  }

  /** @param {number} group @param {number} tail @param {number} head */
  function across(group, tail, head) {
    const key = (slots.base[group] + tail) * slots.count + slots.base[group] + head;
    let lane = ways.get(key);
    if (lane === undefined) {
      lane = lanes[group].tails.push(tail) - 1;
      lanes[group].heads[lane] = head;
      ways.set(key, lane);
    }
    return lane;
  }

  /** @returns {Ways} */
  function collect() {
    for (let edge = 0; edge < inputs.length; edge++) count[edge + 1] += count[edge];
    const next = count.slice();
    const group = new Int32Array(filled / 4);
    const lane = new Int32Array(filled / 4);
    for (let i = 0; i < filled; i += 4) {
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
