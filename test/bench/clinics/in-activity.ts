/** Activity over a long trail: its first page, searches, and the chain. */
import { type Figure, figure } from '../figures';
import { blocksDuring } from './blocks';
import type { Opened } from './open-console';

type Question = { search: string };

export async function measureActivity(opened: Opened, entries: number, runs: number): Promise<Figure[]> {
  const { window } = opened;
  const size = `${entries.toLocaleString('en')} entries`;
  const ask = (question: Question) =>
    window.evaluate(async ({ search }) => {
      const start = performance.now();
      const answer = await globalThis.window.voxanne.audit.list({
        organizationId: null,
        before: null,
        limit: 100,
        search,
        outcome: null,
      });
      if (!answer.ok) throw new Error(answer.error.message);
      return { ms: performance.now() - start, indexed: answer.value.indexed ?? 1 };
    }, question);

  const before = performance.now();
  // Answers are right while the index is made; the figures are those of the finished index.
  while ((await ask({ search: 'quicksilver' })).indexed < 1) await new Promise((resolve) => setTimeout(resolve, 500));
  const indexing = performance.now() - before;
  const times = async (search: string) => {
    const all: number[] = [];
    for (let run = 0; run < runs; run += 1) all.push((await ask({ search })).ms);
    return all;
  };
  let figures: Figure[] = [];
  const blocks = await blocksDuring(opened, async () => {
    figures = [
      figure(`Activity’s first page, ${size}`, await times(''), 'ms', 10),
      figure(`a rare word, ${size}`, await times('quicksilver'), 'ms', 50),
      figure(`a frequent word, ${size}`, await times('proven'), 'ms', 50),
      figure(`a word that is nowhere, ${size}`, await times('unheard'), 'ms', 50),
      figure(`two letters that are nowhere, ${size}`, await times('qx'), 'ms', null),
    ];
  });
  const chain = await window.evaluate(async () => {
    const start = performance.now();
    const answer = await globalThis.window.voxanne.audit.verify({});
    return answer.ok ? (answer.value.checked * 1000) / (performance.now() - start) : Number.NaN;
  });
  return [
    ...figures,
    figure(`longest block of main while searching, ${size}`, [blocks.main], 'ms', 16),
    figure(`longest block of the page while searching, ${size}`, [blocks.page], 'ms', 50),
    figure(`entries of the chain verified a second, ${size}`, [chain], '', 200_000, 'least'),
    figure(`the index made, ${size}`, [indexing / 1000], 's', null),
  ];
}
