/**
 * All benchmarks in one run: `npm run bench`, or `npm run bench -- start suite` for some of them. Numbers are sizes for
 * `clinics` and `shared`, which are measured only where they are named: `npm run bench -- clinics 0 1000`,
 * `npm run bench -- shared 10000`; some parts of `clinics` only: `npm run bench -- clinics 10000 list command`.
 */
import { compareClinics, isPart } from './clinics';
import { serveTwilio } from './clinics/check-all';
import { compareConnectGoogle, connectOnce } from './connect-google';
import { type Figure, figureTable } from './figures';
import { compareGoogle } from './google';
import { serveGoogle } from './google-server';
import { type Pair, table } from './measure';
import { compareShared } from './shared';
import { type CrowdOf, serveCrowd } from './shared/crowd';
import { compareStart } from './start';
import { compareSuite } from './suite';
import { compareVault } from './vault';

const all: Readonly<Record<string, () => Promise<Pair[]>>> = {
  start: () => compareStart(9),
  suite: () => compareSuite(9),
  vault: () => compareVault(9),
  google: async () => [...(await compareGoogle(15)), ...(await compareConnectGoogle(7))],
};
const named = ['clinics', 'shared'];
const { BENCH_CONNECT, BENCH_CROWD, BENCH_GOOGLE, BENCH_TWILIO } = process.env;
const isSize = (word: string) => /^\d+$/.test(word);
const only = process.argv.slice(2).filter(isPart);
const wanted = process.argv.slice(2).filter((word) => !isSize(word) && !isPart(word));
const sizes = process.argv.slice(2).filter(isSize).map(Number);
const unknown = wanted.filter((name) => !named.includes(name) && !Object.hasOwn(all, name));
if (BENCH_TWILIO !== undefined) {
  await serveTwilio(BENCH_TWILIO);
} else if (BENCH_CROWD !== undefined) {
  await serveCrowd(JSON.parse(BENCH_CROWD) as CrowdOf);
} else if (BENCH_GOOGLE !== undefined) {
  await serveGoogle(Number(BENCH_GOOGLE));
} else if (BENCH_CONNECT !== undefined) {
  await connectOnce(BENCH_CONNECT);
} else if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${[...Object.keys(all), ...named].join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  const pairs: Pair[] = [];
  for (const [name, compare] of Object.entries(all))
    if (wanted.length === 0 || wanted.includes(name)) pairs.push(...(await compare()));
  const figures: Figure[] = [];
  if (wanted.includes('clinics')) {
    const measured = await compareClinics(sizes.length > 0 ? sizes : [0, 1_000, 10_000, 100_000], 5, only);
    pairs.push(...measured.pairs);
    figures.push(...measured.figures);
  }
  if (wanted.includes('shared')) {
    const measured = await compareShared(sizes.length > 0 ? sizes : [10_000], 7);
    pairs.push(...measured.pairs);
    figures.push(...measured.figures);
  }
  console.log(figures.length === 0 ? table(pairs) : `${table(pairs)}\n\n${figureTable(figures)}`);
}
