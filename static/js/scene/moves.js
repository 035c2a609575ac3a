/** Steps as seen in a scene: those inside one closed group make one move, and each has items that it is about. */

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */

/** @param {Scene} scene @param {Timeline} timeline @param {number} cursor @returns {number} the cursor after the move */
export function endOfMove(scene, timeline, cursor) {
  const group = closedItem(scene, timeline, cursor);
  let stop = cursor + 1;
  if (group === -1) return stop;
  const end = timeline.segmentOf(cursor)?.stop ?? stop;
  while (stop < end && closedItem(scene, timeline, stop) === group) stop++;
  return stop;
}

/** @param {Scene} scene @param {Timeline} timeline @param {number} index @returns {number} the item of the closed group that a step is in, −1 for none */
function closedItem(scene, timeline, index) {
  const step = timeline.stepAt(index);
  if (!step || step.kind === 'zero_grad') return -1;
  const item = scene.itemOf[step.node];
  return scene.group[item] >= 0 ? item : -1;
}

/** The closed group that a step is in, −1 for none. @param {Scene} scene @param {Timeline} timeline @param {number} index */
export function closedGroup(scene, timeline, index) {
  const item = closedItem(scene, timeline, index);
  return item < 0 ? -1 : scene.group[item];
}

/** @param {Scene} scene @param {Timeline} timeline @param {number} start @param {number} stop @returns {number[]} items */
export function itemsOfMove(scene, timeline, start, stop) {
  const items = new Set();
  for (let i = Math.max(0, start); i < stop; i++) {
    const step = timeline.stepAt(i);
    if (!step || step.kind === 'zero_grad') continue;
    items.add(scene.itemOf[step.node]);
    if (step.kind === 'backward') items.add(scene.itemOf[step.input]);
  }
  return [...items];
}
