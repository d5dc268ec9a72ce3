/** The console's services over a real vault and the loopback Google. */
import { afterEach } from 'vitest';
import { createCredentialService } from '../../../src-main/credentials/credential-service';
import { createTests } from '../../../src-main/messaging/create-tests';
import { createOrganizationService } from '../../../src-main/organizations/organization-service';
import { createProviders } from '../../../src-main/providers';
import { createGoogleClients } from '../../../src-main/providers/google/google-clients';
import { createGoogleProvider } from '../../../src-main/providers/google/google-provider';
import type { RetryPolicy } from '../../../src-main/providers/http/retry';
import { createSignInService, type OpenPage } from '../../../src-main/sign-in/sign-in-service';
import { type GoogleSimulator, practiceSignInClients, startGoogleSimulator } from '../../../src-main/simulator/google';
import type { SignInOutcome } from '../../../src-shared/credentials/sign-in';
import type { EventChannel } from '../../../src-shared/ipc/channels';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { endpointsAt } from '../../fakes/endpoints';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { newProfileDir, platformOf, storageOf, vaultIn } from '../../unit/main/vault/profile';
import { type Decision, signInAtPage } from './person';

const quick: RetryPolicy = { attempts: 3, pauseMs: 1, maxPauseMs: 5, deadlineMs: 5_000 };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The fields of a practice client: `google.full`, `google.testing`, … */
export function clientFields(id: string): Record<string, string> {
  const found = practiceSignInClients().find((client) => client.id === id);
  if (found === undefined) throw new Error(`no practice client ${id}`);
  return { ...found.fields };
}

export type ConsoleOptions = {
  simulator?: GoogleSimulator;
  /** How far this computer's clock is ahead of the true time, in milliseconds. */
  clockAheadMs?: number;
  timeoutMs?: number;
  profileDir?: string;
  keyStore?: FakeKeyStore;
  /** How often and how long look-ups are tried; by default quicker than the console's own. */
  retry?: RetryPolicy;
  /** How long Google has to withdraw an access, in milliseconds. */
  withdrawMs?: number;
};

/** A console with its own profile; the simulator is shared when one is handed over. */
export async function openConsole(options: ConsoleOptions = {}) {
  const simulator = options.simulator ?? (await startGoogleSimulator());
  if (options.simulator === undefined) closing.push(() => simulator.close());
  const clock = { aheadMs: options.clockAheadMs ?? 0 };
  const now = () => Date.now() + clock.aheadMs;
  const profileDir = options.profileDir ?? newProfileDir();
  const keyStore = options.keyStore ?? new FakeKeyStore();
  const vault = await vaultIn(profileDir, keyStore);
  const storage = storageOf(vault);
  const platform = { ...platformOf(profileDir), now: () => new Date(now()) };
  const endpoints = endpointsAt({ google: simulator.origin });
  const published: { event: EventChannel; payload: unknown }[] = [];
  const publish = (event: EventChannel, payload: unknown) => void published.push({ event, payload });
  const google = createGoogleClients({ redirect: simulator.origin, retry: options.retry ?? quick, now });
  const providers = { ...createProviders(endpoints), google: createGoogleProvider(google, now) };
  const { withdrawMs } = options;
  const credentials = createCredentialService({
    storage,
    providers,
    endpoints,
    platform,
    publish,
    ...(withdrawMs === undefined ? {} : { withdrawMs }),
  });
  const organizations = createOrganizationService({ storage, endAccess: credentials.endAll, platform, publish });
  const signIns = createSignInService({
    storage,
    providers,
    credentials,
    endpoints,
    platform,
    publish,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  const { tests } = createTests({
    storage,
    providers,
    endpoints,
    platform,
    publish,
    logger: { warn: () => undefined },
    foundInUse: credentials.foundInUse,
  });
  const close = async () => {
    await Promise.all([signIns.stopAll(), tests.stopAll()]);
    credentials.forgetHeld();
    vault.close();
  };
  closing.push(close);
  const signal = new AbortController().signal;

  const addClinic = async (name = 'Sunrise Dental', timeZone = 'America/Los_Angeles') =>
    (await organizations.add({ name, timeZone, country: 'US' })).id;

  const start = (
    organizationId: string,
    fields: Record<string, string>,
    open: OpenPage = null,
    methodId: string | null = null,
  ) => signIns.start({ organizationId, provider: 'google', methodId, fields, importId: null }, open);

  /** Connects as a person would. */
  async function connect(
    organizationId: string,
    fields: Record<string, string> = clientFields('google.full'),
    decision: Decision = {},
    methodId: string | null = null,
  ): Promise<SignInOutcome> {
    const started = await start(organizationId, fields, null, methodId);
    if (started.state !== 'waiting') throw new Error(`not waiting: ${started.state}`);
    await signInAtPage(started.link, decision);
    return outcomeOf(organizationId);
  }

  async function outcomeOf(organizationId: string): Promise<SignInOutcome> {
    const ended = await signIns.waitFor(organizationId, 'google');
    if (ended?.state !== 'ended') throw new Error(`not ended: ${ended?.state}`);
    return ended.outcome;
  }

  const startTest = (organizationId: string) => tests.start(organizationId, 'google', { to: null, only: null });
  /** Runs the calendar test to its end. */
  async function runTest(organizationId: string): Promise<TestRun> {
    const { id } = await startTest(organizationId);
    return tests.waitFor(organizationId, 'google', id);
  }

  const fieldsOf = async (organizationId: string) =>
    (await storage.forOrganization(organizationId).credentials.open('google')).fields;
  const stored = (organizationId: string) => storage.forOrganization(organizationId).credentials.find('google');

  return {
    simulator,
    control: simulator.control,
    clock,
    profileDir,
    keyStore,
    vault,
    storage,
    google,
    providers,
    credentials,
    organizations,
    signIns,
    tests,
    runTest,
    startTest,
    published,
    signal,
    close,
    addClinic,
    start,
    connect,
    outcomeOf,
    fieldsOf,
    stored,
  };
}

export type Console = Awaited<ReturnType<typeof openConsole>>;
