/** What a check of the audit trail says to a person: in the window, the command line and `doctor`. */
import { currentLocale, t, text } from '../texts/translate';
import type { AuditProblem, AuditVerification } from './audit-entry';

export type VerificationWords = { title: string; detail: string; advice: string | null };

const numbered = (entry: number) => entry.toLocaleString(currentLocale());
const entries = (count: number) => t('{count, plural, one {# entry} other {# entries}}', { count });

/** Neither intact nor broken: it could not be verified. */
export const isUnverified = ({ problem }: Pick<AuditVerification, 'problem'>): boolean =>
  problem?.kind === 'locked' || problem?.kind === 'anchor-unreachable';

const keepCopy = text('Keep a copy of the database as it is, and ask whoever looks after this computer.');

type Said = (entry: string, moment: string) => { title: string; detail: string };

const broken: Record<Exclude<AuditProblem['kind'], 'locked' | 'anchor-unreachable'>, Said> = {
  edited: (entry) => ({
    title: t('Entry {entry} was changed', { entry }),
    detail: t('It is not as it was written. What came before it can be trusted.'),
  }),
  moved: (entry) => ({
    title: t('Another entry stands in the place of entry {entry}', { entry }),
    detail: t('The order of the entries was changed. What came before can be trusted.'),
  }),
  missing: (entry) => ({
    title: t('Entry {entry} is missing', { entry }),
    detail: t('It was taken out. What came before it can be trusted.'),
  }),
  rewritten: (entry) => ({
    title: t('From entry {entry} on, the activity was written anew', { entry }),
    detail: t('The entries fit each other, but not the key of this vault. What came before can be trusted.'),
  }),
  unprotected: (entry) => ({
    title: t('From entry {entry} on, the protection was taken off', { entry }),
    detail: t('These entries were under the key of this vault, and are not any more. What came before can be trusted.'),
  }),
  cut: (entry) => ({
    title: t('Entries from number {entry} on were cut off', { entry }),
    detail: t('More is known outside of the database than it holds.'),
  }),
  'rolled-back': (entry, moment) => ({
    title:
      moment === ''
        ? t('The database was exchanged for an earlier one')
        : t('The database was taken back to {moment}', { moment }),
    detail: t(
      'Entries from number {entry} on, as they were, are not here. A credential that was revoked or replaced since may be back.',
      { entry },
    ),
  }),
  'anchor-missing': () => ({
    title: t('What anchors the activity outside of the database was gone'),
    detail: t('So nobody can say whether entries are missing at its end.'),
  }),
};

/** @param shown how a moment is shown */
export function verificationWords(
  { problem, checked, firstBroken, adopted, restored }: AuditVerification,
  shown: (at: string) => string,
): VerificationWords {
  if (problem === null) {
    const withoutKey =
      adopted === 0
        ? []
        : [
            t(
              '{count, plural, one {# entry of them was written without the key of the vault, and is protected since it came under it.} other {# entries of them were written without the key of the vault, and are protected since they came under it.}}',
              { count: adopted },
            ),
          ];
    const putBack = restored.map(({ entry, at }) =>
      at
        ? t('Entry {entry} says that the console put a copy back, of {moment}.', {
            entry: numbered(entry),
            moment: shown(at),
          })
        : t('Entry {entry} says that the console put a copy back.', { entry: numbered(entry) }),
    );
    return {
      title: t('Intact: {checked} verified', { checked: entries(checked) }),
      detail: [
        t('Each entry fits the one before it and the key of this vault, and none is missing at the end.'),
        ...withoutKey,
        ...putBack,
      ].join(' '),
      advice: null,
    };
  }
  if (problem.kind === 'locked')
    return {
      title: t('Not verifiable while locked'),
      detail: t('{checked} fit each other. Whether they were written by this console only its key can tell.', {
        checked: entries(checked),
      }),
      advice: t('Unlock the vault, then verify.'),
    };
  if (problem.kind === 'anchor-unreachable')
    return {
      title: t('Not verifiable now'),
      detail: t(
        '{checked} fit each other and the key of this vault. Whether some are missing at the end can’t be said: what anchors the activity can’t be read.',
        { checked: entries(checked) },
      ),
      advice: t('Unlock the keychain of this computer, then verify again.'),
    };
  const said = broken[problem.kind](numbered(firstBroken ?? 1), problem.at ? shown(problem.at) : '');
  return { ...said, advice: t(keepCopy) };
}

/** The same in one line, for terminals. */
export function verificationLine(verification: AuditVerification): string {
  const { title, detail, advice } = verificationWords(verification, (at) => at);
  return [`${title}.`, detail, advice].filter((part) => part !== null).join(' ');
}
