/**
 * Compares what connections are with what was told of them, and tells what changed. Marks and notices are stored before
 * anything is shown: a change that was told is not told again, and one that a kill cut off is told by the next start.
 */
import type { BackgroundNotice } from '../../src-shared/background/notice';
import { providerDescriptors } from '../../src-shared/providers';
import { markTitle } from '../../src-shared/providers/modes';
import { providerReadiness } from '../../src-shared/readiness/readiness';
import { type CheckEnd, modeOfEnd } from '../checks/check-end';
import type { CheckJob } from '../checks/turns';
import { modeOf, overviewRungs } from '../credentials/connection-view';
import { type Warning, warningsOf } from '../credentials/warnings';
import { outlookOf, providerNow } from '../providers/outlook';
import type { OrganizationOverview, Storage } from '../storage/repositories';
import { allAttempts, allDoubtful } from './all-clinics';
import { type Change, type NewNotice, noticesOf, warningsTogether } from './changes';
import { kitSubject, lookAtKit } from './kit';
import { subjectOf } from './schedule';

export type Review = ReturnType<typeof createReview>;

/** What a check found. */
export type Found = Pick<Change, 'organizationId' | 'provider' | 'mode' | 'to' | 'why'>;

/** What the end of a check says; null where it says nothing of the connection. */
export function foundBy({ organizationId, provider }: CheckJob, end: CheckEnd): Found | null {
  if (end.kind === 'unproved') return null;
  // A fault of this console, such as a vault that was locked meanwhile.
  if (end.kind === 'failed' && end.connection === null && !end.error.code.startsWith(`${provider}.`)) return null;
  const isBroken = end.kind === 'failed';
  const why = isBroken ? end.error.message : '';
  return { organizationId, provider, mode: modeOfEnd(end), to: isBroken ? 'broken' : 'working', why };
}

/** Set once the connections that were broken before anybody watched are marked. */
const baseline = 'baseline';
const broken = 'broken';
/** Between the subject and what it was warned of. */
const warningPart = ' warning: ';
/** An end that moved by less is the same. */
const sameEndMs = 2 * 24 * 3_600_000;
/** Clinics that are looked at without giving way to other work. */
const slice = 20;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Whether the clinic's connections are broken; those of which that is not known are left out. */
export function foundIn(overview: OrganizationOverview, now: Date): Found[] {
  const { organization, credentials } = overview;
  return credentials
    .filter(({ status }) => status !== 'revoked')
    .flatMap((credential): Found[] => {
      const { provider, status, lastError, expiresAt } = credential;
      const descriptor = providerDescriptors[provider];
      // Not aged: however old a proof is, it does not mean that the connection is broken.
      const rungs = overviewRungs(descriptor, overview, credential);
      const mode = modeOf(credential.metadata);
      const known = { provider, status, mode, rungs, problem: lastError, expiresAt };
      const { state, attention } = providerReadiness(descriptor, known, false, now);
      const of = { organizationId: organization.id, provider, mode };
      if (state === 'failed') return [{ ...of, to: 'broken', why: attention ?? '' }];
      return lastError === null && state !== 'no-answer' ? [{ ...of, to: 'working', why: '' }] : [];
    });
}

export function createReview({ storage, now }: { storage: Storage; now: () => Date }) {
  const { watch, organizations } = storage;

  async function changesOf(found: readonly Found[], marks: ReadonlyMap<string, string>): Promise<Change[]> {
    const changes: Change[] = [];
    for (const one of found) {
      const subject = subjectOf(one);
      if ((one.to === 'broken') === (marks.get(subject) === broken)) continue;
      const clinic = (await organizations.get(one.organizationId))?.name;
      if (clinic !== undefined) changes.push({ ...one, subject, clinic });
    }
    return changes;
  }

  const record = (changes: readonly Change[], notices: readonly NewNotice[]) =>
    watch.record({
      set: changes.filter(({ to }) => to === 'broken').map(({ subject }) => [subject, broken] as const),
      remove: changes.filter(({ to }) => to === 'working').map(({ subject }) => subject),
      notices,
    });

  async function look(organizationIds: Iterable<string>): Promise<Found[]> {
    const found: Found[] = [];
    let looked = 0;
    for (const id of organizationIds) {
      looked += 1;
      if (looked % slice === 0) await turn();
      const overview = await organizations.overview(id);
      if (overview !== null) found.push(...foundIn(overview, now()));
    }
    return found;
  }

  /** The marks of warnings by their subject, and what is to be changed of them. */
  type Marking = { marks: ReadonlyMap<string, string>; warned: ReadonlyMap<string, string[]> } & {
    set: [string, string][];
    remove: string[];
    notices: NewNotice[];
  };

  function markingOf(marks: ReadonlyMap<string, string>): Marking {
    const warned = new Map<string, string[]>();
    for (const known of marks.keys()) {
      const [subject = '', key] = known.split(warningPart);
      if (key !== undefined) warned.set(subject, [...(warned.get(subject) ?? []), known]);
    }
    return { marks, warned, set: [], remove: [], notices: [] };
  }

  /**
   * Compares what is to be warned of one subject with what was.
   * @param holding what would be said with some slack: a mark outside of it is forgotten, and may be told again
   */
  function mark(
    into: Marking,
    subject: string,
    current: readonly Warning[],
    holding: readonly Warning[],
    clinic: { id: string; marked: (title: string) => string } | null,
  ): void {
    const prefix = `${subject}${warningPart}`;
    const held = new Set(holding.flatMap(({ keys }) => keys.map((key) => prefix + key)));
    for (const known of into.warned.get(subject) ?? []) if (!held.has(known)) into.remove.push(known);
    for (const { keys, about, title, text } of current) {
      const told = into.marks.get(prefix + keys[0]);
      if (told !== undefined && Math.abs(Number(told) - about) < sameEndMs) continue;
      for (const key of keys) into.set.push([prefix + key, String(about)]);
      const whole = clinic === null ? title : clinic.marked(title);
      into.notices.push({ kind: 'warning', organizationId: clinic?.id ?? null, title: whole, text });
    }
  }

  const recordMarking = async ({ set, remove }: Marking, notices: readonly NewNotice[]) =>
    set.length + remove.length === 0 ? [] : watch.record({ set, remove, notices });

  /** @returns the newest of the providers' times, to tell the age of the recovery kit by; null for none */
  async function markClinics(organizationIds: Iterable<string>, into: Marking): Promise<number | null> {
    const at = now();
    let newest: number | null = null;
    let looked = 0;
    for (const id of organizationIds) {
      looked += 1;
      if (looked % slice === 0) await turn();
      const overview = await organizations.overview(id);
      for (const stored of overview?.credentials ?? []) {
        if (stored.status === 'revoked') continue;
        const descriptor = providerDescriptors[stored.provider];
        const known = providerNow(outlookOf(stored.metadata), stored.verifiedAt, at);
        if (known !== null) newest = Math.max(newest ?? known, known);
        const name = overview?.organization.name ?? '';
        mark(
          into,
          subjectOf({ organizationId: id, provider: stored.provider }),
          warningsOf(descriptor, stored, at),
          warningsOf(descriptor, stored, at, 2),
          { id, marked: (title) => `${name}: ${markTitle(title, descriptor, modeOf(stored.metadata))}` },
        );
      }
    }
    return newest;
  }

  /** The marks of connections that are not there any more. */
  async function goneOf(marks: Iterable<string>): Promise<string[]> {
    const gone = new Map<string, string[]>();
    for (const mark of marks) {
      const [subject = ''] = mark.split(warningPart);
      if (subject !== baseline && subject !== kitSubject) gone.set(subject, [...(gone.get(subject) ?? []), mark]);
    }
    for await (const attempts of allAttempts(watch)) for (const attempt of attempts) gone.delete(subjectOf(attempt));
    return [...gone.values()].flat();
  }

  async function markKit(at: number, into: Marking): Promise<void> {
    const before = into.marks.get(kitSubject);
    const { mark: after, warned } = lookAtKit(before, await watch.kit(), at);
    if (after === undefined && before !== undefined) into.remove.push(kitSubject);
    if (after) into.set.push([kitSubject, after]);
    mark(into, kitSubject, warned(1), warned(2), null);
  }

  return {
    /** Tells what checks found. @returns the notices that are to be shown */
    async tell(found: readonly Found[]): Promise<BackgroundNotice[]> {
      const changes = await changesOf(found, await watch.marks());
      return changes.length === 0 ? [] : record(changes, noticesOf(changes));
    },

    /** Tells what is about to end or to run out, of these clinics, and how old the recovery kit is; each once. */
    async warn(organizationIds: Iterable<string>): Promise<BackgroundNotice[]> {
      const into = markingOf(await watch.marks());
      const at = await markClinics(organizationIds, into);
      if (at !== null) await markKit(at, into);
      return recordMarking(into, warningsTogether(into.notices));
    },

    /** A person saw these clinics change: nothing is told of it. */
    async hear(organizationIds: Iterable<string>): Promise<void> {
      const ids = [...organizationIds];
      const marks = await watch.marks();
      const changes = await changesOf(await look(ids), marks);
      if (changes.length > 0) await record(changes, []);
      const into = markingOf(marks);
      await markClinics(ids, into);
      await recordMarking(into, []);
    },

    /**
     * Tells what changed without being told: after a kill, or in quiet hours. What was broken before anybody watched is
     * marked and not told.
     */
    async catchUp(): Promise<BackgroundNotice[]> {
      const marks = await watch.marks();
      const marked = [...marks].filter(([, value]) => value === broken).map(([subject]) => subject);
      const gone = await goneOf(marks.keys());
      const ids = new Set(marked.map((subject) => subject.split(' ')[0] ?? ''));
      for await (const doubtful of allDoubtful(watch)) for (const id of doubtful) ids.add(id);
      const changes = await changesOf(await look(ids), marks);
      if (gone.length > 0) await watch.record({ set: [], remove: gone, notices: [] });
      if (!marks.has(baseline)) {
        await watch.record({ set: [[baseline, '']], remove: [], notices: [] });
        await record(changes, []);
        return [];
      }
      return changes.length === 0 ? [] : record(changes, noticesOf(changes));
    },
  };
}
