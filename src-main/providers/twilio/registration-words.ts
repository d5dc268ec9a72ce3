/**
 * What the state of a number's registration means, in words: for the ladder, the card and the person who has to do
 * something.
 */

import type { Notice } from '../../../src-shared/credentials/connection';
import { plainText } from '../../../src-shared/errors-catalogue';
import type { RecordedState } from '../../../src-shared/organizations/ladder';
import type { Fact } from '../../../src-shared/primitives';
import { twilioErrorPage } from '../../../src-shared/providers/twilio/errors';
import { t } from '../../../src-shared/texts/translate';
import { dayWords } from '../day-words';
import type { ProofOutlook } from '../outlook';
import { notVisible } from './account-facts';
import type { TwilioReview, TwilioTollfreeVerification } from './twilio-api';

export type RegistrationFinding = {
  /** Null when nothing was learned; the previous state stays. */
  rung: { state: Exclude<RecordedState, 'stale'>; proof: string } | null;
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
  label: t('Registration'),
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
  state: Exclude<RecordedState, 'stale'>,
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
    ? t('{who} gave no reason.', { who })
    : t('{who} says: {reasons}', {
        who,
        reasons: reasons.map((reason) => (/[.!?…]$/.test(reason) ? reason : `${reason}.`)).join(' '),
      });

export const notApplicable = (why: string) => finding('not-applicable', why, null, t('Not needed'));

/** Canada, Puerto Rico and other countries under +1: whether it is needed depends on whom the clinic texts. */
export const neededForUsPhones = (): RegistrationFinding =>
  finding(
    'not-applicable',
    t('Needed only for texts to US phones'),
    notice(
      'info',
      t('Needed for texts to US phones'),
      t(
        'This +1 number is not a US one. Phone companies in the US block texts from every local +1 number that is in no approved campaign (the registration is called A2P 10DLC), wherever the number is from. If this clinic texts US phones, register the number in the Twilio Console under Messaging, Regulatory Compliance.',
      ),
      pages.campaign,
    ),
  );

/** The key may not read the registration, or the account does not have the product. Neither is a failure. */
export const hiddenRegistration = (isKey: boolean): RegistrationFinding =>
  isKey
    ? finding('unproven', t('Registrations are not visible to this key'), null, t(notVisible))
    : finding('unproven', t('Twilio does not show this account’s registrations'), null, t('Not shown by Twilio'));

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
    t('Could not be told: Twilio’s lists did not come to an end'),
    notice(
      'info',
      t('Registration could not be told'),
      t(
        'Whether this number is registered could not be found out. {incompleteReason} Check again later; if it goes on, look the number up in the Twilio Console.',
        { incompleteReason },
      ),
      pages.campaign,
    ),
  );

export const unregistered = (): RegistrationFinding =>
  finding(
    'disproved',
    t('Not registered: the number is in no approved campaign'),
    notice(
      'warning',
      t('US number not registered'),
      t(
        'Phone companies in the US block texts from numbers that are not part of an approved campaign (the registration is called A2P 10DLC). In the Twilio Console under Messaging, Regulatory Compliance, register the business and a campaign, then add this number to the campaign’s messaging service. Approval takes days.',
      ),
      pages.campaign,
    ),
  );

export const serviceWithoutCampaign = (): RegistrationFinding =>
  finding(
    'disproved',
    t('Not registered: its messaging service has no campaign'),
    notice(
      'warning',
      t('US number not registered'),
      t(
        'The number is in a messaging service, but no campaign is registered for that service, so phone companies in the US block its texts. In the Twilio Console under Messaging, Regulatory Compliance, register a campaign for it. Approval takes days.',
      ),
      pages.campaign,
    ),
  );

export const trialUnregistered = (): RegistrationFinding =>
  finding('unproven', t('Trial account: to be registered once it is upgraded'), null, t('After the upgrade'));

/**
 * A campaign that is approved. Twilio has no look-up that tells whether the phone companies know the number already.
 */
export function campaignApproved(isRecent: boolean): RegistrationFinding {
  if (!isRecent)
    return finding(
      'unproven',
      t('Campaign approved; a text that arrives on a US phone proves the number'),
      null,
      t('Campaign approved'),
    );
  return finding(
    'unproven',
    t('Campaign approved, number still registering'),
    notice(
      'info',
      t('Campaign approved, number still registering'),
      t(
        'The number was added to its approved campaign a short while ago, and the phone companies are still being told of it. That usually takes less than a day. Until then texts to US phones may fail with code 30035; nothing else needs to be done.',
      ),
      pages.registering,
    ),
  );
}

export const campaignWaiting = (): RegistrationFinding =>
  finding(
    'pending',
    t('Campaign in review, number not registered yet'),
    notice(
      'info',
      t('Campaign waiting for approval'),
      t(
        'The campaign of this number is being reviewed, which takes days. Until it is approved, phone companies in the US block its texts. Nothing needs to be done unless Twilio writes.',
      ),
      pages.campaign,
    ),
  );

export const campaignRefused = (reasons: readonly string[]): RegistrationFinding =>
  finding(
    'disproved',
    shortly(`${t('Campaign rejected')}${reasonIn(reasons)}`),
    notice(
      'warning',
      t('Campaign rejected'),
      [
        saidBy(reasons, t('The review')),
        t(
          'Correct it in the Twilio Console under Messaging, Regulatory Compliance, Campaigns, and submit it again. Until then phone companies in the US block texts from this number.',
        ),
      ].join(' '),
      pages.campaign,
    ),
  );

const brandWords = (status: 'FAILED' | 'SUSPENDED') =>
  status === 'FAILED' ? t('Business registration rejected') : t('Business registration suspended');

/** The business behind the campaign stands in the way. */
export const brandStands = ({ status, reasons }: TwilioReview): RegistrationFinding =>
  status === 'FAILED' || status === 'SUSPENDED'
    ? finding(
        'disproved',
        shortly(`${brandWords(status)}${reasonIn(reasons)}`),
        notice(
          'warning',
          brandWords(status),
          [
            saidBy(reasons, t('The review')),
            t(
              'Correct it in the Twilio Console under Messaging, Regulatory Compliance, Brands. A campaign can only be approved for an approved business.',
            ),
          ].join(' '),
          pages.campaign,
        ),
      )
    : finding(
        'pending',
        t('Business registration in review, number not registered yet'),
        notice(
          'info',
          t('Business registration waiting'),
          t(
            'The clinic’s business is being reviewed; its campaign and this number follow. Look for an e-mail that asks to confirm the address. Until then phone companies in the US block texts from this number.',
          ),
          pages.campaign,
        ),
      );

/** A state that this version does not know. */
export const unknownState = (what: string, status: string | null): RegistrationFinding =>
  finding(
    'unproven',
    status === null
      ? t('Twilio does not tell the state of the {what}', { what })
      : t('Twilio calls the {what} “{status}”', { what, status: plainText(status, 40) }),
  );

/** The one deadline that Twilio tells of: until when a refused toll-free verification may be corrected. */
function correctionEnd({ status, editAllowed, editUntil }: TwilioTollfreeVerification): ProofOutlook['ends'] {
  const isOpen = status === 'TWILIO_REJECTED' && editAllowed !== false && editUntil !== null;
  const text = t('Correct it in the Twilio Console before; after that it has to be submitted anew.');
  return {
    tollfree: isOpen ? { at: editUntil, what: t('The toll-free verification can be corrected until'), text } : null,
  };
}

/** What can be done about a refused verification. */
function correctionWords({ editAllowed, editUntil }: TwilioTollfreeVerification): string {
  if (editAllowed === false)
    return t(
      'In the Twilio Console under Phone Numbers, Active numbers, open the number: Twilio does not let this verification be corrected, so submit a new one there.',
    );
  const words = t(
    'In the Twilio Console under Phone Numbers, Active numbers, open the number, correct its Regulatory Information and submit it again.',
  );
  return editUntil === null
    ? words
    : `${words} ${t('Twilio lets it be corrected until {day}.', { day: dayWords(editUntil) })}`;
}

export function tollfreeFinding(verification: TwilioTollfreeVerification): RegistrationFinding {
  return { ...tollfreeState(verification), ends: correctionEnd(verification) };
}

function tollfreeState(verification: TwilioTollfreeVerification): RegistrationFinding {
  const { status, reasons } = verification;
  if (status === 'TWILIO_APPROVED')
    return finding('proven', t('Twilio verified this toll-free number'), null, t('Toll-free number verified'));
  if (status === 'PENDING_REVIEW' || status === 'IN_REVIEW') {
    return finding(
      'pending',
      status === 'IN_REVIEW' ? t('Toll-free verification in review') : t('Toll-free verification waiting for review'),
      notice(
        'info',
        t('Toll-free verification in review'),
        t(
          'Until Twilio has verified this number, its texts to the US and Canada are blocked. A review takes days; nothing needs to be done unless Twilio writes.',
        ),
        pages.tollfree,
      ),
    );
  }
  if (status !== 'TWILIO_REJECTED') return unknownState(t('toll-free verification'), status);
  return finding(
    'disproved',
    shortly(`${t('Toll-free verification rejected')}${reasonIn(reasons)}`),
    notice(
      'warning',
      t('Toll-free verification rejected'),
      [saidBy(reasons, 'Twilio'), correctionWords(verification), t('Until then its texts are blocked.')].join(' '),
      pages.tollfree,
    ),
  );
}

export const tollfreeUnsubmitted = (): RegistrationFinding => ({
  ...finding(
    'disproved',
    t('Toll-free number not verified: nothing was submitted'),
    notice(
      'warning',
      t('Toll-free number not verified'),
      t(
        'Toll-free numbers may text in the US and Canada only after Twilio has verified the business. In the Twilio Console under Phone Numbers, Active numbers, open the number, then Regulatory Information, and submit the verification.',
      ),
      pages.tollfree,
    ),
  ),
  ends: { tollfree: null },
});
