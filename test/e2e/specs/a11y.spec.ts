/**
 * WCAG 2.2 AA as far as a machine can tell: every screen and its main states, in both themes, without a single
 * violation; in the system's own colours words that can be read; and at twice the text size nothing beside the window.
 */
import type { Page } from '@playwright/test';
import { type Console, drawAs, expect, resize, test, themes, violationsOf } from '../driver';
import { walkAlong, walks } from '../walks';

test.describe.configure({ timeout: 300_000 });

/** Words whose contrast with their ground is under 4.5 where the system sets the colours, which axe does not see. */
async function faintInForcedColours(window: Page): Promise<string[]> {
  await window.emulateMedia({ forcedColors: 'active' });
  const faint = await window.evaluate(() => {
    const parse = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (rgb: number[]) => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): number[] => {
      if (element === null) return [255, 255, 255];
      const [r = 0, g = 0, b = 0, alpha = 1] = parse(getComputedStyle(element).backgroundColor);
      if (alpha === 1) return [r, g, b];
      const under = groundOf(element.parentElement);
      return [r, g, b].map((value, at) => value * alpha + (under[at] ?? 0) * (1 - alpha));
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''),
      )
      .filter((element) => element.closest(':disabled, [aria-disabled="true"], style, .vx-hidden') === null)
      .filter((element) => {
        const [light = 0, dark = 0] = [
          luminance(parse(getComputedStyle(element).color)),
          luminance(groundOf(element)),
        ].toSorted((one, other) => other - one);
        return (light + 0.05) / (dark + 0.05) < 4.5;
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
  await window.emulateMedia({ forcedColors: 'none' });
  return faint;
}

/** What has to be scrolled sideways, or stands outside of the window. */
function sideways(window: Page): Promise<string[]> {
  return window.evaluate(async () => {
    // What was measured hears of another width, and is drawn again.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const clips = (element: Element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
    const isClipped = (element: Element) => {
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
        if (clips(at) && at.getBoundingClientRect().right <= innerWidth + 1) return true;
      return false;
    };
    const wide = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      const { overflowX } = getComputedStyle(element);
      if (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) return true;
      const { right, width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && right > innerWidth + 1 && !isClipped(element);
    });
    return wide
      .filter((element) => !wide.some((other) => other !== element && other.contains(element)))
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

const size = [1024, 700] as const;

/** At twice the text size of the settings, and at twice the zoom of the menu. */
async function sidewaysAtTwiceTheSize({ app, window }: Console): Promise<string[]> {
  const setText = (percent: string) =>
    window.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
    }, percent);
  const zoom = async (factor: number) => {
    await app.evaluate(
      ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to),
      factor,
    );
    await window.waitForFunction((width) => innerWidth === width, size[0] / factor);
  };
  const textSize = await window.evaluate(() => document.documentElement.style.fontSize);
  await setText('200%');
  const inText = await sideways(window);
  await setText(textSize);
  await zoom(2);
  const inZoom = await sideways(window);
  await zoom(1);
  return [...inText.map((where) => `text: ${where}`), ...inZoom.map((where) => `zoom: ${where}`)];
}

for (const walk of walks) {
  test(`no violation on the way through: ${walk.name}`, async ({ start, photograph }) => {
    const found: string[] = [];
    await walkAlong(walk, start, async (console, state) => {
      const { window } = console;
      await resize(console, ...size);
      await window.waitForFunction((width) => innerWidth === width, size[0]);
      for (const theme of themes) {
        await drawAs(window, theme);
        await photograph(console, `${state}, ${theme}`);
        // Only colours differ between the themes.
        const rules = theme === themes[0] ? undefined : ['color-contrast', 'link-in-text-block'];
        for (const where of await violationsOf(window, rules)) found.push(`${state}, ${theme}: ${where}`);
      }
      for (const where of await faintInForcedColours(window)) found.push(`${state}, forced colours: ${where}`);
      for (const where of await sidewaysAtTwiceTheSize(console)) found.push(`${state}, 200 %: ${where}`);
    });
    expect(found).toEqual([]);
  });
}
