import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fitToScreens, readWindowState, writeWindowState } from '../../../../src-main/window/window-state';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'window-state-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('size and place are remembered', () => {
  const state = { x: 100, y: 50, width: 1100, height: 700, maximized: false };
  writeWindowState(dir, state);
  expect(readWindowState(dir, screens)).toEqual(state);
});

test('a window on a screen that is gone comes back where it can be seen', () => {
  expect(fitToScreens({ x: 3000, y: 50, width: 1100, height: 700, maximized: false }, screens)).toEqual({
    width: 1100,
    height: 700,
    maximized: false,
  });
});

describe('a window that is larger than its screen', () => {
  const laptop = [{ x: 0, y: 25, width: 1920, height: 1175 }];

  test('becomes as large as the screen, and lies on it', () => {
    expect(fitToScreens({ x: 100, y: 50, width: 3600, height: 2000, maximized: false }, laptop)).toEqual({
      x: 0,
      y: 25,
      width: 1920,
      height: 1175,
      maximized: false,
    });
  });

  test('does so also on the second screen, which is another size', () => {
    const both = [...laptop, { x: 1920, y: 0, width: 1280, height: 700 }];
    expect(fitToScreens({ x: 2000, y: 20, width: 1800, height: 900, maximized: false }, both)).toMatchObject({
      x: 1920,
      y: 0,
      width: 1280,
      height: 700,
    });
  });

  test('may be smaller than a person could make it, where the screen is: at scale 2, and at the first start', () => {
    expect(readWindowState(dir, [{ x: 0, y: 0, width: 683, height: 384 }])).toEqual({
      width: 683,
      height: 384,
      maximized: false,
    });
  });

  test('keeps its place and size where it fits, partly beyond the edge as it was left', () => {
    const left = { x: 1200, y: 100, width: 1100, height: 700, maximized: false };
    expect(fitToScreens(left, laptop)).toEqual(left);
  });
});

test.each([['nothing'], ['not json'], ['{"width":-1}'], ['{"width":1e99,"height":700,"maximized":false}']])(
  'a file with %s means the default place',
  (text) => {
    if (text !== 'nothing') writeFileSync(path.join(dir, 'window-state.json'), text);
    expect(readWindowState(dir, screens)).toMatchObject({ width: 1200, height: 800 });
  },
);

test('a folder that can’t be written does not keep the window from closing', () => {
  writeFileSync(path.join(dir, 'file'), 'x');
  expect(() =>
    writeWindowState(path.join(dir, 'file', 'below'), { width: 1000, height: 700, maximized: false }),
  ).not.toThrow();
  expect(readFileSync(path.join(dir, 'file'), 'utf8')).toBe('x');
});

test.skipIf(process.platform === 'win32')('a link where its file or a part of it is expected keeps its target', () => {
  const target = path.join(dir, 'somebody’s file');
  writeFileSync(target, 'theirs');
  const state = { x: 100, y: 50, width: 1100, height: 700, maximized: false };
  writeWindowState(dir, state);
  const [name = ''] = readdirSync(dir).filter((entry) => entry.includes('window'));
  rmSync(path.join(dir, name));
  for (const link of [name, `${name}.new`]) symlinkSync(target, path.join(dir, link));
  writeWindowState(dir, { ...state, width: 1000 });
  expect(readFileSync(target, 'utf8')).toBe('theirs');
  expect(readWindowState(dir, screens)).toEqual({ ...state, width: 1000 });
});
