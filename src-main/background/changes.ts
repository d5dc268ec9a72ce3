/** What is told of connections that broke or work again: each change once, and many at once as one. Pure. */

import type { BackgroundNotice } from '../../src-shared/background/notice';
import { listOf } from '../../src-shared/list-words';
import { t } from '../../src-shared/texts/translate';

export type Change = {
  subject: string;
  organizationId: string;
  clinic: string;
  /** Display name of the provider. */
  provider: string;
  to: 'broken' | 'working';
  /** What is wrong, for one that broke. */
  why: string;
};

export type NewNotice = Omit<BackgroundNotice, 'id' | 'at'>;

/** More changes than this are told as one digest. */
const mostSingle = 3;

const single = ({ organizationId, clinic, provider, to, why }: Change): NewNotice =>
  to === 'broken'
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

/** `Maple Street, Sunrise Dental and 7 more`. */
function namesOf(clinics: readonly string[]): string {
  const names = [...new Set(clinics)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
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
    ...(broken.length > 0 ? [t('Broken: {clinics}.', { clinics: namesOf(broken.map(({ clinic }) => clinic)) })] : []),
    ...(working.length > 0
      ? [t('Working again: {clinics}.', { clinics: namesOf(working.map(({ clinic }) => clinic)) })]
      : []),
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
