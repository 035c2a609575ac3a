/** The colours of the page's tokens, read anew when the theme changes, for what canvas draws. */

const TOKENS = /** @type {const} */ ({
  data: '--data',
  gradient: '--gradient',
  learn: '--learn',
  idle: '--idle',
  idleSoft: '--idle-soft',
  dot: '--dot',
  raised: '--raised',
  line: '--line',
  text: '--text',
  onGradient: '--on-gradient',
  low: '--scale-low',
  middle: '--scale-middle',
  high: '--scale-high',
  fontUi: '--font-ui',
  fontMono: '--font-mono',
});

/** Steps of the scale on either side of its middle. */
export const RAMP_STEPS = 8;

/** @typedef {Record<keyof typeof TOKENS, string> & {ramp: string[]}} Palette ramp: negative, zero, positive */

/** @param {Element} element whose theme is meant @returns {Palette} */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  const palette = Object.fromEntries(entries);
  const middle = channels(palette.middle);
  palette.ramp = [];
  for (let step = -RAMP_STEPS; step <= RAMP_STEPS; step++) {
    const end = channels(step < 0 ? palette.low : palette.high);
    palette.ramp.push(mix(middle, end, Math.abs(step) / RAMP_STEPS));
  }
  return palette;
}

/** @param {string} colour anything that CSS understands @returns {number[]} red, green, blue */
function channels(colour) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** @param {number[]} from @param {number[]} to @param {number} part */
function mix(from, to, part) {
  return `rgb(${from.map((channel, i) => Math.round(channel + (to[i] - channel) * part)).join(' ')})`;
}
