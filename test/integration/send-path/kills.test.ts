/**
 * Killed at any moment and started again, the program knows of each message what became of it, and sends none again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import type { MessageRecord } from '../../../src-main/storage/repositories';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { seededChance } from '../../fakes/chance';
import { startFaultProxy } from '../../fakes/fault-proxy';
import { pace } from '../../fakes/pace';
import { bundleChild } from '../storage/bundle-child';
import { createFileKeyStore } from '../storage/file-key-store';
import { contradictions, discrepancies, doubts, type Taken } from './accounting';
import { badNetwork } from './bad-network';
import { type Account, memoryFolder, openProfile, patientReconcile } from './profile';

const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 100);
/** Profiles that are killed side by side, each with clinics of its own. */
const profiles = 3;
const clinicsEach = 4;

let bundle: string;
let simulator: TwilioSimulator;
let folder: string;
beforeAll(async () => {
  bundle = await bundleChild('../send-path/child.ts');
  simulator = await startTwilioSimulator({ clockSpeed: 40 });
  folder = mkdtempSync(join(await memoryFolder(), 'voxanne-kills-'));
}, 120_000);
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(bundle, '..'), { recursive: true, force: true });
});

const openIn = (place: string) => openProfile(createFileKeyStore(join(place, 'keychain')), join(place, 'profile'));

const chance = seededChance('kills');

/** One start, killed after something was said and a random while. @returns what it said */
async function startAndKill(
  place: string,
  origin: string,
  after: 'opened' | 'recovered' | 'started',
  atMostMs: number,
): Promise<string> {
  const child: ChildProcess = spawn(
    process.execPath,
    [bundle, join(place, 'profile'), join(place, 'keychain'), origin],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => (said += chunk));
  child.stderr?.on('data', (chunk) => (errors += chunk));
  const ended = new Promise((resolve) => child.on('close', resolve));
  while (!said.includes(`"${after}"`) && child.exitCode === null) await wait(2);
  await wait(chance('when') * atMostMs);
  child.kill('SIGKILL');
  await ended;
  expect(errors).toBe('');
  return said;
}

type Clinic = { account: Account; organizationId: string };

/** Every run of a clinic with its messages, as the profile has them now. */
async function runsOf(
  profile: Awaited<ReturnType<typeof openIn>>,
  { organizationId }: Clinic,
): Promise<{ run: TestRun; records: MessageRecord[] }[]> {
  const { tests, messages } = profile.storage.forOrganization(organizationId);
  const runs = await tests.history('twilio', 100_000);
  return Promise.all(runs.map(async (run) => ({ run, records: await messages.ofRun(run.id) })));
}

/** Kills one profile's program again and again, and looks each time. */
async function killOver(place: string, accounts: readonly Account[], seed: number, times: number) {
  const made = await openIn(place);
  const clinics: Clinic[] = [];
  for (const account of accounts) {
    const { organizationId } = await made.addClinic(`Clinic ${clinics.length + 1}`, account);
    clinics.push({ account, organizationId });
  }
  made.close();
  const takenBy = ({ account }: Clinic): Taken[] =>
    simulator.control.messages().filter(({ accountSid }) => accountSid === account.accountSid);

  let sends = 0;
  let cutOff = 0;
  const announced = new Set<string>();
  for (let kill = 1; kill <= times; kill += 1) {
    const proxy = await startFaultProxy({ target: simulator.origin, ...badNetwork(seed + kill), slowMs: 60 });
    // Most kills fall into the sending; some into the opening and into the looking after earlier runs.
    const during =
      kill % 10 === 0 ? ('opened' as const) : kill % 10 === 5 ? ('recovered' as const) : ('started' as const);
    const said = await startAndKill(place, proxy.origin, during, (during === 'started' ? 700 : 150) * pace);
    for (const [, id] of said.matchAll(/"started":"([^"]+)"/g)) announced.add(id ?? '');
    // What was on its way to the server when the kill came arrives, or it never will.
    await proxy.abandoned();
    await proxy.close();
    sends += proxy.log.filter(({ method }) => method === 'POST').length;
    const profile = await openIn(place);
    try {
      for (const clinic of clinics) {
        const runs = await runsOf(profile, clinic);
        cutOff += runs.filter(({ run }) => run.state === 'running').length;
        expect(
          discrepancies(
            runs.flatMap(({ records }) => records),
            takenBy(clinic),
          ),
        ).toEqual([]);
        for (const { run, records } of runs)
          if (run.state !== 'running') expect(contradictions(records, run)).toEqual([]);
      }
    } finally {
      profile.close();
    }
  }
  const atTheServer = () => clinics.flatMap(takenBy).length;
  const before = atTheServer();

  const profile = await openIn(place);
  const service = profile.start(simulator.origin, { reconcile: patientReconcile });
  // The first look finds what is there; a message that is not counts as not sent only a while after it was missed.
  await service.recoverInterrupted();
  for (const _look of [1, 2]) {
    await wait(patientReconcile.absenceProvesAfterMs);
    await service.recoverInterrupted();
  }
  await service.stopAll();
  const states: Record<string, number> = {};
  let intended = 0;
  for (const clinic of clinics) {
    const runs = await runsOf(profile, clinic);
    for (const { run, records } of runs) {
      expect([...doubts(records, run), ...contradictions(records, run)]).toEqual([]);
      announced.delete(run.id);
      states[run.state] = (states[run.state] ?? 0) + 1;
      intended += records.length;
      for (const { state } of records) states[state] = (states[state] ?? 0) + 1;
    }
    expect(
      discrepancies(
        runs.flatMap(({ records }) => records),
        takenBy(clinic),
      ),
    ).toEqual([]);
  }
  profile.close();
  expect([...announced]).toEqual([]);
  // Looking the messages up sent nothing, and the server has exactly what the record says.
  expect(atTheServer()).toBe(before);
  expect(states.accepted ?? 0).toBe(before);
  expect(sends).toBeLessThanOrEqual(intended);
  return { kills: times, cutOff, intended, requestsToSend: sends, atTheServer: before, ...states };
}

describe(`killed ${kills} times while tests run`, { timeout: 600_000 }, () => {
  test('every message is accounted for once, and every run that was cut off says so', async () => {
    const accounts = simulator.control.addAccounts(profiles * clinicsEach);
    const tallies: Record<string, number>[] = await Promise.all(
      Array.from({ length: profiles }, (_, index) =>
        killOver(
          join(folder, String(index)),
          accounts.splice(0, clinicsEach),
          index * 1000,
          Math.ceil(kills / profiles),
        ),
      ),
    );
    const tally: Record<string, number> = {};
    for (const [name, value] of tallies.flatMap((one) => Object.entries(one))) tally[name] = (tally[name] ?? 0) + value;
    process.stdout.write(`${JSON.stringify(tally)}\n`);
    // Counter-proof: enough kills interrupted a run.
    if (kills >= 50) expect(tally.interrupted ?? 0).toBeGreaterThan(kills / 2);
  });
});
