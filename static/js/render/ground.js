/** The quiet dotted ground, which moves with the world. */

const SPACING = 24;
const FAINTEST = 0.35; // a scale below which dots would be noise

/** @param {CanvasRenderingContext2D} context in CSS pixels @param {import('../scene/camera.js').Camera} camera @param {string} colour */
export function drawGround(context, camera, colour) {
  if (camera.scale < FAINTEST) return;
  let step = SPACING * camera.scale;
  if (step < SPACING * 0.6) step *= 2;
  context.fillStyle = colour;
  const left = ((camera.x % step) + step) % step;
  const top = ((camera.y % step) + step) % step;
  for (let y = top; y < camera.height; y += step) {
    for (let x = left; x < camera.width; x += step) context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
  }
}
