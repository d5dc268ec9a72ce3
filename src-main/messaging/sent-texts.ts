/**
 * `sent-texts.jsonl` in the profile: what `sms-test --env-file` sent, in case its report is lost. One line before
 * each request and one after each change, without credentials.
 */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensurePrivateFile, ensurePrivateFolder } from '../private-files';
import { type Journal, memoryJournal } from './journal';

/** Bytes from which on a new file is begun; the one before is kept beside it. */
const longestFile = 1_000_000;

export const sentTextsFile = (profileDir: string): string => path.join(profileDir, 'sent-texts.jsonl');

/** Appends a line, and returns when it is on the disk. @throws when the file can't be written */
function append(file: string, line: object): void {
  ensurePrivateFolder(path.dirname(file));
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > longestFile)
    renameSync(file, file.replace(/\.jsonl$/, '.old.jsonl'));
  ensurePrivateFile(file);
  appendFileSync(file, `${JSON.stringify(line)}\n`, { flush: true });
}

type RecordedRun = { simulated: boolean; startedBy: string };

/**
 * An in-memory journal that is also written to the profile.
 * @param failed told once when the file can't be written. The run goes on: it needs no profile
 */
export function recordedJournal(
  profileDir: string,
  run: RecordedRun,
  now: () => Date,
  failed: (thrown: unknown) => void,
): Journal {
  const journal = memoryJournal();
  let isFailing = false;
  let isRehearsal = false;
  const record = (line: object) => {
    if (isFailing) return;
    try {
      const mark = isRehearsal ? { testCredentials: true } : {};
      append(sentTextsFile(profileDir), { at: now().toISOString(), ...line, ...run, ...mark });
    } catch (thrown) {
      isFailing = true;
      failed(thrown);
    }
  };
  return {
    async intend(entry, isTried) {
      const { step, from, to, body } = entry;
      isRehearsal = isTried;
      record({ state: 'intended', step, from, to, body });
      return journal.intend(entry, isRehearsal);
    },
    async update(id, change) {
      await journal.update(id, change);
      const entry = journal.entries.get(id);
      if (entry !== undefined)
        record({
          state: entry.state,
          step: entry.step,
          from: entry.from,
          to: entry.to,
          sid: entry.sid,
          status: entry.status,
        });
    },
    accountedSids: () => journal.accountedSids(),
  };
}
