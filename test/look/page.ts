/** The built page with fixed answers in the place of the main process, and a fixed time of day. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type CallChannel, callChannels, eventChannels } from '../../src-shared/ipc/channels';
import type { CallResponse } from '../../src-shared/ipc/contract';
import type { ProviderId } from '../../src-shared/providers/ids';
import type { Result } from '../../src-shared/result';

/** When all pictures are taken. */
export const now = Date.parse('2026-03-02T15:00:00.000Z');

/** An answer for each call that a state makes; `test.history:google` is for one provider. */
export type Answers = { [C in CallChannel]?: Result<CallResponse<C>> | 'never' } & {
  [C in CallChannel as `${C}:${ProviderId}`]?: Result<CallResponse<C>> | 'never';
};

const origin = 'https://console.test';
const renderer = path.resolve(import.meta.dirname, '../../dist/renderer');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Once for a window: files of the built page, the clock, and a bridge that answers with what `window.name` holds. */
export async function preparePage(page: Page): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const file = path.join(renderer, name === '' ? 'index.html' : name);
    await route.fulfill({ body: readFileSync(file), contentType: types[path.extname(file)] ?? 'text/plain' });
  });
  // Frozen: no time passes between two pictures. Timers run.
  await page.clock.setFixedTime(now);
  await page.addInitScript(
    ({ calls, events }) => {
      const { answers, unanswered } = ((): { answers: Record<string, unknown>; unanswered: string[] } => {
        try {
          return { answers: JSON.parse(window.name), unanswered: [] };
        } catch {
          return { answers: {}, unanswered: [] };
        }
      })();
      const listeners: Record<string, Set<(payload: unknown) => void>> = {};
      const bridge: Record<string, Record<string, unknown>> = { on: {} };
      for (const channel of calls) {
        const [domain = '', verb = ''] = channel.split('.');
        bridge[domain] ??= {};
        bridge[domain][verb] = async (request: { provider?: string }) => {
          const answer = answers[`${channel}:${request?.provider}`] ?? answers[channel];
          if (answer === 'never') return new Promise(() => undefined);
          if (answer === undefined) unanswered.push(channel);
          return (
            answer ?? { ok: false, error: { code: 'none', message: channel, cause: '', fix: '', retryable: false } }
          );
        };
      }
      for (const event of events) {
        listeners[event] = new Set();
        Object.assign(bridge.on ?? {}, {
          [event]: (listener: (payload: unknown) => void) => {
            listeners[event]?.add(listener);
            return () => listeners[event]?.delete(listener);
          },
        });
      }
      Object.assign(window, {
        voxanne: bridge,
        unanswered,
        emit: (event: string, payload: unknown) => {
          for (const listener of listeners[event] ?? []) listener(payload);
        },
      });
    },
    { calls: callChannels, events: eventChannels },
  );
}

/** Opens the page with these answers, as the console does at its start. */
export async function openPage(page: Page, answers: Answers, file = 'index.html'): Promise<void> {
  await page.goto('about:blank');
  await page.evaluate((text) => {
    window.name = text;
  }, JSON.stringify(answers));
  await page.goto(`${origin}/${file}`);
  await page.locator('h1').first().waitFor();
}

/** Waits until all that is shown is there: fonts, pictures, what is loaded late. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // What idles is drawn, and what is measured is placed.
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 5000 }));
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** Calls that a state made and that nobody answered: the picture would show an error. */
export const unansweredOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { unanswered: string[] }).unanswered);

/** As the main process tells the window something. */
export const emit = (page: Page, event: string, payload: unknown): Promise<void> =>
  page.evaluate(
    ([name, told]) => (window as unknown as { emit(event: unknown, payload: unknown): void }).emit(name, told),
    [event, payload] as const,
  );
