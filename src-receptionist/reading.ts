/** Takes what the database has, one reading at a time, with the keys that the vault’s log names for this machine. */
import { AppError } from '../src-shared/errors';
import type { DeliveryHead } from '../src-shared/shared-vault/delivery-heads';
import type { Identity } from '../src-shared/shared-vault/identity';
import type { CacheContents } from './cache-file';
import type { createKeeping } from './keeping';
import { type KeyFile, readKeyFile } from './key-file';
import type { Changes, createKnowledge } from './knowledge';
import type { VaultDatabase } from './vault-database';
import type { createVouching } from './vouching';

/** The login or the log names other keys than those in use. */
const isOfOtherKeys = (thrown: unknown) =>
  thrown instanceof AppError && ['receptionist.login-refused', 'receptionist.keys-replaced'].includes(thrown.data.code);

/** Keys that were made for this machine meanwhile, or that another process of it changed to; null where there are none. */
function otherKeysOf(keyFile: string, inUse: Identity): Identity | null {
  const { keys, next } = readKeyFile(keyFile);
  return [keys, next].find((one) => one !== undefined && one.sign.public !== inUse.sign.public) ?? null;
}

type Reading = {
  keyFile: string;
  machine: Pick<KeyFile, 'keys'>;
  database: Pick<VaultDatabase, 'read'>;
  knowledge: ReturnType<typeof createKnowledge>;
  vouching: Pick<ReturnType<typeof createVouching>, 'take'>;
  keeping: Pick<ReturnType<typeof createKeeping>, 'changeTo'>;
  problem(thrown: unknown): void;
  /** Before anybody else learns of them. */
  took(changes: Changes, at: number): Promise<void>;
};

export function createReading({ keyFile, machine, database, knowledge, vouching, keeping, problem, took }: Reading) {
  let readAt: number | null = null;
  let clockProblem: AppError | null = null;
  let isStopped = false;

  async function takeWords(words: readonly DeliveryHead[]): Promise<void> {
    const membership = knowledge.membership();
    if (membership === null) return;
    clockProblem = await vouching.take(membership, knowledge.rows(), words, Date.now());
  }
  async function take(): Promise<Changes> {
    const { words, ...read } = await database.read();
    const changes = await knowledge.take(read, problem);
    await takeWords(words);
    return changes;
  }
  async function takeNewest(): Promise<Changes> {
    try {
      return await take();
    } catch (thrown) {
      const before = machine.keys;
      const next = isOfOtherKeys(thrown) ? otherKeysOf(keyFile, before) : null;
      if (next === null) throw thrown;
      machine.keys = next;
      try {
        const changes = await take();
        keeping.changeTo(next);
        return changes;
      } catch (again) {
        if (!isOfOtherKeys(again)) throw again;
        machine.keys = before;
        throw thrown;
      }
    }
  }

  let reading: Promise<void> | null = null;
  let isAskedAgain = false;
  return {
    /** Reads at once, or once more after the reading that is under way: that one may have begun too early. */
    async refresh(): Promise<void> {
      if (reading !== null) {
        isAskedAgain = true;
        return reading;
      }
      reading = (async () => {
        do {
          isAskedAgain = false;
          const changes = await takeNewest();
          readAt = Date.now();
          await took(changes, readAt);
        } while (isAskedAgain && !isStopped);
      })().finally(() => {
        reading = null;
      });
      return reading;
    },
    /** What was read by an earlier run, verified again as if it came from the database. */
    async takeKept(kept: CacheContents): Promise<void> {
      await knowledge.take(kept, problem);
      await takeWords([]);
      readAt = Date.parse(kept.readAt);
    },
    /** When what is known was true; null before. */
    readAt: () => readAt,
    /** Why words of members can’t be judged by this machine’s clock; null where they can. */
    clockProblem: () => clockProblem,
    /** After what is under way. */
    async stop(): Promise<void> {
      isStopped = true;
      await reading?.catch(() => undefined);
    },
  };
}
