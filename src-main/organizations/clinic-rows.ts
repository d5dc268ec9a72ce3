/**
 * The list of clinics as the window reads it: the first screenful at once, the rest behind it in slices, and what
 * changed clinic by clinic. Nothing here walks all clinics in one go.
 */
import type { ClinicRow, ClinicSlice } from '../../src-shared/organizations/clinic-row';
import { providerDescriptors } from '../../src-shared/providers';
import { proofSpansOf } from '../../src-shared/readiness/proof-span';
import type { OrganizationRepository, SettingsRepository } from '../storage/repositories';
import { rowOf } from './summary';

/** Lists up to this length come whole. */
const wholeUpTo = 150;
/** As many rows as a tall window shows. */
const screenful = 60;
/** How many clinics are read in one go, and how long a slice goes on reading, in milliseconds. */
const step = 40;
const sliceMs = 8;

const rows = (overviews: Awaited<ReturnType<OrganizationRepository['overviewsOf']>>): ClinicRow[] =>
  overviews.map((overview) => rowOf(overview, providerDescriptors));

export type ClinicRows = ReturnType<typeof createClinicRows>;

export function createClinicRows({
  organizations,
  settings,
}: {
  organizations: Pick<
    OrganizationRepository,
    'count' | 'firstOverviews' | 'overviewsAfter' | 'overviewsOf' | 'otherWrites'
  >;
  settings: Pick<SettingsRepository, 'get'>;
}) {
  async function readAfter(after: string): Promise<Pick<ClinicSlice, 'organizations' | 'next'>> {
    const until = performance.now() + sliceMs;
    const read: ClinicRow[] = [];
    for (let last: string | undefined = after; last !== undefined; ) {
      const more = await organizations.overviewsAfter(last, step);
      read.push(...rows(more));
      last = more.length < step ? undefined : more.at(-1)?.organization.id;
      if (last !== undefined && performance.now() > until) return { organizations: read, next: last };
    }
    return { organizations: read, next: null };
  }

  async function begin(): Promise<Pick<ClinicSlice, 'organizations' | 'next' | 'total'>> {
    const total = await organizations.count();
    return total <= wholeUpTo
      ? { total, organizations: rows(await organizations.overviewsAfter('', wholeUpTo)), next: null }
      : { total, organizations: rows(await organizations.firstOverviews(screenful)), next: '' };
  }

  return {
    /**
     * @param after what the slice before said of the next one; without it, the beginning
     * @param known the version that the caller has whole: nothing is read again while it is the current one
     */
    async slice(after: string | undefined, known: string | undefined): Promise<ClinicSlice> {
      const [version, set] = await Promise.all([organizations.otherWrites(), settings.get()]);
      const about = { version, proofSpans: proofSpansOf(set) };
      if (after !== undefined) return { ...about, ...(await readAfter(after)) };
      if (known === version) return { ...about, organizations: [], next: null, unchanged: true };
      return { ...about, ...(await begin()) };
    },

    /** The rows of these clinics; those that are gone are missing. */
    rows: async (ids: readonly string[]): Promise<ClinicRow[]> => rows(await organizations.overviewsOf(ids)),
  };
}
