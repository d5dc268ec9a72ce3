/**
 * How long ago a member's console vouched for what this machine holds. Revisions only rise here, so what was once the
 * newest that a member saw is at least that new for ever, and only its age counts.
 */
import type { AppError } from '../src-shared/errors';
import {
  clinicsOfWord,
  type DeliveryHead,
  deliveriesDigest,
  isGivenWord,
} from '../src-shared/shared-vault/delivery-heads';
import { givenAt, type Membership } from '../src-shared/shared-vault/membership';
import type { DeliveredRow } from './delivered-rows';
import { clockIsWrong, unvouched } from './receptionist-errors';

/** From this age on it is told, in milliseconds. */
const toldAloneMs = 24 * 3_600_000;
/** By default: longer than the holidays in which all consoles of a group are off. */
export const usualAloneMs = 14 * toldAloneMs;
/** A word that is further in the future than this does not count. */
const clockMs = 10 * 60_000;

export type KeptWord = { clinicId: string; at: string };

/** @param isPromised the console that admitted this machine said that members vouch */
export function createVouching({ id }: { id: string }, isPromised: boolean, aloneMs: number) {
  /** Clinics for which a member ever vouched: of others nobody may have a console that does. */
  const asked = new Set<string>();
  /** Of each clinic. */
  const vouched = new Map<string, number>();
  let isTold = false;

  const raise = (clinic: string, at: number) => vouched.set(clinic, Math.max(at, vouched.get(clinic) ?? 0));
  const isAsked = (clinic: string) => isPromised || asked.has(clinic);
  const ageOf = (clinic: string, now: number): number | null =>
    isAsked(clinic) ? Math.max(0, now - (vouched.get(clinic) ?? 0)) : null;

  return {
    /** What an earlier run knew. */
    remember(words: readonly KeptWord[] | undefined): void {
      for (const { clinicId, at } of words ?? []) {
        asked.add(clinicId);
        raise(clinicId, Date.parse(at));
      }
    },
    /** For the file; undefined as long as nobody ever vouched. */
    words(): KeptWord[] | undefined {
      const words = [...vouched].filter(([clinic]) => isAsked(clinic));
      if (words.length === 0) return undefined;
      return words.map(([clinicId, at]) => ({ clinicId, at: new Date(at).toISOString() }));
    },
    vouchedAt(clinic: string): string | null {
      const at = vouched.get(clinic);
      return isAsked(clinic) && at !== undefined ? new Date(at).toISOString() : null;
    },

    /** @param rows as they were verified @returns what is wrong with the clocks */
    async take(
      membership: Membership,
      rows: readonly DeliveredRow[],
      words: readonly DeliveryHead[],
      now: number,
    ): Promise<AppError | null> {
      const machine = membership.machines.get(id);
      if (machine === undefined) return null;
      // A clinic is as fresh as the entry of the log that gave it to this machine.
      for (const [clinic, at] of givenAt(machine)) raise(clinic, Math.min(now, Date.parse(at)));
      const delivered = rows.map(({ organization_id, provider, revision, signature }) => ({
        organizationId: organization_id,
        provider,
        revision,
        signature,
      }));
      let ahead = 0;
      for (const word of words) {
        const member = membership.members.get(word.memberId);
        const at = Date.parse(word.at);
        if (member === undefined || word.machineId !== id || Number.isNaN(at)) continue;
        const clinics = clinicsOfWord(member, machine);
        // Nothing new would follow from it.
        if (clinics.every((clinic) => isAsked(clinic) && (vouched.get(clinic) ?? 0) >= at)) continue;
        if (!(await isGivenWord(membership, word))) continue;
        if (at > now + clockMs) {
          ahead = Math.max(ahead, at - now);
          continue;
        }
        // One of other deliveries: from before the last change, or of what is not shown here.
        if (word.digest !== (await deliveriesDigest(clinics, delivered))) continue;
        for (const clinic of clinics) {
          asked.add(clinic);
          raise(clinic, at);
        }
      }
      return ahead > 0 ? clockIsWrong(ahead) : null;
    },

    /** Once, when it has become so long that people should know. @param clinics those of which something is held */
    toTell(clinics: readonly string[], now: number): AppError | null {
      const oldest = Math.max(0, ...clinics.map((clinic) => ageOf(clinic, now) ?? 0));
      const wasTold = isTold;
      isTold = oldest >= toldAloneMs;
      return isTold && !wasTold ? unvouched(oldest, aloneMs) : null;
    },

    /** @throws AppError `receptionist.unvouched` */
    require(clinic: string, now: number): void {
      const age = ageOf(clinic, now);
      if (age !== null && age > aloneMs) throw unvouched(age, aloneMs);
    },
  };
}
