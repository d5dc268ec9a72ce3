/** Clipboards: one for each console of the tests, and the one of the display, which they use in turns. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { Clipboard } from 'electron';
import { withLock } from '../../../scripts/setup/lock.mjs';

type Texts = Pick<Clipboard, 'readText' | 'writeText' | 'clear'>;
type Swapped = { clipboards: { own: Texts; ofDisplay: Texts } };

/**
 * Gives a console a clipboard of its own. A display has one for all programs, and tests that run at the same time would
 * read what another has copied.
 */
export async function giveOwnClipboard(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ clipboard }) => {
    let held = '';
    const own: Texts = {
      readText: async () => held,
      writeText: async (text) => {
        held = text;
      },
      clear: async () => {
        held = '';
      },
    };
    const [readText, writeText, clear] = [clipboard.readText, clipboard.writeText, clipboard.clear].map((call) =>
      call.bind(clipboard),
    ) as [Texts['readText'], Texts['writeText'], Texts['clear']];
    Object.assign(globalThis, { clipboards: { own, ofDisplay: { readText, writeText, clear } } } satisfies Swapped);
    Object.assign(clipboard, own);
  });
}

/** Lets a console use the clipboard of the display while `work` lasts, which no other test does then. */
export async function withDisplayClipboard<T>(app: ElectronApplication, work: () => Promise<T>): Promise<T> {
  const use = (which: keyof Swapped['clipboards']) =>
    app.evaluate(({ clipboard }, name) => {
      Object.assign(clipboard, (globalThis as unknown as Swapped).clipboards[name]);
    }, which);
  const display = (process.env.DISPLAY ?? '').replace(/\W/g, '-');
  return withLock(
    path.join(tmpdir(), `voxanne-e2e-clipboard${display}.lock`),
    async () => {
      await use('ofDisplay');
      try {
        return await work();
      } finally {
        await use('own');
      }
    },
    'Another test uses the clipboard …',
  );
}
