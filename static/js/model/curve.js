/** The losses of a run as they arrive, part by part: points, all as far from each other as `stride` says. */

/** @typedef {(number | null)[]} Column null where a number is not finite */
/**
 * @typedef {object} CurveJson
 * @property {number} stride @property {number[]} epochs
 * @property {Column} train @property {Column | null} held_out
 * @property {Column | null} accuracy @property {Column | null} held_out_accuracy
 */

const COLUMNS = /** @type {const} */ (['train', 'held_out', 'accuracy', 'held_out_accuracy']);

/** @returns {CurveJson} */
export function emptyCurve() {
  return { stride: 1, epochs: [], train: [], held_out: null, accuracy: null, held_out_accuracy: null };
}

/**
 * The curve with a part that follows it. A part that does not follow is the whole curve anew.
 * @param {CurveJson} curve is changed where it goes on @param {CurveJson} part
 * @returns {CurveJson}
 */
export function joined(curve, part) {
  if (part.stride === curve.stride && part.epochs.length === 0) return curve;
  const last = curve.epochs.at(-1) ?? Number.POSITIVE_INFINITY;
  const follows = part.stride === curve.stride && (part.epochs[0] ?? Number.POSITIVE_INFINITY) > last;
  const same = COLUMNS.every((name) => (curve[name] === null) === (part[name] === null));
  if (!follows || !same || curve.epochs.length === 0) return part;
  for (const epoch of part.epochs) curve.epochs.push(epoch);
  for (const name of COLUMNS) for (const value of part[name] ?? []) curve[name]?.push(value);
  return curve;
}

/** The point nearest to an epoch, by index; −1 without points. @param {number[]} epochs ascending @param {number} epoch */
export function nearest(epochs, epoch) {
  let [low, high] = [0, epochs.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (epochs[middle] < epoch) low = middle + 1;
    else high = middle;
  }
  return low > 0 && epoch - epochs[low - 1] <= epochs[low] - epoch
    ? low - 1
    : Math.min(low, epochs.length - 1);
}
