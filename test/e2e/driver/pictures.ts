/** What the window looks like: its size, its theme, and pictures of it. Plain Node runs this file too. */
import type { Page } from '@playwright/test';
import type { Console } from './launch.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export type Size = readonly [width: number, height: number];

/** The bounds of the content, in pixels: what a screenshot shows. */
export async function resize(console: Console, width: number, height: number): Promise<void> {
  await console.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);
}

/** Waits until the window is drawn as it is: a colour that still changes would be measured half-way. */
export async function drawn(window: Page): Promise<void> {
  await window.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** Draws the window as a system set to this theme would, and waits until it is drawn. */
export async function drawAs(window: Page, theme: Theme): Promise<void> {
  await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await window.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
  await drawn(window);
}

/** What a picture shows; what is left out stays as it is. */
export type Look = { theme?: Theme; size?: Size };

/** @returns the PNG; it is also written to `file`, if one is named */
export async function takePicture(console: Console, { theme, size }: Look = {}, file?: string): Promise<Buffer> {
  if (size !== undefined) await resize(console, ...size);
  if (theme !== undefined) await drawAs(console.window, theme);
  return console.window.screenshot(file === undefined ? {} : { path: file });
}
