/**
 * A console ends by kill −9 at any word that it says to the database or to Twilio, while it sends a text. Another
 * console of the same vault follows its test up by looking only: what left is known, and nothing is sent twice.
 *
 * `VOXANNE_TEST_KILLS=n` sets how many kills there are, `VOXANNE_SEED=n` repeats them.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { seededChance } from '../../fakes/chance';
import { saveCredential } from '../../unit/main/vault/profile';
import { bundleChild } from '../storage/bundle-child';
import { createFileKeyStore } from '../storage/file-key-store';
import { startSharedVault, type TestConsole } from './consoles';

const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 4);
const chance = seededChance('texts');

let keychains: string;
let bundle: string;
let twilio: TwilioSimulator;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let ben: TestConsole;
let owner: pg.Client;
let clinic: string;

beforeAll(async () => {
  bundle = await bundleChild('../shared-vault/texts-child.ts');
  keychains = mkdtempSync(path.join(tmpdir(), 'voxanne-keychains-'));
  twilio = await startTwilioSimulator({ clockSpeed: 40 });
  vault = await startSharedVault({
    env: { VOXANNE_TWILIO_URL: twilio.origin },
    keyStoreOf: (name) => createFileKeyStore(path.join(keychains, name)),
  });
  ben = await vault.admit('Ben');
  clinic = await vault.anna.addClinic('Sunrise Dental');
  const [account] = twilio.control.addAccounts(1);
  if (!account) throw new Error('no account');
  const { accountSid, authToken, phoneNumber } = account;
  const over = { accountKey: accountSid, simulated: true };
  await saveCredential(
    (await vault.anna.storage()).forOrganization(clinic),
    { accountSid, authToken },
    phoneNumber,
    over,
  );
  await vault.anna.close();
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await vault?.close();
  await twilio?.close();
  for (const folder of [keychains, path.dirname(bundle ?? '')]) rmSync(folder, { recursive: true, force: true });
});

type Counted = { points: number; sentAt: number };
/** @returns the points that it came to, and the one at which the text left; null where it was killed */
async function run(killAt: number, to: string): Promise<Counted | null> {
  const { profileDir } = vault.anna;
  const args = [bundle, profileDir, path.join(keychains, 'anna'), String(killAt), clinic, to, twilio.origin];
  const child = spawn(process.execPath, args);
  let [said, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('close', (...ended) => resolve(ended)),
  );
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(errors);
  return signal === 'SIGKILL' ? null : (JSON.parse(said) as Counted);
}
const textsTo = (number: string) => twilio.control.messages().filter(({ to }) => to === number);
const numbered = (index: number) => `+1312${2_000_000 + index}`;

test(
  `after ${kills} kills each text left once or not at all, and the other console knows which`,
  async () => {
    const { points, sentAt } = (await run(0, numbered(0))) ?? { points: 0, sentAt: 0 };
    expect(sentAt).toBeGreaterThan(20);
    expect(points).toBeGreaterThan(sentAt + 20);
    expect(textsTo(numbered(0))).toHaveLength(1);
    const { tests } = await (await ben.workspace()).connections();
    const scope = (await ben.storage()).forOrganization(clinic);
    const ended = { killed: 0, left: 0, 'not left': 0 };
    for (let kill = 1; kill <= kills; kill += 1) {
      const to = numbered(kill);
      // Every second one about when the text leaves.
      const at = kill % 2 === 0 ? 1 + Math.floor(chance('at') * points) : sentAt - 15 + Math.floor(chance('at') * 30);
      const where = `killed at ${at} of ${points}`;
      if ((await run(at, to)) === null) ended.killed += 1;
      // As a minute later.
      await owner.query('DELETE FROM voxanne.run_leases');
      await tests.recover();
      const sent = textsTo(to);
      expect(sent.length, where).toBeLessThanOrEqual(1);
      const ofIt = (await tests.history(clinic, 'twilio', 5)).filter(({ recipient }) => recipient === to);
      expect(ofIt.length, where).toBeLessThanOrEqual(1);
      expect(
        ofIt.map(({ state }) => state),
        where,
      ).not.toContain('running');
      const records = await Promise.all(ofIt.map(({ id }) => scope.messages.ofRun(id)));
      const sids = records.flat().flatMap(({ sid }) => (sid === null ? [] : [sid]));
      expect(sids, where).toEqual(sent.map(({ sid }) => sid));
      ended[sent.length === 1 ? 'left' : 'not left'] += 1;
      // Looked up once more, and nothing left meanwhile.
      await tests.recover();
      expect(textsTo(to), where).toHaveLength(sent.length);
    }
    // Nothing of all that stands in the way of the next one.
    const next = numbered(kills + 1);
    const begun = await tests.start(clinic, 'twilio', { to: next, only: ['test-sms'] });
    await tests.waitFor(clinic, 'twilio', begun.id);
    expect(textsTo(next)).toHaveLength(1);
    expect(await (await ben.storage()).audit.verify()).toMatchObject({ intact: true });
    console.info(`kills while a text is sent: ${kills}, ${JSON.stringify(ended)}, it leaves at ${sentAt} of ${points}`);
    expect(ended.killed).toBeGreaterThan(kills / 2);
    if (kills >= 40) expect(Math.min(ended.left, ended['not left'])).toBeGreaterThan(kills / 8);
  },
  120_000 + kills * 15_000,
);
