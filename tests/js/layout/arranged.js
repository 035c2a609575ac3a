/** A graph laid out, for tests. */

import { arrange } from '../../../static/js/layout/groups.js';
import { Memo } from '../../../static/js/layout/memo.js';
import { shapeOf } from '../../../static/js/layout/shape.js';
import { readGraph } from '../../../static/js/model/graph.js';
import { readTree } from '../../../static/js/model/tree.js';
import { remember } from '../../../static/js/scene/past.js';
import { Scene } from '../../../static/js/scene/scene.js';

/** @param open which groups are open, by path; without it all are */
export function sceneOf(builder, { open = () => true, old = null, memo = new Memo(), graph = null } = {}) {
  const read = graph ?? readGraph(builder.json());
  const tree = readTree(read);
  const opened = Uint8Array.from(tree.groups, ({ path }) => Number(open(path)));
  const before = old && remember(old, read, tree);
  return new Scene(read, tree, arrange(shapeOf(read, tree, opened), before, memo));
}

export function boxes(scene) {
  return Array.from({ length: scene.count }, (_, item) => ({
    item,
    left: scene.x[item] - scene.width[item] / 2,
    right: scene.x[item] + scene.width[item] / 2,
    top: scene.y[item] - scene.height[item] / 2,
    bottom: scene.y[item] + scene.height[item] / 2,
  }));
}

export function overlapping(scene) {
  const pairs = [];
  const all = boxes(scene);
  for (const a of all) {
    for (const b of all) {
      if (a.item >= b.item) continue;
      const clear = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      if (!clear) pairs.push([a.item, b.item]);
    }
  }
  return pairs;
}

/** How far each node that was there has moved, by its right border, where records line up. */
export function displacements(old, now) {
  const before = remember(old, now.graph, now.tree);
  const moved = [];
  for (let node = 0; node < now.graph.size; node++) {
    const item = now.itemOf[node];
    const dx = now.x[item] + now.width[item] / 2 - before.nodeRight[node];
    const dy = now.y[item] - before.nodeY[node];
    if (!Number.isNaN(dx)) moved.push(Math.hypot(dx, dy));
  }
  return moved;
}
