/**
 * Whether a cursor is where a breakpoint stops: after the node's forward step or update, and in backward when its
 * gradient is whole, before it sends anything on. A leaf sends nothing on: there every contribution counts.
 * @param {import('../model/timeline.js').Timeline} timeline
 * @param {number} cursor
 * @param {Set<number>} nodes
 */
export function breaksAt(timeline, cursor, nodes) {
  const last = timeline.stepAt(cursor - 1);
  const next = timeline.stepAt(cursor);
  if (last?.kind === 'forward' || last?.kind === 'update') return nodes.has(last.node);
  if (last?.kind === 'backward' && !timeline.graph.computed[last.input] && nodes.has(last.input)) return true;
  if (next?.kind !== 'backward' || !nodes.has(next.node)) return false;
  return last?.kind !== 'backward' || last.node !== next.node;
}
