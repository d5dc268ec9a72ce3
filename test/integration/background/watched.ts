/** Clinics in a real database, watched under a clock of the test's own; the test says what their providers answer. */
import { setTimeout as wait } from 'node:timers/promises';
import { createBackgroundChecks } from '../../../src-main/background/background-checks';
import { createCheckAll } from '../../../src-main/checks/check-all';
import type { Attempt } from '../../../src-main/credentials/connection-checks';
import { metadataOf } from '../../../src-main/credentials/connection-view';
import type { ProofOutlook } from '../../../src-main/providers/outlook';
import type { ProviderProof } from '../../../src-main/providers/provider';
import type { Storage } from '../../../src-main/storage/repositories';
import { openVault } from '../../../src-main/vault/open-vault';
import type { BackgroundNotice } from '../../../src-shared/background/notice';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { ProviderId } from '../../../src-shared/primitives';
import { defaultSettings, type Settings } from '../../../src-shared/settings/settings';
import { createFakeClock } from '../../fakes/fake-clock';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { newProfileDir, platformOf, storageOf } from '../../unit/main/vault/profile';

export const hour = 3_600_000;
export const day = 24 * hour;
export type Answer = 'works' | 'broken' | 'no network';

const note = { action: 'organization.changed' as const, outcome: 'succeeded' as const, detail: '', simulated: true };
const refused: AppErrorData = {
  code: 'twilio.20003',
  message: 'Twilio refused the sign-in.',
  cause: '',
  fix: '',
  retryable: false,
};
const noNetwork: AppErrorData = { ...refused, code: 'network.offline', message: 'No network.', retryable: true };

const proofWith = (outlook: ProofOutlook): ProviderProof => ({
  headline: '',
  metadata: {},
  facts: [],
  notices: [],
  choice: null,
  rungs: [],
  problem: null,
  outlook,
});

/** @param aheadMs how far the computer's clock is ahead of the providers' when the clinics are added */
export async function watch(clinics: number, settings: Partial<Settings> = {}, aheadMs = 0) {
  const profileDir = newProfileDir();
  const keyStore = new FakeKeyStore();
  let working = 0;
  const time = createFakeClock('2026-03-02T09:00:00.000Z', () => working === 0);
  const platform = { ...platformOf(profileDir), now: time.clock.now };
  const first = await openVault({ platform, keyStore });
  const storage: Storage = storageOf(first);
  const ids: string[] = [];
  for (let index = 0; index < clinics; index += 1) {
    const clinic = await storage.organizations.add({ name: `Clinic ${index}`, timeZone: 'UTC', country: 'US' }, note);
    ids.push(clinic.id);
    await storage.forOrganization(clinic.id).credentials.save(
      {
        provider: 'twilio',
        methodId: 'auth-token',
        choice: null,
        metadata: {},
        accountKey: `AC${index}`,
        keyHint: '',
        simulated: true,
        verifiedAt: time.clock.now().toISOString(),
        expiresAt: null,
      },
      { accountSid: `AC${index}`, authToken: 'x' },
      [],
      note,
    );
  }
  const state = { settings: { ...defaultSettings, ...settings } };
  let answer: (index: number) => Answer = () => 'works';
  const requests: { index: number; at: number }[] = [];
  const shown: BackgroundNotice[][] = [];
  const faults: unknown[] = [];
  let dieAfterCheck = false;
  const began = time.clock.now().getTime() - aheadMs;
  /** What each clinic's provider tells of its future, in its own time. */
  let outlook: (index: number, providerTime: number) => Omit<ProofOutlook, 'aheadMs'> = () => ({});

  async function attempt(organizationId: string, provider: ProviderId): Promise<Attempt> {
    const index = ids.indexOf(organizationId);
    requests.push({ index, at: time.clock.elapsed() });
    const how = answer(index);
    const at = time.clock.now().toISOString();
    const { credentials } = storage.forOrganization(organizationId);
    if (how === 'no network')
      return {
        kind: 'no-proof',
        error: noNetwork,
        thrown: null,
        isNetwork: true,
        retryAfterMs: null,
        record: async () => {
          await credentials.recordCheck(provider, { lastError: noNetwork, attemptedAt: at }, [], null);
        },
      };
    if (how === 'broken') {
      const change = { status: 'needs-attention' as const, lastError: refused, attemptedAt: at };
      await credentials.recordCheck(provider, change, [], null);
      return { kind: 'disproved', error: refused, thrown: null };
    }
    const providerTime = began + time.clock.elapsed();
    const told = { aheadMs: providerTime - time.clock.now().getTime(), ...outlook(index, providerTime) };
    const metadata = metadataOf(proofWith(told), await credentials.find(provider), time.clock.now());
    const change = { status: 'active' as const, lastError: null, attemptedAt: at, verifiedAt: at, metadata };
    await credentials.recordCheck(provider, change, [], null);
    const connection = { problem: null, status: 'active', ladder: { provider, rungs: [] } };
    return { kind: 'proved', connection: connection as unknown as Connection };
  }

  /** One start of the program. */
  function start() {
    const checkAll = createCheckAll({ storage, credentials: { attempt }, publish: () => undefined });
    const background = createBackgroundChecks({
      storage: () => storage,
      checkAll: async () => ({
        ...checkAll,
        run: async (jobs, options) => {
          working += 1;
          const run = checkAll.run(jobs, { ...options, pause: async (round) => round < 2 });
          const ended = await run.finally(() => {
            working -= 1;
          });
          // As after a kill: what was checked is stored, and nothing was told of it.
          return dieAfterCheck ? new Promise(() => undefined) : ended;
        },
      }),
      settings: async () => state.settings,
      show: (notices) => void shown.push([...notices]),
      noticesChanged: () => undefined,
      clock: time.clock,
      report: (_where, thrown) => void faults.push(thrown),
    });
    background.start(1000);
    return background;
  }
  let running = start();

  return {
    storage,
    ids,
    time,
    state,
    requests,
    shown,
    faults,
    /** Of connections that broke or work again. */
    told: () =>
      shown
        .flat()
        .filter(({ kind }) => kind !== 'warning')
        .map(({ title }) => title),
    /** Of what is about to end. */
    warned: () =>
      shown
        .flat()
        .filter(({ kind }) => kind === 'warning')
        .map(({ title }) => title),
    /** What the providers tell of the future from now on. */
    foresees(next: typeof outlook) {
      outlook = next;
    },
    answers(next: (index: number) => Answer) {
      answer = next;
    },
    background: () => running,
    /** Ends the program in the middle of what it does, and starts it again. */
    kill() {
      running.close();
      dieAfterCheck = false;
      running = start();
    },
    dieAfterNextCheck() {
      dieAfterCheck = true;
    },
    async close() {
      running.close();
      await wait(0);
      first.close();
    },
  };
}
