/**
 * Registration, asked of a Twilio over HTTP: the practice accounts tell each state in words, and a hostile server can
 * neither hang nor break a check.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dayWords } from '../../../src-main/providers/day-words';
import { lookUpRegistration } from '../../../src-main/providers/twilio/registration';
import type { TwilioRegistrationApi } from '../../../src-main/providers/twilio/twilio-api';
import { createTwilioApiFactory } from '../../../src-main/providers/twilio/twilio-client';
import { createTwilioProvider } from '../../../src-main/providers/twilio/twilio-provider';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';

const signal = new AbortController().signal;
let simulator: TwilioSimulator;
beforeAll(async () => {
  simulator = await startTwilioSimulator();
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.reset());

const providerAt = (origin: string) => createTwilioProvider(createTwilioApiFactory({ redirect: origin }));
const scenario = (id: string) => {
  const found = practiceScenarios().credentials.find((each) => each.id === `credentials.${id}`);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
};

async function prove(id: string, number: string | null, origin = simulator.origin) {
  const { methodId, fields } = scenario(id);
  const proof = await providerAt(origin).prove(methodId, fields, number, signal);
  return {
    proof,
    rung: proof.rungs.find((each) => each.id === 'registered') ?? null,
    fact: proof.facts.find((each) => each.id === 'registration')?.value ?? null,
    notice: proof.notices.find(({ title }) => /regist|campaign|toll-free/i.test(title)) ?? null,
  };
}

describe('a +1 number of another country', () => {
  test.each([
    ['Canada', '+16042345678'],
    ['Puerto Rico', '+17872345678'],
    ['Jamaica', '+18762345678'],
  ])('%s: needed only for texts to US phones, and that is said', async (_country, number) => {
    const question = { number, numberSid: Promise.resolve(null), isTrial: Promise.resolve(false), isKey: false };
    const asked = new Proxy({} as TwilioRegistrationApi, {
      get: () => () => Promise.reject(new Error('nothing is asked of Twilio')),
    });
    const found = await lookUpRegistration(asked, { ...question, now: 0, signal });
    expect(found.rung).toEqual({ state: 'not-applicable', proof: 'Needed only for texts to US phones' });
    expect(found.notice).toMatchObject({ tone: 'info', title: 'Needed for texts to US phones' });
  });
});

describe('the state of a number, in words', () => {
  test.each([
    [
      'full',
      '+12125550123',
      'unproven',
      'Campaign approved; a text that arrives on a US phone proves the number',
      null,
    ],
    [
      'full',
      '+12125550126',
      'disproved',
      'Not registered: the number is in no approved campaign',
      'US number not registered',
    ],
    ['full', '+18335550100', 'proven', 'Twilio verified this toll-free number', null],
    ['full', '+442079460123', 'not-applicable', 'Only +1 numbers need it', null],
    ['trial', '+14045550150', 'unproven', 'Trial account: to be registered once it is upgraded', null],
    [
      'us-unregistered',
      '+13125550150',
      'disproved',
      'Not registered: the number is in no approved campaign',
      'US number not registered',
    ],
    [
      'us-pending',
      '+15035550150',
      'pending',
      'Campaign in review, number not registered yet',
      'Campaign waiting for approval',
    ],
    [
      'us-registering',
      '+12065550150',
      'unproven',
      'Campaign approved, number still registering',
      'Campaign approved, number still registering',
    ],
    [
      'us-rejected',
      '+16125550150',
      'disproved',
      'Campaign rejected: The description of how patients agree to get messages could not be checked.',
      'Campaign rejected',
    ],
    [
      'us-brand-rejected',
      '+16025550150',
      'disproved',
      'Business registration rejected: The tax number does not belong to this business name.',
      'Business registration rejected',
    ],
    [
      'tollfree-pending',
      '+18885550150',
      'pending',
      'Toll-free verification in review',
      'Toll-free verification in review',
    ],
    [
      'tollfree-rejected',
      '+18665550150',
      'disproved',
      'Toll-free verification rejected: The business website could not be reached.',
      'Toll-free verification rejected',
    ],
  ])('%s %s is %s: %s', async (id, number, state, words, title) => {
    const { proof, rung, fact, notice } = await prove(id, number);
    expect(rung).toEqual({ id: 'registered', state, proof: words });
    // The card says it in two or three words.
    expect(fact?.length).toBeLessThan(45);
    if (title !== null) expect(fact).toBe(title);
    expect(notice?.title ?? null).toBe(title);
    // A number that is not registered is no fault of the credential.
    expect(proof.problem).toBeNull();
    if (state === 'disproved') expect(notice?.text).toMatch(/Console|nothing needs to be done/i);
  });

  test('a key that may not read it: said so, and no error', async () => {
    const { proof, rung } = await prove('restricted-key-no-registration', '+12125550123');
    expect(rung).toEqual({ id: 'registered', state: 'unproven', proof: 'Registrations are not visible to this key' });
    expect(proof.problem).toBeNull();
  });

  test('an auth token is no key: an account without the product is told as such', async () => {
    simulator.control.setFault({
      fault: { kind: 'status', status: 404, code: 20404, message: 'Not found' },
      pathIncludes: '/v1/',
    });
    const { proof, rung, fact } = await prove('full', '+12125550123');
    expect(rung).toEqual({
      id: 'registered',
      state: 'unproven',
      proof: 'Twilio does not show this account’s registrations',
    });
    expect([fact, proof.problem]).toEqual(['Not shown by Twilio', null]);
  });

  test('before a number is picked nothing is asked', async () => {
    const { rung, fact } = await prove('full', null);
    expect([rung, fact]).toEqual([null, null]);
    expect(simulator.control.requestCount()).toBe(3);
  });

  test('a number without SMS has no registration to tell', async () => {
    const { rung, fact } = await prove('full', '+12125550125');
    expect([rung, fact]).toEqual([null, null]);
  });
});

describe('when the registration can’t be read', () => {
  test.each([
    ['an HTML page', { kind: 'html', status: 200 } as const],
    ['a fault of Twilio’s', { kind: 'html', status: 503 } as const],
    ['another shape', { kind: 'other-shape', status: 422 } as const],
    ['a broken connection', { kind: 'reset' } as const],
    ['a redirect', { kind: 'redirect', location: 'https://elsewhere.invalid/' } as const],
    ['far too much', { kind: 'too-large' } as const],
  ])('%s: the rest of the check stands, and what was known before stays', async (_name, fault) => {
    simulator.control.setFault({ fault, pathIncludes: '/v1/' });
    const { proof, rung, fact } = await prove('full', '+12125550123');
    expect(rung).toBeNull();
    expect(fact).toMatch(/^Could not be read this time/);
    expect(proof.problem).toBeNull();
    expect(proof.rungs.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'signed-in proven',
      'number-owned proven',
      'sms-capable proven',
    ]);
  });

  test('no answer at all keeps nobody longer than five seconds', async () => {
    simulator.control.setFault({ fault: { kind: 'stall' }, pathIncludes: '/v1/Services' });
    const { rung, fact } = await prove('full', '+12125550123');
    expect([rung, fact]).toEqual([null, 'Not told in time; check again later']);
  });

  test('a refused account is told at once, without waiting for the registration', async () => {
    simulator.control.setFault({ fault: { kind: 'stall' }, pathIncludes: '/v1/' });
    // The clock stands still, so that whoever waits for the registration waits for ever.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await expect(prove('wrong-token', '+12125550123')).rejects.toMatchObject({ data: { code: 'twilio.20003' } });
    } finally {
      vi.useRealTimers();
    }
  });
});

test('a refused toll-free verification: until when it can be corrected is told ahead, and said', async () => {
  const number = '+18665550150';
  const { proof, notice } = await prove('tollfree-rejected', number);
  const end = proof.outlook?.ends?.tollfree;
  expect(end).toMatchObject({ what: 'The toll-free verification can be corrected until' });
  expect(notice?.text).toContain(dayWords(end?.at ?? 0));
  // A number that is not toll-free has no such end, and one that was not looked up says nothing of it.
  expect((await prove('full', '+12125550123')).proof.outlook?.ends).toMatchObject({ tollfree: null });
  expect((await prove('full', null)).proof.outlook?.ends).not.toHaveProperty('tollfree');
});

describe('a server that pages for ever', () => {
  /** Answers every list request with another page of new items, without end. */
  async function endless(
    answer: (path: string, page: number) => object,
  ): Promise<{ server: Server; origin: string; requests: () => number }> {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(answer(url.pathname, Number(url.searchParams.get('Page') ?? '0'))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => requests };
  }
  const account = { sid: scenario('full').fields.accountSid, friendly_name: 'Endless', type: 'Full', status: 'active' };
  const own = {
    incoming_phone_numbers: [{ sid: `PN${'1'.repeat(32)}`, phone_number: '+12125550123', capabilities: { sms: true } }],
    next_page_uri: null,
  };
  const basics = (path: string): object | null => {
    if (path.endsWith('IncomingPhoneNumbers.json')) return own;
    if (path.endsWith('Balance.json')) return { balance: '1', currency: 'USD' };
    return path.startsWith('/2010-04-01') ? account : null;
  };

  test('of services that hold nothing: ends with a clear message, not a verdict', async () => {
    const hostile = await endless((path, page) => {
      const basic = basics(path);
      if (basic !== null) return basic;
      if (path === '/v1/Services')
        return {
          services: [{ sid: `MG${page}` }],
          meta: { next_page_url: `https://messaging.twilio.com/v1/Services?Page=${page + 1}` },
        };
      return { phone_numbers: [], meta: { next_page_url: null } };
    });
    try {
      const { rung, notice } = await prove('full', '+12125550123', hostile.origin);
      expect(rung).toEqual({
        id: 'registered',
        state: 'unproven',
        proof: 'Could not be told: Twilio’s lists did not come to an end',
      });
      expect(notice?.text).toContain('does not end after 20 pages');
      expect(hostile.requests()).toBeLessThan(60);
    } finally {
      hostile.server.close();
    }
  });

  test('of other people’s toll-free numbers: none is taken for this one', async () => {
    const hostile = await endless((path, page) => {
      if (path.endsWith('IncomingPhoneNumbers.json'))
        return {
          incoming_phone_numbers: [
            { sid: `PN${'2'.repeat(32)}`, phone_number: '+18335550100', capabilities: { sms: true } },
          ],
        };
      return (
        basics(path) ?? {
          verifications: [{ status: 'TWILIO_APPROVED', tollfree_phone_number_sid: `PN${page}` }],
          meta: { next_page_url: `https://messaging.twilio.com/v1/Tollfree/Verifications?Page=${page + 1}` },
        }
      );
    });
    try {
      expect((await prove('full', '+18335550100', hostile.origin)).rung?.state).toBe('unproven');
    } finally {
      hostile.server.close();
    }
  });

  test('next pages that lead to another host are not fetched', async () => {
    const hostile = await endless(
      (path) =>
        basics(path) ?? {
          services: [{ sid: 'MG1' }],
          phone_numbers: [],
          meta: { next_page_url: 'https://evil.invalid/v1/Services?Page=1' },
        },
    );
    try {
      const { rung, notice } = await prove('full', '+12125550123', hostile.origin);
      expect(rung?.state).toBe('unproven');
      expect(notice?.text).toContain('somewhere else than at Twilio');
    } finally {
      hostile.server.close();
    }
  });
});

test('states that are added later are told in Twilio’s own word', async () => {
  const words = ['SUSPENDED', 'SOMETHING_NEW', null];
  const { campaignOf } = await import('./registration-fixture');
  for (const status of words) {
    const rung = await campaignOf(status);
    expect(rung?.state).toBe('unproven');
    expect(rung?.proof).toContain(status ?? 'does not tell');
  }
});
