/**
 * Whether a number may text in the US. No look-up of Twilio's answers that by number: one goes from the messaging
 * services to their numbers, to the campaign, to the business. An approved campaign is not yet a registered number;
 * what proves that is a text that arrives.
 */

import { displayPhoneNumber } from '../../../src-shared/messaging/phone-number';
import { t } from '../../../src-shared/texts/translate';
import {
  brandStands,
  campaignApproved,
  campaignRefused,
  campaignWaiting,
  endlessRegistration,
  hiddenRegistration,
  neededForUsPhones,
  notApplicable,
  type RegistrationFinding,
  serviceWithoutCampaign,
  tollfreeFinding,
  tollfreeUnsubmitted,
  trialUnregistered,
  unknownState,
  unreadRegistration,
  unregistered,
} from './registration-words';
import type { TwilioList, TwilioRegistrationApi, TwilioReview, TwilioServiceNumber } from './twilio-api';
import { TwilioCallError } from './twilio-errors';

type NumberKind = 'us-local' | 'toll-free' | 'short-code' | 'other-plus-one' | 'elsewhere';

/** The kind of registration that a sender needs, by its number alone. */
function numberKind(number: string): NumberKind {
  if (/^\d{3,8}$/.test(number)) return 'short-code';
  if (/^\+18(?:00|33|44|55|66|77|88)\d{7}$/.test(number)) return 'toll-free';
  if (!/^\+1\d{10}$/.test(number)) return 'elsewhere';
  // A +1 number that no country claims (area codes kept for practice) is treated as American: better one look-up too
  // many.
  const { country } = displayPhoneNumber(number);
  return country === null || country === 'US' ? 'us-local' : 'other-plus-one';
}

/**
 * How long after it was added to its campaign a number counts as still registering, in milliseconds. Twilio says a day,
 * sometimes more.
 */
const registeringMs = 3 * 24 * 3_600_000;
/** Services looked up concurrently; more would exceed Twilio's limit. */
const together = 6;

/** What the numbers in a messaging service say; null when the number is in none. */
type Attachment = { serviceSid: string; number: TwilioServiceNumber };

async function findService(
  api: TwilioRegistrationApi,
  e164: string,
  signal: AbortSignal,
): Promise<{ found: Attachment | null; incompleteReason: string | null }> {
  const services = await api.listServices(signal);
  let { incompleteReason } = services;
  for (let start = 0; start < services.items.length; start += together) {
    const batch = services.items.slice(start, start + together);
    const lists = await Promise.all(
      batch.map(async (serviceSid) => ({
        serviceSid,
        numbers: await api.listServiceNumbers(serviceSid, e164, signal),
      })),
    );
    for (const { serviceSid, numbers } of lists) {
      const number = numbers.items.find((one) => one.e164 === e164);
      if (number !== undefined) return { found: { serviceSid, number }, incompleteReason: null };
      incompleteReason ??= numbers.incompleteReason;
    }
  }
  return { found: null, incompleteReason };
}

/** The campaign that counts: an approved one if there is one. */
const best = <T extends TwilioReview>(list: TwilioList<T>, approved: string): T | undefined =>
  list.items.find(({ status }) => status === approved) ?? list.items[0];

const brandInTheWay = new Set(['FAILED', 'SUSPENDED', 'PENDING', 'IN_REVIEW']);

async function localRegistration(
  api: TwilioRegistrationApi,
  e164: string,
  now: number,
  isTrial: Promise<boolean>,
  signal: AbortSignal,
): Promise<RegistrationFinding> {
  const { found, incompleteReason } = await findService(api, e164, signal);
  if (found === null) {
    if (incompleteReason !== null) return endlessRegistration(incompleteReason);
    return (await isTrial) ? trialUnregistered() : unregistered();
  }
  const campaigns = await api.listCampaigns(found.serviceSid, signal);
  const campaign = best(campaigns, 'VERIFIED');
  if (campaign === undefined)
    return campaigns.incompleteReason === null
      ? serviceWithoutCampaign()
      : endlessRegistration(campaigns.incompleteReason);
  if (campaign.status === 'VERIFIED')
    return campaignApproved(found.number.addedAt !== null && now - found.number.addedAt < registeringMs);

  // Only now does the business matter: a campaign waits, or fails, because of it. If it can't be read, the campaign's
  // own words stand.
  const brand = campaign.brandSid === null ? null : await api.fetchBrand(campaign.brandSid, signal).catch(() => null);
  if (brand?.status != null && brandInTheWay.has(brand.status)) return brandStands(brand);
  if (campaign.status === 'FAILED') return campaignRefused(campaign.reasons);
  if (campaign.status === 'PENDING' || campaign.status === 'IN_PROGRESS') return campaignWaiting();
  return unknownState(t('campaign'), campaign.status);
}

async function tollfreeRegistration(
  api: TwilioRegistrationApi,
  e164: string,
  numberSid: string | null,
  signal: AbortSignal,
): Promise<RegistrationFinding> {
  if (numberSid === null)
    return unreadRegistration(t('Could not be read: Twilio’s list did not give the number’s SID'));
  const listed = await api.listTollfreeVerifications(numberSid, signal);
  // A server may ignore the filter, so it is applied again here.
  const own = listed.items.filter((verification) =>
    verification.numberSid === null ? verification.e164 === e164 : verification.numberSid === numberSid,
  );
  const verification = best({ ...listed, items: own }, 'TWILIO_APPROVED');
  if (verification !== undefined) return tollfreeFinding(verification);
  return listed.incompleteReason === null ? tollfreeUnsubmitted() : endlessRegistration(listed.incompleteReason);
}

/** True when the key may not read registrations. An account without the product answers 404. */
const isHidden = (thrown: unknown) =>
  thrown instanceof TwilioCallError &&
  (thrown.isAccessRefusal ||
    thrown.status === 404 ||
    thrown.data.providerCode === '70051' ||
    thrown.data.providerCode === '20003');

/** Twilio tells a deadline of toll-free numbers alone, and the number before may have been one. */
const withoutEnd = (finding: RegistrationFinding): RegistrationFinding => ({ ...finding, ends: { tollfree: null } });

export type RegistrationQuestion = {
  /** E.164. */
  number: string;
  /** The number's own SID, once the account's list is there; null when it is not on it. */
  numberSid: Promise<string | null>;
  isTrial: Promise<boolean>;
  /** Asked with an API key, which may not be allowed to see everything. */
  isKey: boolean;
  now: number;
  signal: AbortSignal;
};

/** Never throws. A failed look-up is a finding that says so. */
export async function lookUpRegistration(
  api: TwilioRegistrationApi,
  question: RegistrationQuestion,
): Promise<RegistrationFinding> {
  const { number, numberSid, isTrial, isKey, now, signal } = question;
  try {
    switch (numberKind(number)) {
      case 'short-code':
        return withoutEnd(notApplicable(t('Short codes are approved when they are leased')));
      case 'elsewhere':
        return withoutEnd(notApplicable(t('Only +1 numbers need it')));
      case 'other-plus-one':
        return withoutEnd(neededForUsPhones());
      case 'toll-free':
        return await tollfreeRegistration(api, number, await numberSid, signal);
      case 'us-local':
        return withoutEnd(await localRegistration(api, number, now, isTrial, signal));
    }
  } catch (thrown) {
    if (isHidden(thrown)) return hiddenRegistration(isKey);
    return unreadRegistration(
      signal.aborted ? t('Not told in time; check again later') : t('Could not be read this time; check again later'),
    );
  }
}
