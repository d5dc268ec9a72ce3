/** What a check of the audit trail says to a person: in the window, the command line and `doctor`. */
import type { AuditProblem, AuditVerification } from './audit-entry';

export type VerificationWords = { title: string; detail: string; advice: string | null };

const entries = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'}`;

/** Neither intact nor broken: it could not be verified. */
export const isUnverified = ({ problem }: Pick<AuditVerification, 'problem'>): boolean =>
  problem?.kind === 'locked' || problem?.kind === 'anchor-unreachable';

const keepCopy = 'Keep a copy of the database as it is, and ask whoever looks after this computer.';

type Said = (entry: string, moment: string) => { title: string; detail: string };

const broken: Record<Exclude<AuditProblem['kind'], 'locked' | 'anchor-unreachable'>, Said> = {
  edited: (entry) => ({
    title: `Entry ${entry} was changed`,
    detail: 'It is not as it was written. What came before it can be trusted.',
  }),
  moved: (entry) => ({
    title: `Another entry stands in the place of entry ${entry}`,
    detail: 'The order of the entries was changed. What came before can be trusted.',
  }),
  missing: (entry) => ({
    title: `Entry ${entry} is missing`,
    detail: 'It was taken out. What came before it can be trusted.',
  }),
  rewritten: (entry) => ({
    title: `From entry ${entry} on, the activity was written anew`,
    detail: 'The entries fit each other, but not the key of this vault. What came before can be trusted.',
  }),
  unprotected: (entry) => ({
    title: `From entry ${entry} on, the protection was taken off`,
    detail: 'These entries were under the key of this vault, and are not any more. What came before can be trusted.',
  }),
  cut: (entry) => ({
    title: `Entries from number ${entry} on were cut off`,
    detail: 'More is known outside of the database than it holds.',
  }),
  'rolled-back': (entry, moment) => ({
    title: moment === '' ? 'The database was exchanged for an earlier one' : `The database was taken back to ${moment}`,
    detail:
      `Entries from number ${entry} on, as they were, are not here. ` +
      'A credential that was revoked or replaced since may be back.',
  }),
  'anchor-missing': () => ({
    title: 'What anchors the activity outside of the database was gone',
    detail: 'So nobody can say whether entries are missing at its end.',
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
        ? ''
        : ` ${entries(adopted)} of them ${adopted === 1 ? 'was' : 'were'} written without the key of the vault, and ` +
          'are protected since they came under it.';
    const putBack = restored.map(
      ({ entry, at }) =>
        ` Entry ${entry.toLocaleString('en')} says that the console put a copy back${at ? `, of ${shown(at)}` : ''}.`,
    );
    return {
      title: `Intact: ${entries(checked)} verified`,
      detail:
        'Each entry fits the one before it and the key of this vault, and none is missing at the end.' +
        `${withoutKey}${putBack.join('')}`,
      advice: null,
    };
  }
  if (problem.kind === 'locked')
    return {
      title: 'Not verifiable while locked',
      detail: `${entries(checked)} fit each other. Whether they were written by this console only its key can tell.`,
      advice: 'Unlock the vault, then verify.',
    };
  if (problem.kind === 'anchor-unreachable')
    return {
      title: 'Not verifiable now',
      detail:
        `${entries(checked)} fit each other and the key of this vault. ` +
        'Whether some are missing at the end can’t be said: what anchors the activity can’t be read.',
      advice: 'Unlock the keychain of this computer, then verify again.',
    };
  const said = broken[problem.kind]((firstBroken ?? 1).toLocaleString('en'), problem.at ? shown(problem.at) : '');
  return { ...said, advice: keepCopy };
}

/** The same in one line, for terminals. */
export function verificationLine(verification: AuditVerification): string {
  const { title, detail, advice } = verificationWords(verification, (at) => at);
  return [`${title}.`, detail, advice].filter((part) => part !== null).join(' ');
}
