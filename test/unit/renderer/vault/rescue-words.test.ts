import { describe, expect, it } from 'vitest';
import {
  isAnythingReadable,
  nothingToRestore,
  readableWords,
  restoreContents,
  restoreLosses,
  restoreTitle,
} from '../../../../src-renderer/screens/vault/rescue-words';
import type { RescueOptions, Restorable } from '../../../../src-shared/vault/rescue';

const backup: Restorable = {
  id: 'b',
  source: 'backup',
  asOf: '2026-05-04T09:30:00.000Z',
  clinics: 12,
  missingClinics: [],
  missingEntries: 0,
};
const options = (over: Partial<RescueOptions>): RescueOptions => ({
  restorable: null,
  unusableBackups: 0,
  readable: { clinics: 0, connections: 0, tests: 0, auditEntries: 0 },
  unreadable: [],
  inSharedVault: false,
  ...over,
});

describe('before a backup is restored', () => {
  it('its contents are said', () => {
    expect(restoreContents(backup)).toBe('It holds 12 clinics and passed its check.');
    expect(restoreTitle(backup)).not.toBe(restoreTitle({ ...backup, source: 'before-damage' }));
  });

  it('what is lost is named as far as anybody knows, and never promised to be all', () => {
    expect(restoreLosses(backup)).toBe('Whatever was done after that is missing in it.');
    expect(restoreLosses({ ...backup, missingClinics: ['A'], missingEntries: 1 })).toMatch(
      /Among it: 1 clinic \(A\) and 1 entry of the activity\.$/,
    );
    expect(restoreLosses({ ...backup, missingClinics: ['A', 'B'], missingEntries: 1200 })).toMatch(
      /2 clinics \(A and B\) and 1,200 entries/,
    );
    expect(restoreLosses({ ...backup, missingClinics: ['A', 'B', 'C', 'D', 'E'] })).toMatch(
      /5 clinics \(A, B, C and 2 more\)\.$/,
    );
  });

  it('having none is explained', () => {
    expect(nothingToRestore(options({}))).toBe('No backup has been made on this computer yet.');
    expect(nothingToRestore(options({ unusableBackups: 2 }))).toBe(
      '2 backups are here, but damaged too or made by a newer console.',
    );
  });
});

describe('what can still be read', () => {
  it('is counted, without what is not there', () => {
    const some = options({ readable: { clinics: 2, connections: 0, tests: 1, auditEntries: 5 } });
    expect(readableWords(some)).toBe('Still readable: 2 clinics, 1 test and 5 entries of the activity.');
    expect(isAnythingReadable(some)).toBe(true);
  });

  it('may be nothing, and then no report is offered', () => {
    expect(readableWords(options({}))).toBe('Nothing can be read any more.');
    expect(isAnythingReadable(options({}))).toBe(false);
  });
});
