/** Many clinics, each with an account of its own at a loopback Twilio that can hang, be busy or be gone. */
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCheckAll } from '../../../src-main/checks/check-all';
import { createCredentialService } from '../../../src-main/credentials/credential-service';
import { createProviders } from '../../../src-main/providers';
import type { RetryPolicy } from '../../../src-main/providers/http/retry';
import { createTwilioApiFactory } from '../../../src-main/providers/twilio/twilio-client';
import { createTwilioProvider } from '../../../src-main/providers/twilio/twilio-provider';
import type { CheckAllProgress } from '../../../src-shared/organizations/organization';
import { endpointsAt } from '../../fakes/endpoints';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { newProfileDir, platformOf, storageOf, vaultIn } from '../../unit/main/vault/profile';

const sidOf = (index: number) => `AC${String(index).padStart(32, '0')}`;
const json = (answer: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  void answer.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));

/** Of every account. */
const ownNumber = {
  sid: `PN${'b2'.repeat(16)}`,
  phone_number: '+12125550123',
  friendly_name: 'Front desk',
  capabilities: { sms: true, mms: true, voice: true, fax: false },
};

/** How the server answers for an account. */
export type Behaviour = (index: number) => 'answers' | 'hangs' | 'busy' | 'resets' | 'refuses';

export async function startManyTwilio(port = 0) {
  let behaviour: Behaviour = () => 'answers';
  const hanging = new Set<number>();
  const requests: number[] = [];
  const server = http.createServer((request, answer) => {
    const index = Number(/Accounts\/AC(\d{32})/.exec(request.url ?? '')?.[1]);
    requests.push(index);
    const how = behaviour(index);
    if (how === 'resets') return void request.socket.resetAndDestroy();
    if (how === 'hangs') return void hanging.add(index);
    if (how === 'busy') return json(answer, 429, { code: 20429, message: 'Too Many Requests' }, { 'Retry-After': '1' });
    if (how === 'refuses') return json(answer, 401, { code: 20003, message: 'Authenticate', status: 401 });
    const path = request.url ?? '';
    if (path.includes('/Balance')) return json(answer, 200, { balance: '10.00', currency: 'USD' });
    if (path.includes('/IncomingPhoneNumbers'))
      return json(answer, 200, { incoming_phone_numbers: [ownNumber], next_page_uri: null });
    const account = { sid: sidOf(index), friendly_name: `Clinic ${index}`, type: 'Full', status: 'active' };
    return json(answer, 200, account);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;
  return {
    origin: `http://127.0.0.1:${own}`,
    port: own,
    requests,
    hanging,
    behave(next: Behaviour) {
      behaviour = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const note = { action: 'organization.changed' as const, outcome: 'succeeded' as const, detail: '', simulated: true };

/** @param retry of each look-up */
export async function openMany(origin: string, count: number, retry: RetryPolicy, lookUpTimeoutMs = 60_000) {
  const profileDir = newProfileDir();
  const vault = await vaultIn(profileDir, new FakeKeyStore());
  const storage = storageOf(vault);
  const endpoints = endpointsAt({ twilio: origin });
  const createApi = createTwilioApiFactory({ redirect: origin, retry, lookUpTimeoutMs });
  const providers = { ...createProviders(endpoints), twilio: createTwilioProvider(createApi) };
  const progress: CheckAllProgress[] = [];
  const publish = (event: string, payload: unknown) =>
    void (event === 'organizations.checkAllProgress' && progress.push(payload as CheckAllProgress));
  const credentials = createCredentialService({
    storage,
    providers,
    endpoints,
    platform: platformOf(profileDir),
    publish,
  });
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const organization = await storage.organizations.add(
      { name: `Clinic ${index}`, timeZone: 'America/Los_Angeles', country: 'US' },
      note,
    );
    ids.push(organization.id);
    await storage.forOrganization(organization.id).credentials.save(
      {
        provider: 'twilio',
        methodId: 'auth-token',
        choice: null,
        metadata: {},
        accountKey: sidOf(index),
        keyHint: 'ending in f0f0',
        simulated: true,
        verifiedAt: null,
        expiresAt: null,
      },
      { accountSid: sidOf(index), authToken: 'f0'.repeat(16) },
      [],
      note,
    );
  }
  const checkAll = createCheckAll({ storage, credentials, publish });
  /** Indexes of the clinics whose record holds a failure. */
  const withProblem = async () => {
    const overviews = await storage.organizations.overviews();
    return overviews
      .filter((overview) => overview.credentials.some(({ lastError }) => lastError !== null))
      .map(({ organization }) => ids.indexOf(organization.id))
      .toSorted((a, b) => a - b);
  };
  return { storage, credentials, checkAll, progress, ids, withProblem, close: () => vault.close() };
}
