/** The built page with fixed answers in the place of the main process, and a fixed time of day. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { crossing } from '../../src-main/ipc/crossing';
import { type CallChannel, callChannels, eventChannels } from '../../src-shared/ipc/channels';
import type { CallResponse } from '../../src-shared/ipc/contract';
import type { ProviderId } from '../../src-shared/providers/ids';
import type { Result } from '../../src-shared/result';
import { now } from './moment';

/** An answer for each call that a state makes; `test.history:google` is for one provider. */
export type Answers = { [C in CallChannel]?: Result<CallResponse<C>> | 'never' } & {
  [C in CallChannel as `${C}:${ProviderId}`]?: Result<CallResponse<C>> | 'never';
};

/** Sizes of the window's content: the smallest that is meant to be used, the one that must do, and a desk's. */
export const sizes = { small: [800, 560], usual: [1024, 700], large: [1440, 900] } as const;
export type Size = (typeof sizes)[keyof typeof sizes];

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

export type PageServer = { origin: string; close: () => Promise<void> };

/** Serves the built page. Over HTTP, so that a browser compiles its scripts once and not for each state. */
export async function servePage(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    let body: Buffer;
    try {
      body = readFileSync(path.join(renderer, name));
    } catch {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[path.extname(name)] ?? 'text/plain',
      'cache-control': 'max-age=3600, immutable',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Once for a window: the clock, and a bridge that answers with what `window.name` holds. */
export async function preparePage(page: Page): Promise<void> {
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

/** As they cross into the page. */
const crossed = (answers: Answers) =>
  Object.fromEntries(
    Object.entries(answers).map(([channel, answer]) => [
      channel,
      typeof answer === 'object' ? crossing(channel as CallChannel, answer) : answer,
    ]),
  );

/** Opens the page with these answers, as the console does at its start. */
export async function openPage(page: Page, { origin }: PageServer, answers: Answers, language = 'en'): Promise<void> {
  const address = `${origin}/${language === 'en' ? 'index.html' : `index.${language}.html`}`;
  // Its name stays with a window from page to page of one origin.
  if (!page.url().startsWith(origin)) await page.goto(address);
  await page.evaluate(
    (text) => {
      window.name = text;
    },
    JSON.stringify(crossed(answers)),
  );
  await page.goto(address);
  await page.locator('h1, [role="alert"]').first().waitFor();
}

/** Waits until all that is shown is there: fonts, pictures, what is loaded late, the words of what takes long. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // What idles is drawn, and what is measured is placed.
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 5000 }));
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let count = 0; count < 3; count += 1) await frame();
    while (document.querySelector('[data-loading]') !== null) await frame();
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
