/**
 * Every answer of the simulator has the fields, the types and the paging that the published description promises, and
 * no others.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { listOf, readMetaList, refusalSchema } from './described';
import * as core from './published-core-shapes';
import * as registration from './published-registration-shapes';
import { call, credentialsOf, sendMessage, under } from './simulator-client';

let simulator: TwilioSimulator;
beforeAll(async () => {
  simulator = await startTwilioSimulator({ seed: 1, clockSpeed: 1000 });
});
afterAll(() => simulator.close());

const full = credentialsOf('credentials.full');
const get = (path: string, credentials = full) => call(simulator, 'GET', path, credentials);
const mine = (rest: string) => under(full.accountSid, rest);

describe('api.twilio.com', () => {
  it.each([
    ['the account', '.json', core.account],
    ['the balance', '/Balance.json', core.balance],
    ['phone numbers', '/IncomingPhoneNumbers.json', listOf('incoming_phone_numbers', core.phoneNumber)],
    [
      'phone numbers by number',
      '/IncomingPhoneNumbers.json?PhoneNumber=%2B12125550123',
      listOf('incoming_phone_numbers', core.phoneNumber),
    ],
    ['keys', '/Keys.json', listOf('keys', core.key)],
    ['caller ids', '/OutgoingCallerIds.json', listOf('outgoing_caller_ids', core.callerId)],
    ['messages', '/Messages.json', listOf('messages', core.message)],
  ])('answers for %s as described', async (_, rest, schema) => {
    const { status, body, headers } = await get(mine(rest));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json;charset=utf-8');
    schema.parse(body);
  });

  it('answers for a list of accounts, and for a trial account with caller ids', async () => {
    listOf('accounts', core.account).parse((await get('/2010-04-01/Accounts.json')).body);
    const trial = credentialsOf('credentials.trial');
    const { body } = await get(under(trial.accountSid, '/OutgoingCallerIds.json'), trial);
    expect(listOf('outgoing_caller_ids', core.callerId).parse(body).outgoing_caller_ids).toHaveLength(2);
  });

  it('answers 201 with a secret for a new key, which no later answer holds', async () => {
    const made = await call(simulator, 'POST', mine('/Keys.json'), full, { FriendlyName: 'conformance' });
    expect(made.status).toBe(201);
    const { sid, secret } = core.newKey.parse(made.body);
    expect(JSON.stringify((await get(mine('/Keys.json'))).body)).not.toContain(secret);
    core.key.parse((await get(mine(`/Keys/${sid}.json`))).body);
    expect(await call(simulator, 'DELETE', mine(`/Keys/${sid}.json`), full)).toMatchObject({ status: 204, body: {} });
    expect((await get(mine(`/Keys/${sid}.json`))).status).toBe(404);
  });

  it('answers 201 for a message, which keeps its shape at every status', async () => {
    const made = await sendMessage(simulator, full, { To: '+14155550199', From: '+12125550123', Body: 'Practice' });
    expect(made.status).toBe(201);
    core.message.parse(made.body);
    const failed = await sendMessage(simulator, full, { To: '+14155550103', From: '+12125550123', Body: 'Practice' });
    await expect
      .poll(async () => (await get(mine(`/Messages/${failed.body.sid}.json`))).body.status, { interval: 5 })
      .toBe('undelivered');
    for (const { body } of [
      await get(mine(`/Messages/${made.body.sid}.json`)),
      await get(mine(`/Messages/${failed.body.sid}.json`)),
    ])
      core.message.parse(body);
    expect((await get(mine(`/Messages/${failed.body.sid}.json`))).body).toMatchObject({
      error_code: 30003,
      error_message: 'Unreachable destination handset',
    });
  });

  it('counts segments as phones do', async () => {
    const segments = async (body: string) =>
      (await sendMessage(simulator, full, { To: '+14155550199', From: '+12125550123', Body: body })).body.num_segments;
    expect(await segments('a'.repeat(160))).toBe('1');
    expect(await segments('a'.repeat(161))).toBe('2');
    expect(await segments(`€${'a'.repeat(159)}`)).toBe('2');
    expect(await segments(`🔥${'a'.repeat(68)}`)).toBe('1');
    expect(await segments(`🔥${'a'.repeat(69)}`)).toBe('2');
    expect(await segments(`🔥${'a'.repeat(133)}`)).toBe('3');
  });
});

describe('paging', () => {
  it('names the next page until the last one, and the way back', async () => {
    const first = await get(mine('/IncomingPhoneNumbers.json?PageSize=25'));
    expect(first.body).toMatchObject({ page: 0, page_size: 25, start: 0, end: 24, previous_page_uri: null });
    const second = await get(String(first.body.next_page_uri));
    expect(second.body).toMatchObject({ page: 1, start: 25, end: 49 });
    const third = await get(String(second.body.next_page_uri));
    expect(third.body).toMatchObject({ page: 2, start: 50, end: 61, next_page_uri: null });
    expect((await get(String(second.body.previous_page_uri))).body.incoming_phone_numbers).toEqual(
      first.body.incoming_phone_numbers,
    );
    expect((await get(String(third.body.first_page_uri))).body.incoming_phone_numbers).toEqual(
      first.body.incoming_phone_numbers,
    );
  });

  it('keeps the filters in its links, and bounds the size of a page', async () => {
    const { body } = await get(mine('/IncomingPhoneNumbers.json?PhoneNumber=%2B1206&PageSize=5'));
    expect(body.next_page_uri).toContain('PhoneNumber=%2B1206');
    expect((await get(mine('/IncomingPhoneNumbers.json?PageSize=5000'))).body.page_size).toBe(1000);
    expect((await get(mine('/IncomingPhoneNumbers.json?PageSize=nonsense'))).body.page_size).toBe(50);
  });

  it('has a practice account whose list of numbers never ends', async () => {
    const endless = credentialsOf('credentials.endless-list');
    let next = under(endless.accountSid, '/IncomingPhoneNumbers.json?PageSize=1');
    for (let page = 0; page < 20; page += 1) {
      const { body } = await get(next, endless);
      listOf('incoming_phone_numbers', core.phoneNumber).parse(body);
      expect(body.page).toBe(page);
      next = String(body.next_page_uri);
    }
  });
});

describe('messaging.twilio.com and accounts.twilio.com', () => {
  it('answers for services, their numbers, campaigns and brands as described', async () => {
    const services = readMetaList('services', registration.service, (await get('/v1/Services')).body);
    expect(services.meta.url).toMatch(/^https:\/\/messaging\.twilio\.com\/v1\/Services\?/);
    const service = registration.service.parse(services.rows[0]);
    registration.service.parse((await get(`/v1/Services/${service.sid}`)).body);
    readMetaList(
      'phone_numbers',
      registration.serviceNumber,
      (await get(`/v1/Services/${service.sid}/PhoneNumbers?PageSize=20`)).body,
    );
    const campaigns = readMetaList(
      'compliance',
      registration.campaign,
      (await get(`/v1/Services/${service.sid}/Compliance/Usa2p`)).body,
    );
    const campaign = registration.campaign.parse(campaigns.rows[0]);
    registration.brand.parse((await get(`/v1/a2p/BrandRegistrations/${campaign.brand_registration_sid}`)).body);
    readMetaList('data', registration.brand, (await get('/v1/a2p/BrandRegistrations')).body);
  });

  it.each([
    ['credentials.us-unregistered', null, []],
    ['credentials.us-pending', 'IN_PROGRESS', []],
    ['credentials.us-registering', 'VERIFIED', []],
    ['credentials.us-rejected', 'FAILED', [expect.objectContaining({ error_code: 30897 })]],
  ])('shows the campaign of %s', async (id, status, errors) => {
    const credentials = credentialsOf(id);
    const { rows: services } = readMetaList(
      'services',
      registration.service,
      (await get('/v1/Services', credentials)).body,
    );
    if (status === null) {
      expect(services).toEqual([]);
      return;
    }
    const { sid } = registration.service.parse(services[0]);
    const { body } = await get(`/v1/Services/${sid}/Compliance/Usa2p`, credentials);
    expect(readMetaList('compliance', registration.campaign, body).rows).toMatchObject([
      { campaign_status: status, errors },
    ]);
    expect((await get(`/v1/Services/${sid}/PhoneNumbers`, credentials)).body.phone_numbers).toHaveLength(1);
  });

  it.each([
    ['credentials.tollfree-pending', 'IN_REVIEW', null],
    ['credentials.tollfree-rejected', 'TWILIO_REJECTED', 'The business website could not be reached.'],
  ])('shows the toll-free verification of %s', async (id, status, rejectionReason) => {
    const credentials = credentialsOf(id);
    const numbers = await get(under(credentials.accountSid, '/IncomingPhoneNumbers.json'), credentials);
    const { sid } = core.phoneNumber.parse((numbers.body.incoming_phone_numbers as unknown[])[0]);
    const { body } = await get(`/v1/Tollfree/Verifications?TollfreePhoneNumberSid=${sid}`, credentials);
    expect(readMetaList('verifications', registration.tollfree, body).rows).toMatchObject([
      { status, rejection_reason: rejectionReason },
    ]);
    expect(
      (await get('/v1/Tollfree/Verifications?TollfreePhoneNumberSid=PN0', credentials)).body.verifications,
    ).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    ['a wrong method', 'DELETE', '/Balance.json', 405, 20004],
    ['a path that does not exist', 'GET', '/Nonsense.json', 404, 20404],
    ['a message that does not exist', 'GET', '/Messages/SM00000000000000000000000000000000.json', 404, 20404],
    ['a page token that leads nowhere', 'GET', '/Messages.json?PageToken=PAnothing', 404, 20404],
  ])('answers %s in Twilio’s shape', async (_, method, rest, status, code) => {
    const reply = await call(simulator, method, mine(rest), full);
    expect(reply.status).toBe(status);
    expect(refusalSchema.parse(reply.body)).toMatchObject({
      status,
      code,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
    });
  });

  it('survives paths and bodies that make no sense', async () => {
    expect((await get('//')).status).toBe(404);
    expect((await get('/2010-04-01/Accounts/%ZZ.json')).status).toBe(404);
    expect(
      (await sendMessage(simulator, full, { To: '+14155550199', From: '+12125550123', Body: 'x'.repeat(70_000) }))
        .status,
    ).toBe(413);
    expect((await get(mine('/Balance.json'))).status).toBe(200);
  });

  it('does not offer its control API unless it is asked to', async () => {
    expect((await get('/_simulator/messages')).status).toBe(404);
  });
});
