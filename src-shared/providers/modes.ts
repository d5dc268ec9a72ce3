/**
 * How results of a test account are marked, in the window, notices, the activity, exports and the command line: nothing
 * that was done in a test mode may be taken for real. Which modes are for trying is said by the descriptors. Pure.
 */
import { t } from '../texts/translate';
import type { ModeDescriptor, ProviderDescriptor } from './descriptor';

type Modes = Pick<ProviderDescriptor, 'name' | 'modes'>;
type Mode = string | null | undefined;

/** The account's mode, where nothing in it is done for real; undefined for every other account. */
export function trialMode({ modes }: Pick<ProviderDescriptor, 'modes'>, mode: Mode): ModeDescriptor | undefined {
  const known = mode == null || modes === undefined || !Object.hasOwn(modes, mode) ? undefined : modes[mode];
  return known?.tone === 'warning' ? known : undefined;
}

/** A name or a title with the mark of a test account: `Sunrise Dental (Test mode)`. */
export function markTitle(title: string, descriptor: Pick<ProviderDescriptor, 'modes'>, mode: Mode): string {
  const trial = trialMode(descriptor, mode);
  return trial === undefined ? title : t('{title} ({mode})', { title, mode: t(trial.label) });
}

/** The provider's name with the mark of a test account: `Acme (Test mode)`. */
export const nameInMode = (descriptor: Modes, mode: Mode): string => markTitle(descriptor.name, descriptor, mode);

/** A sentence with the mark of a test account: `Acme (Test mode): it failed.` One that says it stays as it is. */
export function markSentence(sentence: string, descriptor: Modes, mode: Mode): string {
  const trial = trialMode(descriptor, mode);
  if (trial === undefined || sentence.toLowerCase().includes(t(trial.label).toLowerCase())) return sentence;
  // The name stands there once, with its mark.
  const start = `${descriptor.name}: `;
  return `${nameInMode(descriptor, mode)}: ${sentence.startsWith(start) ? sentence.slice(start.length) : sentence}`;
}
