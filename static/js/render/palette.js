/** The colours of the page's tokens, read anew when the theme changes, for what canvas draws. */

const TOKENS = /** @type {const} */ ({
  data: '--data',
  gradient: '--gradient',
  learn: '--learn',
  idle: '--idle',
  idleSoft: '--idle-soft',
  ground: '--ground',
  dot: '--dot',
  surface: '--surface',
  line: '--line',
  text: '--text',
  quiet: '--text-quiet',
  onGradient: '--on-gradient',
  onData: '--on-data',
  onLearn: '--on-learn',
  low: '--scale-low',
  middle: '--scale-middle',
  high: '--scale-high',
  fontUi: '--font-ui',
  fontMono: '--font-mono',
});

/** @typedef {Record<keyof typeof TOKENS, string>} Palette */

/** @param {Element} element whose theme is meant @returns {Palette} */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries);
}
