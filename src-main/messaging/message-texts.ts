/** The texts of one run, each with digits that make it unique. */
import { randomInt } from 'node:crypto';
import {
  carriesCode,
  carriesLead,
  type DraftValues,
  type MessageDrafts,
  renderDraft,
} from '../../src-shared/messaging/drafts';

const fourDigits = () => String(randomInt(1000, 10_000));

/** The code of one text must not prove the arrival of the other. */
function otherDigits(than: string): string {
  const digits = fourDigits();
  return digits === than ? otherDigits(than) : digits;
}

/** `2:05 PM` where the clinic is; in UTC when its time zone is unknown to this machine. */
function clockTime(at: Date, timeZone: string): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);
  try {
    // A plain space: the narrow space that newer runtimes put before AM would make the text UCS-2.
    return format(timeZone).replace(/\u202F/g, ' ');
  } catch {
    return format('UTC').replace(/\u202F/g, ' ');
  }
}

/**
 * A text as it will be sent, by the step that sends it. `code`: what the phone will show; null when the text carries
 * none.
 */
export type StepText = { step: string; body: string; code: string | null };

export function textsOfRun(drafts: MessageDrafts, clinic: { name: string; timeZone: string }, at: Date): StepText[] {
  const code = fourDigits();
  const values: DraftValues = {
    clinic: clinic.name,
    code,
    lead: otherDigits(code),
    time: clockTime(at, clinic.timeZone),
  };
  return [
    {
      step: 'test-sms',
      body: renderDraft(drafts.testSms, values),
      code: carriesCode(drafts.testSms) ? code : null,
    },
    // Each text has digits of its own, so that they prove the arrival of this message and of no other.
    {
      step: 'hot-lead-sms',
      body: renderDraft(drafts.hotLead, { ...values, code: values.lead }),
      code: carriesLead(drafts.hotLead) || carriesCode(drafts.hotLead) ? values.lead : null,
    },
  ];
}
