/**
 * The still part of a picture on its canvas: ground, wires, trails of what moves, and items seen from afar. Few are
 * drawn smoothly, very many pixel by pixel.
 */

import { rasterBlocks, rasterTrails, rasterWires } from './afar.js';
import { drawBlocks, drawCards } from './blocks.js';
import { drawFrames } from './frames.js';
import { drawGround } from './ground.js';
import { Raster } from './raster.js';
import { Surface } from './surface.js';
import { drawTrails, drawWires } from './wires.js';
import { WireStyles } from './wirestyles.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('./picture.js').Moment} Moment */
/** @typedef {import('./palette.js').Palette} Palette */
/**
 * @typedef {object} View what is in view
 * @property {number[]} items @property {Uint8Array} seen 1 for wires @property {import('../scene/scene.js').Frame[]} frames
 * @property {import('./detail.js').Detail} detail
 * @property {boolean} few whether items are records above the canvas
 */

const CROWD = 1500; // wires and items in view that are drawn smoothly

export class Still {
  surface = new Surface('still');
  #raster = new Raster();
  #styles = new WireStyles(0);
  /** Whether so much is in view that a picture in motion leaves out what takes long. */
  crowded = false;
  /** @type {unknown[]} what the last picture was made of */
  #look = [];
  #emptied = 0;

  /** @param {Scene} scene */
  show(scene) {
    this.#styles = new WireStyles(scene.wires.count);
  }

  /** What the widths of wires mean now. @returns {'gradient' | 'weight' | null} */
  get widths() {
    if (this.#styles.flows) return 'gradient';
    return this.#styles.weights ? 'weight' : null;
  }

  /** @param {Moment} moment @param {Scene} scene @param {View} view @param {Palette} palette */
  draw(moment, scene, view, palette) {
    const { camera, place, state, forward, resting } = moment;
    const { items, seen, frames, detail, few } = view;
    this.#styles.update(scene, state, forward);
    this.crowded = items.length + seen.reduce((sum, one) => sum + one, 0) > CROWD;
    if (this.#isSame(moment, view, palette)) return;
    const context = this.surface.clear();
    this.#emptied = this.surface.emptied;
    if (this.crowded) this.#drawAfar(context, moment, scene, view, palette);
    else drawGround(context, camera, palette.dot);
    this.surface.enter(camera);
    drawFrames(context, frames, palette.line, camera.scale, place.opacity);
    if (!this.crowded) this.#drawNear(context, moment, seen, palette);
    if (detail !== 'blocks') {
      if (!few) drawCards(context, scene, place, items, state, palette, forward, resting || !this.crowded);
    } else if (!this.crowded) drawBlocks(context, scene, place, items, state, palette);
  }

  /** Whether the canvas would come out as it is: while a run goes on most pictures differ only in numbers. @param {Moment} moment @param {View} view @param {Palette} palette */
  #isSame({ camera: { x, y, scale }, place, plan }, { detail, few }, palette) {
    const styles = [this.#styles, this.#styles.changes];
    const look = [x, y, scale, place, place.wires, plan, palette, ...styles];
    const same = this.surface.emptied === this.#emptied && look.every((part, i) => part === this.#look[i]);
    this.#look = look;
    return same && !place.running && few && detail !== 'blocks';
  }

  /** @param {CanvasRenderingContext2D} context @param {Moment} moment @param {Uint8Array} seen @param {Palette} palette */
  #drawNear(context, { camera, place, plan }, seen, palette) {
    const { scale, view } = camera;
    drawWires(context, place.wires, this.#styles, palette, scale, seen, view);
    drawTrails(context, place.wires, seen, plan.forward, palette.data, scale, view);
    drawTrails(context, place.wires, seen, plan.backward, palette.gradient, scale, view);
    drawTrails(context, place.wires, seen, plan.settled, palette.gradient, scale, view);
  }

  /** @param {CanvasRenderingContext2D} context @param {Moment} moment @param {Scene} scene @param {View} view @param {Palette} palette */
  #drawAfar(context, { camera, place, state, plan, forward }, scene, { items, seen, detail }, palette) {
    const { ratio, element } = this.surface;
    const view = { x: camera.x * ratio, y: camera.y * ratio, scale: camera.scale * ratio };
    const raster = this.#raster;
    raster.clear(element.width, element.height);
    rasterWires(raster, place.wires, this.#styles, seen, view, palette);
    rasterTrails(raster, place.wires, seen, plan.forward, view, palette.channels.data);
    rasterTrails(raster, place.wires, seen, plan.backward, view, palette.channels.gradient);
    if (detail === 'blocks') rasterBlocks(raster, scene, place, items, state, view, palette, forward);
    raster.put(context);
  }
}
