/** What a rescue would bring back, what it would lose, and what can still be read, in plain words. */

import { listOf } from '../../../src-shared/list-words';
import { t } from '../../../src-shared/texts/translate';
import type { RescueOptions, Restorable } from '../../../src-shared/vault/rescue';

/** How many names fit into a sentence. */
const namesShown = 3;

const clinicsIn = (count: number) => t('{count, plural, one {# clinic} other {# clinics}}', { count });
const entriesIn = (count: number) =>
  t('{count, plural, one {# entry of the activity} other {# entries of the activity}}', { count });

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesShown);
  const more = names.length - shown.length;
  return more > 0 ? t('{names} and {more} more', { names: shown.join(', '), more }) : listOf(shown);
}

export const restoreTitle = ({ source }: Restorable) =>
  source === 'backup' ? t('Restore the newest backup') : t('Go back to just before the damage');
export const restoreLabel = ({ source }: Restorable) =>
  source === 'backup' ? t('Restore this backup') : t('Restore to this point');

/** What is in it. Its age is said beside this, as a time that can be hovered. */
export const restoreContents = ({ clinics }: Restorable) =>
  t('It holds {clinics, plural, one {# clinic} other {# clinics}} and passed its check.', { clinics });

/** What is lost by going back to it. Only what can still be read of the damaged file can be counted. */
export function restoreLosses({ missingClinics, missingEntries }: Restorable): string {
  const counted = [
    missingClinics.length > 0 ? `${clinicsIn(missingClinics.length)} (${listed(missingClinics)})` : '',
    missingEntries > 0 ? entriesIn(missingEntries) : '',
  ].filter(Boolean);
  const missing = t('Whatever was done after that is missing in it.');
  return counted.length > 0 ? `${missing} ${t('Among it: {things}.', { things: listOf(counted) })}` : missing;
}

/** Why nothing is offered to restore. */
export const nothingToRestore = ({ unusableBackups }: RescueOptions) =>
  unusableBackups === 0
    ? t('No backup has been made on this computer yet.')
    : t('{count, plural, one {# backup is} other {# backups are}} here, but damaged too or made by a newer console.', {
        count: unusableBackups,
      });

export function readableWords({ readable }: RescueOptions): string {
  const parts = [
    readable.clinics > 0 ? clinicsIn(readable.clinics) : '',
    readable.connections > 0
      ? t('{count, plural, one {# connection} other {# connections}}', { count: readable.connections })
      : '',
    readable.tests > 0 ? t('{count, plural, one {# test} other {# tests}}', { count: readable.tests }) : '',
    readable.auditEntries > 0 ? entriesIn(readable.auditEntries) : '',
  ].filter(Boolean);
  return parts.length === 0
    ? t('Nothing can be read any more.')
    : t('Still readable: {parts}.', { parts: listOf(parts) });
}

/** False when there is nothing to put into a report. */
export const isAnythingReadable = ({ readable }: RescueOptions) => Object.values(readable).some((size) => size > 0);
