/** Pictures and what differs between two. */
import { crc32, deflateSync } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';

type Pixels = { width: number; height: number; data: Uint8ClampedArray };

async function pixelsOf(png: Buffer): Promise<Pixels> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { width, height, data } = context.getImageData(0, 0, image.width, image.height);
  return { width, height, data: data as unknown as Uint8ClampedArray };
}

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
  /** The new picture, pale, with those pixels red. */
  picture: Buffer;
};

export async function differenceOf(kept: Buffer, taken: Buffer): Promise<Difference> {
  const [before, after] = [await pixelsOf(kept), await pixelsOf(taken)];
  const isSameSize = before.width === after.width && before.height === after.height;
  const canvas = createCanvas(after.width, after.height);
  const context = canvas.getContext('2d');
  const shown = context.createImageData(after.width, after.height);
  const count = { faint: 0, clear: 0 };
  for (let at = 0; at < after.data.length; at += 4) {
    const apart = isSameSize
      ? Math.max(
          ...[0, 1, 2].map((channel) => Math.abs((before.data[at + channel] ?? 0) - (after.data[at + channel] ?? 0))),
        )
      : 255;
    if (apart > faintest) count.clear += 1;
    else if (apart > 0) count.faint += 1;
    const grey = 255 - (255 - (after.data[at + 1] ?? 0)) / 4;
    shown.data.set(apart > 0 ? [220, 0, 0, 255] : [grey, grey, grey, 255], at);
  }
  context.putImageData(shown, 0, 0);
  const isSame = count.faint <= tolerance.faint && count.clear <= tolerance.clear;
  return { isSame, ...count, picture: canvas.toBuffer('image/png') };
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  const check = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

/** PNG's filters, by number: what is foretold from left (a), above (b) and above left (c). */
const foretold: readonly ((a: number, b: number, c: number) => number)[] = [
  () => 0,
  (a) => a,
  (_, b) => b,
  (a, b) => (a + b) >> 1,
  (a, b, c) => {
    const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
  },
];

/** The same pixels in about half the bytes: a palette where the colours fit into one, filters otherwise. */
export async function compact(png: Buffer): Promise<Buffer> {
  const { width, height, data } = await pixelsOf(png);
  const palette = new Map<number, number>();
  const colourAt = (at: number) => ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
  for (let at = 0; at < data.length && palette.size <= 256; at += 4)
    if (!palette.has(colourAt(at))) palette.set(colourAt(at), palette.size);
  const isIndexed = palette.size <= 256;
  const size = isIndexed ? 1 : 3;
  const stride = width * size;
  const rows: Buffer[] = [];
  let before: Buffer = Buffer.alloc(stride);
  for (let y = 0; y < height; y += 1) {
    const row: Buffer = Buffer.alloc(stride);
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (isIndexed) row[x] = palette.get(colourAt(at)) ?? 0;
      else row.writeUIntBE(colourAt(at), x * 3, 3);
    }
    const filtered = (isIndexed ? foretold.slice(0, 1) : foretold).map((guess, type) => {
      const line = Buffer.alloc(stride + 1);
      line[0] = type;
      let cost = 0;
      for (let x = 0; x < stride; x += 1) {
        const value = ((row[x] ?? 0) - guess(row[x - size] ?? 0, before[x] ?? 0, before[x - size] ?? 0)) & 255;
        line[x + 1] = value;
        cost += value < 128 ? value : 256 - value;
      }
      return { line, cost };
    });
    const [first, ...others] = filtered;
    if (first !== undefined) rows.push(others.reduce((best, one) => (one.cost < best.cost ? one : best), first).line);
    before = row;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, isIndexed ? 3 : 2, 0, 0, 0], 8);
  const colours = Buffer.alloc(palette.size * 3);
  if (isIndexed) for (const [colour, index] of palette) colours.writeUIntBE(colour, index * 3, 3);
  const small = Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(isIndexed ? [chunk('PLTE', colours)] : []),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return small.length < png.length ? small : png;
}
