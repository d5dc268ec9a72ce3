/** Builds practice accounts. The same index always gives the same account. */
import type { Fault } from './faults';
import { fixtureSecret, fixtureSid } from './ids';
import type {
  Account,
  ApiKey,
  Brand,
  CallerId,
  Campaign,
  NumberRegistration,
  OwnedNumber,
  TollfreeVerification,
} from './model';

/** A fixed day of creation, so that what is shown does not depend on the day of the test. */
export const fixtureDay = Date.UTC(2025, 2, 3, 9, 30);

export type NumberSpec = {
  phoneNumber: string;
  friendlyName: string;
  sms?: boolean;
  mms?: boolean;
  kind?: OwnedNumber['kind'];
  country?: string;
  registration?: NumberRegistration;
};

export type AccountSpec = {
  /** Which account this is; its SIDs and secrets follow from it. */
  index: number;
  friendlyName: string;
  numbers: readonly NumberSpec[];
  status?: Account['status'];
  type?: Account['type'];
  balance?: string;
  testOnly?: boolean;
  endlessNumbers?: boolean;
  fault?: Fault;
  callerIds?: readonly { phoneNumber: string; friendlyName: string; verified: boolean }[];
  keys?: readonly Pick<ApiKey, 'friendlyName' | 'kind' | 'permissions'>[];
  /** A messaging service holding the US numbers, with its campaign; none when left out. */
  campaign?: { status: Campaign['status']; brandStatus: Brand['status']; reason?: string };
  tollfree?: { status: TollfreeVerification['status']; rejectionReason: string | null };
};

function buildNumber(account: number, spec: NumberSpec, item: number): OwnedNumber {
  const country = spec.country ?? 'US';
  const kind = spec.kind ?? 'local';
  const sms = spec.sms ?? true;
  return {
    sid: fixtureSid('PN', account, item + 1),
    phoneNumber: spec.phoneNumber,
    friendlyName: spec.friendlyName,
    kind,
    country,
    capabilities: { voice: true, sms, mms: spec.mms ?? (sms && country === 'US'), fax: false },
    registration: spec.registration ?? (country === 'US' ? 'registered' : 'not-applicable'),
    createdAt: fixtureDay + item * 60_000,
    // "Still registering" is a matter of hours, so this one follows the clock.
    attachedAt: spec.registration === 'registering' ? Date.now() - 3 * 3_600_000 : fixtureDay + item * 60_000,
  };
}

export function buildAccount(spec: AccountSpec): Account {
  const { index } = spec;
  const numbers = spec.numbers.map((number, item) => buildNumber(index, number, item));
  const keys = (spec.keys ?? []).map(
    (key, item): ApiKey => ({
      ...key,
      sid: fixtureSid('SK', index, item + 1),
      secret: fixtureSecret(index, 'secret', item + 1),
      createdAt: fixtureDay,
    }),
  );
  const callerIds = (spec.callerIds ?? []).map(
    (callerId, item): CallerId => ({ ...callerId, sid: fixtureSid('PN', index, 0x1000 + item), createdAt: fixtureDay }),
  );
  const brandSid = fixtureSid('BN', index, 1);
  const { campaign, tollfree } = spec;
  // Numbers are in the campaign's service, except unregistered ones once the campaign is approved.
  const isApproved = campaign?.status === 'VERIFIED';
  const inService = numbers.filter(
    ({ country, kind, registration }) =>
      country === 'US' &&
      kind === 'local' &&
      registration !== 'not-applicable' &&
      (!isApproved || registration !== 'unregistered'),
  );
  const error = {
    error_code: 30897,
    description: campaign?.reason ?? '',
    fields: ['MESSAGE_FLOW'],
    url: 'https://www.twilio.com/docs/api/errors/30897',
  };
  return {
    sid: fixtureSid('AC', index),
    friendlyName: spec.friendlyName,
    status: spec.status ?? 'active',
    type: spec.type ?? 'Full',
    authToken: fixtureSecret(index, 'token'),
    secondaryAuthToken: null,
    balance: spec.balance ?? '42.17',
    currency: 'USD',
    // A trial that is under way, whatever the day.
    createdAt: spec.type === 'Trial' ? Date.now() - 12 * 24 * 3_600_000 : fixtureDay,
    testOnly: spec.testOnly ?? false,
    endlessNumbers: spec.endlessNumbers ?? false,
    fault: spec.fault ?? null,
    numbers,
    callerIds,
    keys: new Map(keys.map((key) => [key.sid, key])),
    services:
      campaign === undefined
        ? []
        : [
            {
              sid: fixtureSid('MG', index, 1),
              friendlyName: 'Practice · appointment messages',
              numberSids: (campaign.status === 'VERIFIED' ? inService : numbers).map((number) => number.sid),
              campaign: {
                sid: fixtureSid('QE', index, 1),
                brandSid,
                status: campaign.status,
                errors: campaign.status === 'FAILED' ? [error] : [],
              },
              createdAt: fixtureDay,
            },
          ],
    brands:
      campaign === undefined
        ? []
        : [
            {
              sid: brandSid,
              status: campaign.brandStatus,
              identityStatus: campaign.brandStatus === 'APPROVED' ? 'VERIFIED' : 'UNVERIFIED',
              failureReason:
                campaign.brandStatus === 'FAILED' ? 'The tax number does not belong to this business name.' : null,
            },
          ],
    tollfree:
      tollfree === undefined
        ? []
        : numbers
            .filter((number) => number.kind === 'toll free')
            .map((number, item) => ({
              sid: fixtureSid('HH', index, item + 1),
              numberSid: number.sid,
              phoneNumber: number.phoneNumber,
              businessName: spec.friendlyName,
              ...tollfree,
              createdAt: fixtureDay,
            })),
    messages: [],
  };
}
