/**
 * All benchmarks in one run: `npm run bench`, or `npm run bench -- start suite` for some of them. Numbers are sizes for
 * `clinics`, which is measured only where it is named: `npm run bench -- clinics 0 1000`; some of its parts only:
 * `npm run bench -- clinics 10000 list command`.
 */
import { compareClinics, isPart } from './clinics';
import { serveTwilio } from './clinics/check-all';
import { compareConnectGoogle, connectOnce } from './connect-google';
import { figureTable } from './figures';
import { compareGoogle } from './google';
import { serveGoogle } from './google-server';
import { type Pair, table } from './measure';
import { compareStart } from './start';
import { compareSuite } from './suite';
import { compareVault } from './vault';

const all: Readonly<Record<string, () => Promise<Pair[]>>> = {
  start: () => compareStart(9),
  suite: () => compareSuite(9),
  vault: () => compareVault(9),
  google: async () => [...(await compareGoogle(15)), ...(await compareConnectGoogle(7))],
};
const { BENCH_CONNECT, BENCH_GOOGLE, BENCH_TWILIO } = process.env;
const isSize = (word: string) => /^\d+$/.test(word);
const only = process.argv.slice(2).filter(isPart);
const wanted = process.argv.slice(2).filter((word) => !isSize(word) && !isPart(word));
const sizes = process.argv.slice(2).filter(isSize).map(Number);
const unknown = wanted.filter((name) => name !== 'clinics' && !Object.hasOwn(all, name));
if (BENCH_TWILIO !== undefined) {
  await serveTwilio(BENCH_TWILIO);
} else if (BENCH_GOOGLE !== undefined) {
  await serveGoogle(Number(BENCH_GOOGLE));
} else if (BENCH_CONNECT !== undefined) {
  await connectOnce(BENCH_CONNECT);
} else if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${[...Object.keys(all), 'clinics'].join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  const pairs: Pair[] = [];
  for (const [name, compare] of Object.entries(all))
    if (wanted.length === 0 || wanted.includes(name)) pairs.push(...(await compare()));
  if (!wanted.includes('clinics')) console.log(table(pairs));
  else {
    const measured = await compareClinics(sizes.length > 0 ? sizes : [0, 1_000, 10_000, 100_000], 5, only);
    console.log(`${table([...pairs, ...measured.pairs])}\n\n${figureTable(measured.figures)}`);
  }
}
