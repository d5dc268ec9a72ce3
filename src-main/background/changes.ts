/** What is told of connections that broke or work again: each change once, and many at once as one. Pure. */

import type { BackgroundNotice } from '../../src-shared/background/notice';
import { listOf } from '../../src-shared/list-words';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import { markTitle, nameInMode } from '../../src-shared/providers/modes';
import { t } from '../../src-shared/texts/translate';

export type Change = {
  subject: string;
  organizationId: string;
  clinic: string;
  provider: ProviderId;
  /** The account's mode at its provider. */
  mode: string | null;
  to: 'broken' | 'working';
  /** What is wrong, for one that broke. */
  why: string;
};

export type NewNotice = Omit<BackgroundNotice, 'id' | 'at'>;

/** More changes than this are told as one digest. */
const mostSingle = 3;

function single({ organizationId, clinic, provider: id, mode, to, why }: Change): NewNotice {
  const provider = nameInMode(providerDescriptors[id], mode);
  return to === 'broken'
    ? {
        kind: 'broken',
        organizationId,
        title: t('{clinic}: {provider} does not work', { clinic, provider }),
        text: why,
      }
    : {
        kind: 'recovered',
        organizationId,
        title: t('{clinic}: {provider} works again', { clinic, provider }),
        text: t('A check passed.'),
      };
}

/** `Maple Street, Sunrise Dental (Test mode) and 7 more`: marked where only a test account of the clinic changed. */
function namesOf(changes: readonly Change[]): string {
  const marked = new Map<string, string>();
  for (const { clinic, provider, mode } of changes) {
    const name = markTitle(clinic, providerDescriptors[provider], mode);
    if (name === clinic || !marked.has(clinic)) marked.set(clinic, name);
  }
  const names = [...marked.values()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const shown = names.slice(0, 3);
  return listOf(names.length > 3 ? [...shown, t('{count, number} more', { count: names.length - 3 })] : shown);
}

function digest(changes: readonly Change[]): NewNotice {
  const broken = changes.filter(({ to }) => to === 'broken');
  const working = changes.filter(({ to }) => to === 'working');
  const parts = [
    ...(broken.length > 0
      ? [t('{count, plural, one {# connection broke} other {# connections broke}}', { count: broken.length })]
      : []),
    ...(working.length > 0
      ? [
          t('{count, plural, one {# connection works again} other {# connections work again}}', {
            count: working.length,
          }),
        ]
      : []),
  ];
  const text = [
    ...(broken.length > 0 ? [t('Broken: {clinics}.', { clinics: namesOf(broken) })] : []),
    ...(working.length > 0 ? [t('Working again: {clinics}.', { clinics: namesOf(working) })] : []),
  ];
  return { kind: 'digest', organizationId: null, title: parts.join(', '), text: text.join(' ') };
}

/** Many warnings as one. */
export function warningsTogether(warnings: readonly NewNotice[]): NewNotice[] {
  if (warnings.length <= mostSingle) return [...warnings];
  const titles = warnings.slice(0, 3).map(({ title }) => title);
  const more = warnings.length - titles.length;
  return [
    {
      kind: 'warning',
      organizationId: null,
      title: t('{count, number} things need somebody soon', { count: warnings.length }),
      text: `${titles.join('. ')}. ${t('And {count, number} more.', { count: more })}`,
    },
  ];
}

export const noticesOf = (changes: readonly Change[]): NewNotice[] =>
  changes.length > mostSingle ? [digest(changes)] : changes.map(single);
