/**
 * The state of the vault. Each state has its own screen. Unreadable is not absent: only `ready` lets anything be
 * written.
 */
import { z } from 'zod';
import { passphraseLimits } from './passphrase-limits';

export const vaultStateSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('ready'),
    /**
     * `keychain`: the OS keeps the master key. `passphrase`: it is wrapped under the person's passphrase. `memory`: it
     * dies with this run.
     */
    protection: z.enum(['keychain', 'passphrase', 'memory']),
    /** True right after the first key of this profile was made. */
    createdNow: z.boolean(),
  }),
  /** The keychain is there and asks to be unlocked. */
  z.strictObject({ state: z.literal('locked') }),
  /** The person or the system refused access. */
  z.strictObject({ state: z.literal('denied') }),
  /** No keychain service answers on this machine. `hasCredentials`: sealed data waits for a key. */
  z.strictObject({ state: z.literal('unavailable'), hasCredentials: z.boolean() }),
  /** The keychain answers, but the key that opens this profile's data is not in it. */
  z.strictObject({ state: z.literal('key-missing') }),
  /** The keychain holds a key, and it is not the one that sealed this profile's data. */
  z.strictObject({ state: z.literal('wrong-key') }),
  /** The keychain did not answer in time. */
  z.strictObject({ state: z.literal('timed-out') }),
  /** The master key is wrapped under a passphrase that has not been given in this run. */
  z.strictObject({ state: z.literal('passphrase-needed'), wrong: z.boolean() }),
  /** The database was made by a newer console. Nothing was touched. */
  z.strictObject({ state: z.literal('database-newer'), found: z.number().int(), supported: z.number().int() }),
  /** The database is damaged. The file was kept as it is. */
  z.strictObject({ state: z.literal('database-damaged'), file: z.string() }),
  /** There is no database, or nothing in it, in a profile that had one. Nothing was made in its place. */
  z.strictObject({ state: z.literal('database-missing'), file: z.string(), found: z.enum(['missing', 'empty']) }),
  /** The profile folder or the database cannot be opened or written. */
  z.strictObject({ state: z.literal('database-unavailable'), reason: z.string() }),
]);
export type VaultState = z.infer<typeof vaultStateSchema>;
export const passphraseSchema = z.string().min(passphraseLimits.shortest).max(passphraseLimits.longest);
