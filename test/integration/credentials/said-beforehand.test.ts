/** What is said before something is saved that would surprise: another account, a number that another clinic has. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { type OpenConsole, openConsole } from '../security/workspace';

let simulator: TwilioSimulator;
let console: OpenConsole;
beforeAll(async () => {
  simulator = await startTwilioSimulator();
  console = await openConsole({ twilio: simulator.origin, google: 'http://127.0.0.1:9' });
});
afterAll(async () => {
  await console.close();
  await simulator.close();
});

const frontDesk = '+12125550123';
const provider = 'twilio' as const;

const addClinic = async (name: string) =>
  (await console.call('organizations.add', { name, timeZone: 'America/New_York', country: 'US' })).id;

async function verify(organizationId: string, scenario: string) {
  const found = practiceScenarios().credentials.find(({ id }) => id === `credentials.${scenario}`);
  if (found === undefined) throw new Error(`no scenario ${scenario}`);
  const { methodId, fields } = found;
  return console.call('credentials.verify', { organizationId, provider, methodId, fields, importId: null });
}

async function connect(organizationId: string, scenario: string, choice: string) {
  const { verificationId } = await verify(organizationId, scenario);
  return console.call('credentials.save', { organizationId, provider, verificationId, choice });
}

const shown = async (organizationId: string) =>
  (await console.call('credentials.list', { organizationId })).connections[0];

test('credentials of another account replace the present ones only when that is meant', async () => {
  const clinic = await addClinic('Sunrise Dental');
  const before = await connect(clinic, 'full', frontDesk);
  expect(before.known?.fields.accountSid).toMatch(/^AC[0-9a-f]{32}$/);

  // Another key of the same account is nothing to stop at.
  expect((await verify(clinic, 'api-key')).otherAccount).toBeUndefined();

  const other = await verify(clinic, 'trial');
  expect(other.otherAccount?.before).toContain('Sunrise Dental');
  expect(other.otherAccount?.now).toContain('Maple Street');
  const choice = other.choice?.preferred ?? null;
  const request = { organizationId: clinic, provider, verificationId: other.verificationId, choice };
  expect(await console.answer('credentials.save', request)).toMatchObject({
    ok: false,
    error: { code: 'credentials.other-account' },
  });
  expect((await shown(clinic))?.credentialId).toBe(before.credentialId);
  await console.call('credentials.save', { ...request, meansOtherAccount: true });
  expect((await shown(clinic))?.known?.fields).not.toEqual(before.known?.fields);
});

test('a number that other clinics have is named where it is picked, and on each card', async () => {
  const west = await addClinic('Sunrise Dental West');
  await connect(west, 'full', frontDesk);
  expect((await shown(west))?.notices.map(({ title }) => title)).not.toContain('Another clinic has this number');

  const east = await addClinic('Sunrise Dental East');
  const { choice } = await verify(east, 'full');
  const cautionsOf = (number: string) => choice?.options.find(({ id }) => id === number)?.cautions;
  expect(cautionsOf(frontDesk)).toEqual(['Sunrise Dental West uses it already.']);
  expect(choice?.options.filter(({ cautions }) => cautions !== undefined)).toHaveLength(1);
  await connect(east, 'full', frontDesk);
  for (const [clinic, other] of [
    [west, 'Sunrise Dental East'],
    [east, 'Sunrise Dental West'],
  ] as const)
    expect((await shown(clinic))?.notices).toContainEqual(
      expect.objectContaining({ title: 'Another clinic has this number', text: expect.stringContaining(other) }),
    );
  const options = await console.call('credentials.options', { organizationId: west, provider });
  expect(options.options.find(({ id }) => id === frontDesk)?.cautions).toEqual([
    'Sunrise Dental East uses it already.',
  ]);
});
