/** The steps of `sms-test`: those of the provider that text messages are sent through. */
import { messageProvider } from '../../src-shared/providers/message-provider';
import { t } from '../../src-shared/texts/translate';

const { steps } = messageProvider.test;

export const smsSteps: readonly string[] = steps.map(({ id }) => id);

export function smsStepLabel(id: string): string {
  const about = steps.find((step) => step.id === id);
  return about === undefined ? id : t(about.label);
}

/** True when one of these steps needs a recipient. @param only null for all */
export const sends = (only: readonly string[] | null): boolean =>
  steps.some(({ id, sends: what }) => what === 'message' && (only === null || only.includes(id)));
