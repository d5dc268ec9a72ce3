/** A receptionist that starts, uses what it has, and ends; where a number is given, it kills itself on the way. */
import { writeSync } from 'node:fs';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { createKillPoints } from './killed-at';

const [databaseUrl = '', keyFile = '', cacheFile = '', killAt = '0', clinic = ''] = process.argv.slice(2);
// Written synchronously: the line is out before this process can be killed.
const say = (line: Record<string, unknown>) => void writeSync(1, `${JSON.stringify(line)}\n`);
const codeIn = (thrown: unknown) => String(Reflect.get(Object(Reflect.get(Object(thrown), 'data')), 'code'));

async function main() {
  const points = createKillPoints(Number(killAt));
  points.watchStatements();
  points.watchFiles();
  const receptionist = await openReceptionist({ databaseUrl, keyFile, cacheFile, pollMs: 60_000 });
  for (let time = 0; time < 3; time += 1)
    await receptionist
      .use(clinic, 'twilio', async ({ fields }) => say({ held: fields.authToken }))
      .catch((thrown: unknown) => say({ held: codeIn(thrown) }));
  await receptionist.close();
  say({ points: points.count() });
}

void main();
