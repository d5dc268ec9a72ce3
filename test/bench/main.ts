/** All benchmarks in one run, one table. `npm run bench`, or `npm run bench -- start suite` for some of them. */
import { compareConnectGoogle, connectOnce } from './connect-google';
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
const { BENCH_CONNECT, BENCH_GOOGLE } = process.env;
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(all, name));
if (BENCH_GOOGLE !== undefined) {
  await serveGoogle(Number(BENCH_GOOGLE));
} else if (BENCH_CONNECT !== undefined) {
  await connectOnce(BENCH_CONNECT);
} else if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(all).join(', ')}.`);
  process.exitCode = 2;
} else {
  const pairs: Pair[] = [];
  for (const [name, compare] of Object.entries(all))
    if (wanted.length === 0 || wanted.includes(name)) pairs.push(...(await compare()));
  console.log(table(pairs));
}
