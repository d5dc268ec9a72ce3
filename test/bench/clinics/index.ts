/** Few clinics beside many: everything that may grow with the list, in the real window. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, figure } from '../figures';
import { type Pair, ratioOf } from '../measure';
import { emptyWindow, startSample } from '../start';
import { checkAllByCommand, checkAllInWindow, type Server, startTwilioServer } from './check-all';
import { profiled } from './cpu-profile';
import { measureActivity } from './in-activity';
import { measureList } from './in-list';
import { openConsole } from './open-console';
import { type BenchProfile, profileWith } from './profiles';

/** Start to usable; without clinics that is the first screen’s heading. */
async function starts({ profileDir, clinics }: BenchProfile, server: Server, runs: number): Promise<Pair> {
  const pair: Pair = {
    name: `start to usable, ${clinics.toLocaleString('en')} clinics`,
    beside: 'an empty Electron window',
    budget: null,
    ours: [],
    theirs: [],
    unit: 'ms',
  };
  const emptyDir = mkdtempSync(path.join(tmpdir(), 'bench-empty-'));
  const selector = clinics === 0 ? 'h1' : '[data-clinic-row]';
  try {
    for (let run = -1; run < runs; run += 1) {
      const ours = await startSample(profileDir, selector, { VOXANNE_TWILIO_URL: server.origin });
      const theirs = await emptyWindow(emptyDir);
      // The first run reads files that are not in the system's cache yet.
      if (run < 0) continue;
      pair.ours.push(ours);
      pair.theirs.push(theirs);
    }
  } finally {
    rmSync(emptyDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return pair;
}

/** What is measured of each size; each by itself takes a few minutes at most. */
const parts = ['fill', 'opening', 'list', 'activity', 'check-all', 'command'] as const;
type Part = (typeof parts)[number];
export const isPart = (word: string): word is Part => parts.some((part) => part === word);

async function ofSize(
  clinics: number,
  entries: number,
  runs: number,
  has: (part: Part) => boolean,
): Promise<{ pairs: Pair[]; figures: Figure[] }> {
  const profile = await profileWith(clinics, entries);
  const server = await startTwilioServer(clinics);
  try {
    const pairs = has('opening') ? [await starts(profile, server, runs)] : [];
    const figures: Figure[] = [];
    if (clinics === 0) return { pairs, figures };
    if (has('list') || has('activity') || has('check-all')) {
      const opened = await openConsole(profile.profileDir, { VOXANNE_TWILIO_URL: server.origin });
      const measure = <T>(part: Part, work: () => Promise<T>) => profiled(opened, `${part}-${clinics}`, work);
      try {
        await opened.window.locator('[data-clinic-row]').first().waitFor();
        if (has('list')) figures.push(...(await measure('list', () => measureList(opened, profile, runs))));
        if (has('activity')) figures.push(...(await measure('activity', () => measureActivity(opened, entries, runs))));
        if (has('check-all')) {
          const all = await measure('check-all', () => checkAllInWindow(opened, profile, server));
          pairs.push(all.pair);
          figures.push(...all.figures);
        }
      } finally {
        await opened.close();
      }
    }
    if (has('command')) {
      const command = await checkAllByCommand(profile, server);
      pairs.push(command.pair);
      figures.push(...command.figures);
    }
    return { pairs, figures };
  } finally {
    server.close();
    profile.remove();
  }
}

/** How much longer a start takes with so many clinics than without any, each beside its empty windows. */
function startsBesideNone(measured: readonly { clinics: number; pairs: readonly Pair[] }[]): Figure[] {
  const starts = measured.flatMap(({ clinics, pairs }) =>
    pairs.filter(({ name }) => name.startsWith('start to usable')).map((pair) => ({ clinics, ratio: ratioOf(pair) })),
  );
  const none = starts.find(({ clinics }) => clinics === 0);
  if (none === undefined) return [];
  return starts
    .filter(({ clinics }) => clinics > 0)
    .map(({ clinics, ratio }) =>
      figure(
        `start beside that without clinics, ${clinics.toLocaleString('en')} clinics`,
        [ratio / none.ratio],
        'times',
        1.3,
      ),
    );
}

/**
 * @param sizes how many clinics; the largest has a trail of a million entries, in proportion for the others
 * @param only these parts; none means all of them
 */
export async function compareClinics(
  sizes: readonly number[],
  runs: number,
  only: readonly Part[],
): Promise<{ pairs: Pair[]; figures: Figure[] }> {
  const has = (part: Part) => only.length === 0 || only.includes(part);
  const measured = [];
  for (const clinics of sizes) measured.push({ clinics, ...(await ofSize(clinics, clinics * 10, runs, has)) });
  return {
    pairs: measured.flatMap(({ pairs }) => pairs),
    figures: [...startsBesideNone(measured), ...measured.flatMap(({ figures }) => figures)],
  };
}
