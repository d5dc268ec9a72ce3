/** What is known is on disk before anybody is told or served: the cache file, and the keys that open it. */
import { type CacheContents, createCacheFile } from './cache-file';
import { changeToKeys, type KeyFile } from './key-file';
import type { createKnowledge } from './knowledge';
import { mergedCache } from './merged-cache';
import { cacheFileUnusable } from './receptionist-errors';
import type { createReplacedTokens } from './replaced-tokens';
import { hasOldTimes, hasRevoked, hasSame } from './same-contents';
import type { createVouching } from './vouching';

const notOurs =
  'It does not open with the keys of this machine, and is made anew. What was seen before is not known any more.';

type Keeping = {
  keyFile: string;
  cacheFile: string;
  /** Its keys are exchanged where others open the file. */
  machine: Pick<KeyFile, 'keys' | 'next'>;
  knowledge: Pick<ReturnType<typeof createKnowledge>, 'contents'>;
  replaced: Pick<ReturnType<typeof createReplacedTokens>, 'all'>;
  vouching: Pick<ReturnType<typeof createVouching>, 'words'>;
  problem(thrown: unknown): void;
};

export function createKeeping({ keyFile, cacheFile, machine, knowledge, replaced, vouching, problem }: Keeping) {
  let cache = createCacheFile(cacheFile, machine.keys);
  let unkept: unknown = null;
  /** What the file has at least: other processes of this machine only add to it. */
  let kept: CacheContents | null = null;

  function known(at: number): CacheContents {
    const vouched = vouching.words();
    return {
      ...knowledge.contents(new Date(at).toISOString()),
      replaced: replaced.all(),
      ...(vouched === undefined ? {} : { vouched }),
    };
  }

  function write(ours: CacheContents): void {
    try {
      cache.replace((theirs) => (typeof theirs === 'string' ? ours : mergedCache(ours, theirs)));
      kept = ours;
      unkept = null;
    } catch (thrown) {
      unkept = thrown;
      // It would bring back after a crash what was revoked.
      if (kept !== null && hasRevoked(kept, ours)) {
        cache.remove();
        kept = null;
      }
      problem(thrown);
    }
  }

  /** Where the file has it all, nothing is written. @param mayTimesWait they are kept at a later call */
  function keep(at: number, mayTimesWait = false): void {
    const ours = known(at);
    if (unkept === null && kept !== null && hasSame(kept, ours) && (mayTimesWait || !hasOldTimes(kept, ours))) return;
    write(ours);
  }

  return {
    keep,
    /** Why the cache file lacks what is known; null where it has it. */
    unkept: () => unkept,
    /** From now on the machine has these keys. @throws AppError `receptionist.key-file` */
    changeTo(keys: KeyFile['keys']): void {
      cache = createCacheFile(cacheFile, keys);
      // Whatever it has: no others open it from now on.
      write(known(Date.now()));
      // The file that both kinds of keys are read from changes last: killed before, it is done again.
      if (unkept === null) changeToKeys(keyFile, keys);
    },
    /**
     * What an earlier run kept; null where there is nothing that opens.
     * @param amiss what is wrong with it, and does not keep anything from starting
     * @throws AppError `receptionist.cache-file` where it can't be read
     */
    earlier(amiss: (thrown: unknown) => void): CacheContents | null {
      const found = cache.read();
      if (typeof found !== 'string') {
        kept = found;
        return found;
      }
      if (found === 'absent') return null;
      const withNext = machine.next === undefined ? null : createCacheFile(cacheFile, machine.next);
      const theirs = withNext?.read() ?? found;
      if (machine.next === undefined || withNext === null || typeof theirs === 'string') {
        amiss(cacheFileUnusable(cacheFile, notOurs));
        return null;
      }
      // The change to other keys was cut off after this file, and before that of the keys. The log named them: without
      // the database as well, no others open what is kept.
      cache = withNext;
      kept = theirs;
      machine.keys = machine.next;
      try {
        changeToKeys(keyFile, machine.keys);
      } catch (thrown) {
        amiss(thrown);
      }
      return theirs;
    },
  };
}
