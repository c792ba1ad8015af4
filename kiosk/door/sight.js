// SPDX-License-Identifier: Apache-2.0
// Shows the daemon what a camera sees, a grey picture at a time, and tells of each badge once until it has been away.
// Nothing of a picture is kept here, and of what is no badge the daemon tells not even a part.

import { LineDown, post, Problem } from "/kiosk/lib/api.js";

/** As many pixels as a picture of 640 × 480 has, whichever way it lies: a badge at arm's length can be read in it. */
const pixels = 640 * 480;
/** Between two pictures, so that there are at most five a second. */
const pause = 200;
/** A picture in which nothing has moved is shown again only so often. */
const stillPause = 2000;
const patience = 2000;
const retryPause = 1000;
/** What has been out of sight for so long is held up anew. A scanner's double scans have the same grace. */
const awayLong = 5000;
/** More than this does not pass between two pictures, or nobody was looking. */
const longestGap = 1000;
/** The side of the squares that tell whether something moved, and by how much one has to change, of 255. */
const square = 16;
const movement = 8;

/** Looks at what `video` shows between `start` and `stop`, and calls `onSight({sight, badge})` for what is new. */
export class Sight {
  #video;
  #onSight;
  #onTrouble;
  #canvas = document.createElement("canvas");
  #run = 0;
  /** When each thing was last in sight, on a clock that stands while nobody looks. */
  #seen = new Map();
  #clock = 0;

  /** `onTrouble` is told why pictures are not looked at, and `null` when they are again. */
  constructor(video, onSight, onTrouble) {
    this.#video = video;
    this.#onSight = onSight;
    this.#onTrouble = onTrouble;
  }

  start() {
    this.#run += 1;
    this.#watch(this.#run);
  }

  stop() {
    this.#run += 1;
  }

  async #watch(run) {
    let looked = { sketch: null, at: -Infinity, sighting: null };
    let last = performance.now();
    while (run === this.#run) {
      const picture = this.#take();
      const isStill = picture && looked.sketch && !differs(picture.sketch, looked.sketch);
      if (isStill && performance.now() - looked.at < stillPause) {
        // Nothing moved: what was in sight still is.
        last = this.#pass(looked.sighting, last);
      } else if (picture) {
        const sighting = await this.#ask(picture.bytes, run);
        if (run !== this.#run) return;
        if (sighting) {
          looked = { sketch: picture.sketch, at: performance.now(), sighting };
          last = this.#pass(sighting, last);
        }
      }
      await rest(pause);
    }
  }

  /** What the daemon sees in a picture; nothing when it could not look. */
  async #ask(bytes, run) {
    try {
      const sighting = await post("/door/frames", bytes, { signal: AbortSignal.timeout(patience) });
      if (run === this.#run) this.#onTrouble(null);
      return sighting;
    } catch (error) {
      if (!(error instanceof LineDown || error instanceof Problem)) throw error;
      // Too many pictures at once: the next one will do.
      if (error.status === 503) return null;
      if (error.status === 429) return rest(1000 * (error.retryAfter || 1));
      if (run === this.#run) this.#onTrouble(error);
      await rest(retryPause);
      return null;
    }
  }

  /** Takes note of what is in sight, and returns when that was. */
  #pass(sighting, last) {
    const now = performance.now();
    this.#clock += Math.min(now - last, longestGap);
    for (const [thing, at] of this.#seen) if (this.#clock - at >= awayLong) this.#seen.delete(thing);
    if (sighting.sight !== "nothing") {
      const thing = sighting.badge ?? sighting.sight;
      const isNew = !this.#seen.has(thing);
      this.#seen.set(thing, this.#clock);
      if (isNew) this.#onSight(sighting);
    }
    return now;
  }

  /** The picture as the daemon takes it, with a sketch of it; nothing before the camera has shown any. */
  #take() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth || !videoHeight) return null;
    const scale = Math.min(1, Math.sqrt(pixels / (videoWidth * videoHeight)));
    const [width, height] = [videoWidth, videoHeight].map((side) => Math.round(side * scale));
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.#video, 0, 0, width, height);
    return grey(context.getImageData(0, 0, width, height));
  }
}

function grey({ width, height, data }) {
  const bytes = new Uint8Array(4 + width * height);
  bytes.set([width >> 8, width & 255, height >> 8, height & 255]);
  const columns = Math.ceil(width / square);
  const sketch = new Float32Array(columns * Math.ceil(height / square));
  for (let y = 0, pixel = 0; y < height; y += 1) {
    const row = Math.floor(y / square) * columns;
    for (let x = 0; x < width; x += 1, pixel += 1) {
      // The weights of ITU-R BT.601, in 256ths.
      const luma = (77 * data[4 * pixel] + 150 * data[4 * pixel + 1] + 29 * data[4 * pixel + 2]) >> 8;
      bytes[4 + pixel] = luma;
      sketch[row + Math.floor(x / square)] += luma;
    }
  }
  return { bytes, sketch };
}

function differs(one, other) {
  const least = movement * square * square;
  return one.length !== other.length || one.some((sum, index) => Math.abs(sum - other[index]) > least);
}

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
