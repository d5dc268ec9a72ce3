/** Pictures, the sheets on which they are kept, and what differs between two of those. */
import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';

/** Between and beside the pictures of a sheet. */
const gap = 8;
const ground = '#808080';

/**
 * The same state at several sizes on one sheet, under each other, without loss. What is alike in them (most of it) is
 * stored once: WebP looks back a million pixels for it. So a sheet takes little more than its largest picture, and a
 * fifth of what single PNGs took.
 */
export async function onOneSheet(pngs: readonly Buffer[]): Promise<Buffer> {
  const images = await Promise.all(pngs.map((png) => loadImage(png)));
  const width = Math.max(...images.map((image) => image.width));
  const height = images.reduce((sum, image) => sum + image.height + gap, -gap);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  let y = 0;
  for (const image of images) {
    context.drawImage(image, 0, y);
    y += image.height + gap;
  }
  const raw = { width, height, channels: 4 } as const;
  return sharp(pixelsIn(context, width, height), { raw })
    .webp({ lossless: true, effort: 6 })
    .toBuffer();
}

const pixelsIn = (context: SKRSContext2D, width: number, height: number): Uint8ClampedArray =>
  context.getImageData(0, 0, width, height).data as unknown as Uint8ClampedArray;
const pixelsOf = (image: Image): Uint8ClampedArray => {
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return pixelsIn(context, image.width, image.height);
};

/**
 * How many pixels may differ. `faint`: by a step or two of 256, as Chromium rounds the edges of curves where two tiles
 * of a page meet. `clear`: by more. A changed colour or distance touches far more of either.
 */
const tolerance = { faint: 400, clear: 24 } as const;
const faintest = 2;

type Difference = {
  isSame: boolean;
  /** Pixels that differ. All of them where the sizes differ. */
  faint: number;
  clear: number;
  /** The new picture, pale, with those pixels red, as PNG. */
  picture: Buffer;
};

export async function differenceOf(kept: Buffer, taken: Buffer): Promise<Difference> {
  const nothing = Buffer.alloc(0);
  if (kept.equals(taken)) return { isSame: true, faint: 0, clear: 0, picture: nothing };
  const [before, after] = [await loadImage(kept), await loadImage(taken)];
  const { width, height } = after;
  const isSameSize = before.width === width && before.height === height;
  const [old, now] = [isSameSize ? pixelsOf(before) : null, pixelsOf(after)];
  const apart = (at: number): number =>
    old === null
      ? 255
      : Math.max(
          Math.abs((old[at] ?? 0) - (now[at] ?? 0)),
          Math.abs((old[at + 1] ?? 0) - (now[at + 1] ?? 0)),
          Math.abs((old[at + 2] ?? 0) - (now[at + 2] ?? 0)),
        );
  const count = { faint: 0, clear: 0 };
  for (let at = 0; at < now.length; at += 4) {
    const distance = apart(at);
    if (distance > faintest) count.clear += 1;
    else if (distance > 0) count.faint += 1;
  }
  const isSame = count.faint <= tolerance.faint && count.clear <= tolerance.clear;
  if (isSame) return { isSame, ...count, picture: nothing };
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const shown = context.createImageData(width, height);
  for (let at = 0; at < now.length; at += 4) {
    const grey = 255 - (255 - (now[at + 1] ?? 0)) / 4;
    shown.data.set(apart(at) > 0 ? [220, 0, 0, 255] : [grey, grey, grey, 255], at);
  }
  context.putImageData(shown, 0, 0);
  return { isSame, ...count, picture: canvas.toBuffer('image/png') };
}
