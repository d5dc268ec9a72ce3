/** A clinic in the window's list: its row, and what finding and sorting need of it, worked out when the row arrives. */
import type { ClinicRow } from '../../../src-shared/organizations/clinic-row';
import type { OrganizationStatus } from '../../../src-shared/organizations/organization';
import type { ProofSpans } from '../../../src-shared/organizations/proof-spans';
import { providerDescriptors } from '../../../src-shared/providers';
import { type ClinicSummary, changesAt, knownOf, summarize } from '../../../src-shared/readiness/summarize';
import { type SearchText, searchTextOf } from './clinic-search';

/** The same object for as long as the clinic is listed. */
export type ListedClinic = {
  readonly id: string;
  row: ClinicRow;
  status: OrganizationStatus;
  /** What needs a person comes first. */
  rank: number;
  /** When it was checked last, in milliseconds since 1970; 0 for never. */
  checked: number;
  /** When its row changes next by age alone, in milliseconds since 1970. */
  changesAt: number;
  searched: SearchText;
  /** The name as plain names are compared. */
  nameKey: string;
  /** The last time that rows stood still with it among them. */
  stoodIn?: number;
};

const urgency: Readonly<Record<OrganizationStatus, number>> = {
  'needs-attention': 0,
  unproven: 1,
  'not-set-up': 2,
  ready: 3,
};

export const plainName = /^[A-Za-z0-9 ]*$/;
const nameKeyOf = (name: string) =>
  plainName.test(name) ? name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0')) : '';

export const summaryOf = (row: ClinicRow, now: Date, spans: ProofSpans): ClinicSummary =>
  summarize(knownOf(row, providerDescriptors), providerDescriptors, now, spans);

export function listed(row: ClinicRow, now: Date, spans: ProofSpans): ListedClinic {
  const known = knownOf(row, providerDescriptors);
  const summary = summarize(known, providerDescriptors, now, spans);
  return {
    id: row.id,
    row,
    status: summary.status,
    rank: urgency[summary.status],
    checked: summary.checkedAt === null ? 0 : Date.parse(summary.checkedAt),
    changesAt: changesAt(known, providerDescriptors, now, spans),
    searched: searchTextOf(summary),
    nameKey: nameKeyOf(row.name),
  };
}
