/** What the server answers about a session, as JSON. Types alone. */

/** @typedef {import('../model/graph.js').GraphJson} GraphJson */
/** @typedef {import('../model/timeline.js').TimelineJson & {folded: number}} TimelineJson */
/** @typedef {import('../model/timeline.js').Values} Values */
/** @typedef {import('../model/state.js').Step} Step */
/** @typedef {'forward' | 'backward' | 'zero_grad' | 'update'} Phase */
/** @typedef {{line: number, text: string, epoch?: number | null}} Line */
/** @typedef {{epoch: number, as_recorded: boolean, losses: (number | string)[]}} Rounds of the program's own loop */
/** @typedef {{kind: string, message: string, hint: string, line: number, nodes: number[]}} Mistake */
/** @typedef {{data: (number | string | null)[], grad: (number | string | null)[], wrong: number[], mistakes: Mistake[]}} Own of the program's own class */
/**
 * @typedef {object} Change
 * @property {number} version
 * @property {string} program
 * @property {string} precision
 * @property {number} seed
 * @property {number} learning_rate
 * @property {boolean} structure_changed
 * @property {GraphJson | null} graph
 * @property {{line: number, column: number, by: number} | null} moved
 * @property {TimelineJson} timeline
 * @property {Step[] | null} steps
 * @property {Values} values
 * @property {Line[]} prints
 * @property {Line[]} notes
 * @property {Rounds | null} epochs
 * @property {Record<string, number>} lines where the program does its phases
 * @property {Own | null} own
 * @property {boolean} can_undo
 * @property {boolean} can_redo
 */
/** @typedef {Change & {mine: boolean, title: string, graph: GraphJson}} Opened */
/** @typedef {Change & {said: string, node: number | null}} Built */
/** @typedef {Change & {training: import('./run.js').Training}} Trainable */
/** @typedef {{version: number, start: number, stop: number, steps: Step[], next: string | null, timeline: TimelineJson}} Taken */
/** @typedef {{kind: string, title: string, said: string, own: boolean, moments: {cursor: number, nodes: number[], said: string}[], graph: GraphJson, timeline: TimelineJson, steps: Step[], values: Values}} Demonstration */

export {};
