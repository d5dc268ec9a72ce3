/** What the comparison of pictures finds, and that a kept picture has each pixel of the one that was taken. */
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { differenceOf, onOneSheet } from '../../look/pictures';

/** A card with a word on a page; `colours` more of them than a palette holds where asked for. */
function picture({ page = '#f5f8f8', padding = 20, colours = 0, width = 200, line = '', specks = 0 } = {}): Buffer {
  const canvas = createCanvas(width, 120);
  const context = canvas.getContext('2d');
  context.fillStyle = page;
  context.fillRect(0, 0, width, 120);
  context.fillStyle = '#ffffff';
  context.fillRect(padding, 20, 120, 80);
  context.fillStyle = line === '' ? '#ffffff' : line;
  for (const y of [30, 40, 50, 60]) context.fillRect(padding, y, 120, 1);
  context.fillStyle = '#fefefe';
  for (let index = 0; index < specks; index += 1) context.fillRect(padding + index, 70, 1, 1);
  for (let index = 0; index < colours; index += 1) {
    context.fillStyle = `rgb(${index % 256}, ${index >> 8}, 90)`;
    context.fillRect(index % width, 110, 1, 4 + (index >> 8));
  }
  return canvas.toBuffer('image/png');
}

describe('a difference', () => {
  test('is none between a picture and itself', async () => {
    expect(await differenceOf(picture(), picture())).toMatchObject({ isSame: true, faint: 0, clear: 0 });
  });

  test('is none for specks that are one step apart', async () => {
    expect((await differenceOf(picture(), picture({ specks: 90 }))).isSame).toBe(true);
  });

  test.each([
    ['one step of a colour', { page: '#f5f8f7' }],
    ['a line one pixel high, one step darker', { line: '#fefefe' }],
    ['one pixel of distance', { padding: 21 }],
    ['another size', { width: 201 }],
  ])('is more than the tolerance for %s', async (_, change) => {
    expect((await differenceOf(picture(), picture(change))).isSame).toBe(false);
  });
});

describe('a sheet', () => {
  const pixelsOf = async (file: Buffer, y: number, width: number, height: number) => {
    const image = await loadImage(file);
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return Buffer.from(context.getImageData(0, y, width, height).data);
  };

  test.each([0, 600])('has each pixel of each picture (%s more colours)', async (colours) => {
    const pictures = [picture({ colours }), picture({ colours, width: 150 })];
    const sheet = await onOneSheet(pictures);
    expect((await pixelsOf(sheet, 0, 200, 120)).equals(await pixelsOf(pictures[0] as Buffer, 0, 200, 120))).toBe(true);
    expect((await pixelsOf(sheet, 128, 150, 120)).equals(await pixelsOf(pictures[1] as Buffer, 0, 150, 120))).toBe(
      true,
    );
  });

  test('differs where one of its pictures does', async () => {
    const kept = await onOneSheet([picture(), picture({ width: 150 })]);
    const taken = await onOneSheet([picture(), picture({ width: 150, padding: 21 })]);
    expect((await differenceOf(kept, taken)).isSame).toBe(false);
  });
});
