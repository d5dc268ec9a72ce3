/** The real twilio package cannot tell the simulator from Twilio. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { credentialsOf, twilioClient } from './simulator-client';

let simulator: TwilioSimulator;
beforeEach(async () => {
  simulator = await startTwilioSimulator({ seed: 7, clockSpeed: 20 });
});
afterEach(() => simulator.close());

const full = credentialsOf('credentials.full');

describe('the twilio package against the simulator', () => {
  it('fetches the account and its balance', async () => {
    const client = twilioClient(simulator, full);
    const account = await client.api.v2010.accounts(full.accountSid).fetch();
    expect(account).toMatchObject({
      sid: full.accountSid,
      friendlyName: 'Practice · Sunrise Dental',
      status: 'active',
      type: 'Full',
      authToken: full.password,
    });
    expect(account.dateCreated.toISOString()).toBe('2025-03-03T09:30:00.000Z');
    expect(await client.balance.fetch()).toMatchObject({ balance: '42.17', currency: 'USD' });
  });

  it('walks all pages of the phone numbers, each number once', async () => {
    const client = twilioClient(simulator, full);
    const numbers = await client.incomingPhoneNumbers.list();
    expect(numbers).toHaveLength(62);
    expect(new Set(numbers.map((number) => number.phoneNumber)).size).toBe(62);
    expect(simulator.control.requestCount()).toBe(2);
    expect((await client.incomingPhoneNumbers.list({ pageSize: 7 })).map((number) => number.sid)).toEqual(
      numbers.map((number) => number.sid),
    );
    expect(await client.incomingPhoneNumbers.list({ limit: 3 })).toHaveLength(3);
  });

  it('finds one number, whole or in part', async () => {
    const client = twilioClient(simulator, full);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: '+442079460123' });
    expect(number).toMatchObject({
      friendlyName: 'London office',
      capabilities: { sms: true, mms: false, voice: true, fax: false },
    });
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: '12125550' })).toHaveLength(4);
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: '+12125559999' })).toEqual([]);
  });

  it('sends a message and sees it queued, sending, sent and delivered, never backwards', async () => {
    const client = twilioClient(simulator, full);
    const created = await client.messages.create({ to: '+14155550199', from: '+12125550123', body: 'Hello 👋' });
    expect(created).toMatchObject({
      status: 'queued',
      errorCode: null,
      numSegments: '1',
      direction: 'outbound-api',
      to: '+14155550199',
      dateSent: null,
    });
    const seen: string[] = [];
    await expect
      .poll(
        async () => {
          const { status } = await client.messages(created.sid).fetch();
          if (seen.at(-1) !== status) seen.push(status);
          return status;
        },
        { timeout: 60_000, interval: 5 },
      )
      .toBe('delivered');
    const order = ['queued', 'sending', 'sent', 'delivered'];
    expect(seen).toEqual(order.filter((status) => seen.includes(status)));
    expect(simulator.control.messages()).toMatchObject([{ sid: created.sid, body: 'Hello 👋', status: 'delivered' }]);
  });

  it('finds a message again by recipient, sender and time', async () => {
    const client = twilioClient(simulator, full);
    const before = new Date(Date.now() - 60_000);
    const one = await client.messages.create({ to: '+14155550199', from: '+12125550123', body: 'one' });
    const two = await client.messages.create({ to: '+14155550199', from: '+12125550124', body: 'two' });
    await client.messages.create({ to: '+14155550198', from: '+12125550123', body: 'three' });
    const sids = (messages: { sid: string }[]) => messages.map((message) => message.sid);
    expect(sids(await client.messages.list({ to: '+14155550199' }))).toEqual([two.sid, one.sid]);
    expect(
      sids(await client.messages.list({ to: '+14155550199', from: '+12125550123', dateSentAfter: before })),
    ).toEqual([one.sid]);
    expect(sids(await client.messages.list({ to: '+14155550199', dateSentBefore: before }))).toEqual([]);
    expect(sids(await client.messages.list({ dateSent: new Date() }))).toHaveLength(3);
  });

  it('keeps pages apart while new messages come in', async () => {
    const client = twilioClient(simulator, full);
    for (let n = 0; n < 6; n += 1)
      await client.messages.create({ to: '+14155550199', from: '+12125550123', body: `message ${n}` });
    const first = await client.messages.page({ pageSize: 3 });
    await client.messages.create({ to: '+14155550199', from: '+12125550123', body: 'late' });
    const second = await first.nextPage();
    expect([...first.instances, ...(second?.instances ?? [])].map((message) => message.body)).toEqual(
      [5, 4, 3, 2, 1, 0].map((n) => `message ${n}`),
    );
  });

  it('makes a key with the auth token, works with it, and stops when it is deleted', async () => {
    const client = twilioClient(simulator, full);
    const key = await client.newKeys.create({ friendlyName: 'Made by a test' });
    expect(key.secret).toMatch(/^[0-9a-f]{32}$/);
    expect((await client.keys.list()).map((one) => one.sid)).toContain(key.sid);
    const withKey = twilioClient(simulator, { user: key.sid, password: key.secret, accountSid: full.accountSid });
    expect(await withKey.incomingPhoneNumbers.list({ limit: 1 })).toHaveLength(1);
    await client.keys(key.sid).remove();
    await expect(withKey.incomingPhoneNumbers.list({ limit: 1 })).rejects.toMatchObject({ code: 20003, status: 401 });
  });

  it('replaces the auth token: both work until the second is promoted, then the old one fails', async () => {
    const client = twilioClient(simulator, full);
    const { secondaryAuthToken } = await client.accounts.v1.secondaryAuthToken().create();
    const renewed = twilioClient(simulator, { ...full, password: secondaryAuthToken });
    expect((await client.balance.fetch()).balance).toBe('42.17');
    expect((await renewed.balance.fetch()).balance).toBe('42.17');
    expect((await client.accounts.v1.authTokenPromotion().update()).authToken).toBe(secondaryAuthToken);
    await expect(client.balance.fetch()).rejects.toMatchObject({ code: 20003 });
    expect((await renewed.balance.fetch()).balance).toBe('42.17');
  });

  it('walks from service to numbers to campaign to brand', async () => {
    const client = twilioClient(simulator, full);
    const [service] = await client.messaging.v1.services.list();
    if (service === undefined) throw new Error('no service');
    const services = client.messaging.v1.services(service.sid);
    expect(await services.phoneNumbers.list()).toHaveLength(51);
    const [campaign] = await services.usAppToPerson.list();
    expect(campaign).toMatchObject({ campaignStatus: 'VERIFIED', errors: [] });
    expect(await client.messaging.v1.brandRegistrations(campaign?.brandRegistrationSid ?? '').fetch()).toMatchObject({
      status: 'APPROVED',
    });
    const [tollfree] = await client.messaging.v1.tollfreeVerifications.list();
    expect(tollfree).toMatchObject({ status: 'TWILIO_APPROVED' });
  });
});
