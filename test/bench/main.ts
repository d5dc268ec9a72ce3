/** All benchmarks in one run, one table. `npm run bench`, or `npm run bench -- windows` for one of them. */
import { compareConnectGoogle, connectOnce } from './connect-google';
import { compareGoogle } from './google';
import { serveGoogle } from './google-server';
import { table } from './measure';
import { compareSealedCredential } from './sealed-credential';
import { compareSmsSuite } from './sms-suite';
import { compareWindows } from './windows';

const all = {
  windows: () => compareWindows(9),
  sms: () => compareSmsSuite(9),
  vault: () => compareSealedCredential(9),
  google: () => compareGoogle(15),
  connect: () => compareConnectGoogle(7),
};
const { BENCH_CONNECT, BENCH_GOOGLE } = process.env;
const wanted = process.argv.slice(2);
const chosen = Object.entries(all).filter(([name]) => wanted.length === 0 || wanted.includes(name));
if (BENCH_GOOGLE !== undefined) {
  await serveGoogle(Number(BENCH_GOOGLE));
} else if (BENCH_CONNECT !== undefined) {
  await connectOnce(BENCH_CONNECT);
} else if (chosen.length === 0) {
  console.error(`There is no such benchmark. There are: ${Object.keys(all).join(', ')}.`);
  process.exitCode = 2;
} else {
  const pairs = [];
  for (const [, compare] of chosen) pairs.push(...(await compare()));
  console.log(table(pairs));
}
