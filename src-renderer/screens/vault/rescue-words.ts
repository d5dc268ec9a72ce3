/** What a rescue would bring back, what it would lose, and what can still be read, in plain words. */
import { listOf } from '../../../src-shared/list-words';
import type { RescueOptions, Restorable } from '../../../src-shared/vault/rescue';
import { formatCount } from '../../components/number-words';

/** As many names as fit into a sentence. */
const namesShown = 3;

const count = (size: number, one: string, many = `${one}s`) => `${formatCount(size)} ${size === 1 ? one : many}`;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesShown);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : joined(shown);
}

const joined = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

export const restoreTitle = ({ source }: Restorable) =>
  source === 'backup' ? 'Restore the newest backup' : 'Go back to just before the damage';
export const restoreLabel = ({ source }: Restorable) =>
  source === 'backup' ? 'Restore this backup' : 'Restore to this point';

/** What is in it. Its age is said beside this, as a time that can be hovered. */
export const restoreContents = ({ clinics }: Restorable) =>
  `It holds ${count(clinics, 'clinic')} and passed its check.`;

/** What is lost by going back to it. Only what can still be read of the damaged file can be counted. */
export function restoreLosses({ missingClinics, missingEntries }: Restorable): string {
  const counted = [
    missingClinics.length > 0 ? `${count(missingClinics.length, 'clinic')} (${listed(missingClinics)})` : '',
    missingEntries > 0 ? count(missingEntries, 'entry of the activity', 'entries of the activity') : '',
  ].filter(Boolean);
  const known = counted.length > 0 ? ` Among it: ${listOf(counted)}.` : '';
  return `Whatever was done after that is missing in it.${known}`;
}

/** Why nothing is offered to restore. */
export const nothingToRestore = ({ unusableBackups }: RescueOptions) =>
  unusableBackups === 0
    ? 'No backup has been made on this computer yet.'
    : `${count(unusableBackups, 'backup is', 'backups are')} here, but damaged too or made by a newer console.`;

export function readableWords({ readable }: RescueOptions): string {
  const parts = [
    readable.clinics > 0 ? count(readable.clinics, 'clinic') : '',
    readable.connections > 0 ? count(readable.connections, 'connection') : '',
    readable.tests > 0 ? count(readable.tests, 'test') : '',
    readable.auditEntries > 0 ? count(readable.auditEntries, 'entry of the activity', 'entries of the activity') : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'Nothing can be read any more.' : `Still readable: ${joined(parts)}.`;
}

/** False when there is nothing to put into a report. */
export const isAnythingReadable = ({ readable }: RescueOptions) => Object.values(readable).some((size) => size > 0);
