/**
 * What the state of a number's registration means, in words: for the ladder, the card and the person who has to do
 * something.
 */
import type { Notice } from '../../../src-shared/credentials/connection';
import { plainText } from '../../../src-shared/errors-catalogue';
import type { RungState } from '../../../src-shared/organizations/ladder';
import type { Fact } from '../../../src-shared/primitives';
import { twilioErrorPage } from '../../../src-shared/providers/twilio/errors';
import { dayWords } from '../day-words';
import type { ProofOutlook } from '../outlook';
import { notVisible } from './account-facts';
import type { TwilioReview, TwilioTollfreeVerification } from './twilio-api';

export type RegistrationFinding = {
  /** Null when nothing was learned; the previous state stays. */
  rung: { state: Exclude<RungState, 'stale'>; proof: string } | null;
  fact: Fact;
  notice: Notice | null;
  /** What ends of it; left out where nothing was learned. */
  ends?: ProofOutlook['ends'];
};

const pages = {
  campaign: twilioErrorPage('30034'),
  registering: twilioErrorPage('30035'),
  tollfree: twilioErrorPage('30032'),
};

const fact = (value: string, tone: Fact['tone']): Fact => ({
  id: 'registration',
  label: 'Registration',
  value,
  tone,
  kind: 'text',
});
const notice = (tone: Notice['tone'], title: string, text: string, helpUrl: string): Notice => ({
  tone,
  title,
  text,
  helpUrl,
});
const tones = {
  proven: 'good',
  disproved: 'bad',
  pending: 'warning',
  unproven: 'neutral',
  'not-applicable': 'neutral',
} as const;

/** The ladder shows the whole text, the card two or three words. */
const finding = (
  state: Exclude<RungState, 'stale'>,
  proof: string,
  said: Notice | null = null,
  short = said?.title ?? proof,
): RegistrationFinding => ({
  rung: { state, proof },
  fact: fact(short, state === 'unproven' && said !== null ? 'warning' : tones[state]),
  notice: said,
});

const reasonIn = (reasons: readonly string[]) => (reasons.length === 0 ? '' : `: ${reasons.join(' ')}`);
/** Short enough for a row of the dashboard; the notice has the whole text. */
const shortly = (words: string) => plainText(words, 140);
const saidBy = (reasons: readonly string[], who: string) =>
  reasons.length === 0
    ? `${who} gave no reason. `
    : `${who} says: ${reasons.map((reason) => (/[.!?…]$/.test(reason) ? reason : `${reason}.`)).join(' ')} `;

export const notApplicable = (why: string) => finding('not-applicable', why, null, 'Not needed');

/** Canada, Puerto Rico and other countries under +1: whether it is needed depends on whom the clinic texts. */
export const neededForUsPhones = (): RegistrationFinding =>
  finding(
    'not-applicable',
    'Needed only for texts to US phones',
    notice(
      'info',
      'Needed for texts to US phones',
      'This +1 number is not a US one. Phone companies in the US block texts from every local +1 number that is in ' +
        'no approved campaign (the registration is called A2P 10DLC), wherever the number is from. ' +
        'If this clinic texts US phones, register the number in the Twilio Console under Messaging, Regulatory ' +
        'Compliance.',
      pages.campaign,
    ),
  );

/** The key may not read the registration, or the account does not have the product. Neither is a failure. */
export const hiddenRegistration = (isKey: boolean): RegistrationFinding =>
  isKey
    ? finding('unproven', 'Registrations are not visible to this key', null, notVisible)
    : finding('unproven', 'Twilio does not show this account’s registrations', null, 'Not shown by Twilio');

/** The look-up failed for a reason that says nothing about the number. */
export const unreadRegistration = (why: string): RegistrationFinding => ({
  rung: null,
  fact: fact(why, 'neutral'),
  notice: null,
});

/** A list was cut off before the number was found in it. */
export const endlessRegistration = (incompleteReason: string): RegistrationFinding =>
  finding(
    'unproven',
    'Could not be told: Twilio’s lists did not come to an end',
    notice(
      'info',
      'Registration could not be told',
      `Whether this number is registered could not be found out. ${incompleteReason} Check again later; ` +
        'if it goes on, look the number up in the Twilio Console.',
      pages.campaign,
    ),
  );

export const unregistered = (): RegistrationFinding =>
  finding(
    'disproved',
    'Not registered: the number is in no approved campaign',
    notice(
      'warning',
      'US number not registered',
      'Phone companies in the US block texts from numbers that are not part of an approved campaign (the ' +
        'registration is called A2P 10DLC). In the Twilio Console under Messaging, Regulatory Compliance, register ' +
        'the business and a campaign, then add this number to the campaign’s messaging service. Approval takes days.',
      pages.campaign,
    ),
  );

export const serviceWithoutCampaign = (): RegistrationFinding =>
  finding(
    'disproved',
    'Not registered: its messaging service has no campaign',
    notice(
      'warning',
      'US number not registered',
      'The number is in a messaging service, but no campaign is registered for that service, so phone companies in ' +
        'the US block its texts. In the Twilio Console under Messaging, Regulatory Compliance, register a campaign ' +
        'for it. Approval takes days.',
      pages.campaign,
    ),
  );

export const trialUnregistered = (): RegistrationFinding =>
  finding('unproven', 'Trial account: to be registered once it is upgraded', null, 'After the upgrade');

/**
 * A campaign that is approved. Twilio has no look-up that tells whether the phone companies know the number already.
 */
export function campaignApproved(isRecent: boolean): RegistrationFinding {
  if (!isRecent)
    return finding(
      'unproven',
      'Campaign approved; a text that arrives on a US phone proves the number',
      null,
      'Campaign approved',
    );
  return finding(
    'unproven',
    'Campaign approved, number still registering',
    notice(
      'info',
      'Campaign approved, number still registering',
      'The number was added to its approved campaign a short while ago, and the phone companies are still being ' +
        'told of it. That usually takes less than a day. Until then texts to US phones may fail with code 30035; ' +
        'nothing else needs to be done.',
      pages.registering,
    ),
  );
}

export const campaignWaiting = (): RegistrationFinding =>
  finding(
    'pending',
    'Campaign in review, number not registered yet',
    notice(
      'info',
      'Campaign waiting for approval',
      'The campaign of this number is being reviewed, which takes days. ' +
        'Until it is approved, phone companies in the US block its texts. ' +
        'Nothing needs to be done unless Twilio writes.',
      pages.campaign,
    ),
  );

export const campaignRefused = (reasons: readonly string[]): RegistrationFinding =>
  finding(
    'disproved',
    shortly(`Campaign rejected${reasonIn(reasons)}`),
    notice(
      'warning',
      'Campaign rejected',
      `${saidBy(reasons, 'The review')}Correct it in the Twilio Console under Messaging, Regulatory Compliance, ` +
        'Campaigns, and submit it again. Until then phone companies in the US block texts from this number.',
      pages.campaign,
    ),
  );

/** The business behind the campaign stands in the way. */
export const brandStands = ({ status, reasons }: TwilioReview): RegistrationFinding =>
  status === 'FAILED' || status === 'SUSPENDED'
    ? finding(
        'disproved',
        shortly(`Business registration ${status === 'FAILED' ? 'rejected' : 'suspended'}${reasonIn(reasons)}`),
        notice(
          'warning',
          `Business registration ${status === 'FAILED' ? 'rejected' : 'suspended'}`,
          `${saidBy(reasons, 'The review')}Correct it in the Twilio Console under Messaging, Regulatory ` +
            'Compliance, Brands. A campaign can only be approved for an approved business.',
          pages.campaign,
        ),
      )
    : finding(
        'pending',
        'Business registration in review, number not registered yet',
        notice(
          'info',
          'Business registration waiting',
          'The clinic’s business is being reviewed; its campaign and this number follow. ' +
            'Look for an e-mail that asks to confirm the address. Until then phone companies in the US block texts ' +
            'from this number.',
          pages.campaign,
        ),
      );

/** A state that this version does not know. */
export const unknownState = (what: string, status: string | null): RegistrationFinding =>
  finding(
    'unproven',
    status === null
      ? `Twilio does not tell the state of the ${what}`
      : `Twilio calls the ${what} “${plainText(status, 40)}”`,
  );

/** The one deadline that Twilio tells of: until when a refused toll-free verification may be corrected. */
function correctionEnd({ status, editAllowed, editUntil }: TwilioTollfreeVerification): ProofOutlook['ends'] {
  const isOpen = status === 'TWILIO_REJECTED' && editAllowed !== false && editUntil !== null;
  const text = 'Correct it in the Twilio Console before; after that it has to be submitted anew.';
  return {
    tollfree: isOpen ? { at: editUntil, what: 'The toll-free verification can be corrected until', text } : null,
  };
}

/** What can be done about a refused verification. */
function correctionWords({ editAllowed, editUntil }: TwilioTollfreeVerification): string {
  const place = 'In the Twilio Console under Phone Numbers, Active numbers, open the number';
  if (editAllowed === false)
    return `${place}: Twilio does not let this verification be corrected, so submit a new one there. `;
  const until = editUntil === null ? '' : ` Twilio lets it be corrected until ${dayWords(editUntil)}.`;
  return `${place}, correct its Regulatory Information and submit it again.${until} `;
}

export function tollfreeFinding(verification: TwilioTollfreeVerification): RegistrationFinding {
  return { ...tollfreeState(verification), ends: correctionEnd(verification) };
}

function tollfreeState(verification: TwilioTollfreeVerification): RegistrationFinding {
  const { status, reasons } = verification;
  if (status === 'TWILIO_APPROVED')
    return finding('proven', 'Twilio verified this toll-free number', null, 'Toll-free number verified');
  if (status === 'PENDING_REVIEW' || status === 'IN_REVIEW') {
    return finding(
      'pending',
      status === 'IN_REVIEW' ? 'Toll-free verification in review' : 'Toll-free verification waiting for review',
      notice(
        'info',
        'Toll-free verification in review',
        'Until Twilio has verified this number, its texts to the US and Canada are blocked. A review takes days; ' +
          'nothing needs to be done unless Twilio writes.',
        pages.tollfree,
      ),
    );
  }
  if (status !== 'TWILIO_REJECTED') return unknownState('toll-free verification', status);
  return finding(
    'disproved',
    shortly(`Toll-free verification rejected${reasonIn(reasons)}`),
    notice(
      'warning',
      'Toll-free verification rejected',
      `${saidBy(reasons, 'Twilio')}${correctionWords(verification)}Until then its texts are blocked.`,
      pages.tollfree,
    ),
  );
}

export const tollfreeUnsubmitted = (): RegistrationFinding => ({
  ...finding(
    'disproved',
    'Toll-free number not verified: nothing was submitted',
    notice(
      'warning',
      'Toll-free number not verified',
      'Toll-free numbers may text in the US and Canada only after Twilio has verified the business. ' +
        'In the Twilio Console under Phone Numbers, Active numbers, open the number, then Regulatory Information, ' +
        'and submit the verification.',
      pages.tollfree,
    ),
  ),
  ends: { tollfree: null },
});
