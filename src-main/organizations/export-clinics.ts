/** The list of clinics as a table for spreadsheets, written a slice at a time. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { csvLine, csvMark } from '../../src-shared/csv';
import { clinicStateWords } from '../../src-shared/organizations/clinic-state';
import type { OrganizationSummary } from '../../src-shared/organizations/organization';
import type { ProofSpans } from '../../src-shared/organizations/proof-spans';
import { allProviders, modeDescriptorOf, providerDescriptors } from '../../src-shared/providers';
import { t, text } from '../../src-shared/texts/translate';
import { writeExport } from '../export-file';
import type { OrganizationOverview, OrganizationRepository } from '../storage/repositories';
import { summaryOf } from './summary';

const slice = 100;

const head = () => [
  t('Clinic'),
  t('State'),
  t('What needs attention'),
  t('Next'),
  ...allProviders.map(({ name }) => name),
  t('Time zone'),
  t('Last checked (UTC)'),
  t('Id'),
];

function cellsOf(summary: OrganizationSummary): string[] {
  const { id, name, timeZone, state, attention, nextAction, connections, notNeeded, checkedAt } = summary;
  const cellOf = (provider: (typeof allProviders)[number]['id']) => {
    const connection = connections.find((each) => each.provider === provider);
    if (connection) {
      const account = connection.resource ?? t('Connected');
      const mode = modeDescriptorOf(connection);
      return mode === undefined ? account : `${account} (${t(mode.label)})`;
    }
    return notNeeded.includes(provider) ? t('Not needed') : t('Not connected');
  };
  return [
    name,
    t(clinicStateWords[state].word),
    attention ?? '',
    nextAction?.text ?? '',
    ...allProviders.map(({ id: provider }) => cellOf(provider)),
    timeZone,
    checkedAt ?? '',
    id,
  ];
}

const refused = { code: 'organization.not-exported', message: text('The list could not be saved.') };

/** These clinics in their order, or all by their ids, a slice at a time. */
async function* slices(organizations: ExportDeps['organizations'], ids: readonly string[] | undefined) {
  if (ids !== undefined) {
    for (let at = 0; at < ids.length; at += slice) yield await organizations.overviewsOf(ids.slice(at, at + slice));
    return;
  }
  for (let after: string | undefined = ''; after !== undefined; ) {
    const read: OrganizationOverview[] = await organizations.overviewsAfter(after, slice);
    yield read;
    after = read.length < slice ? undefined : read.at(-1)?.organization.id;
  }
}

type ExportDeps = {
  organizations: Pick<OrganizationRepository, 'overviewsOf' | 'overviewsAfter'>;
  /** How long a proof counts. */
  spans: ProofSpans;
  now: Date;
};

/**
 * Whole or not at all, readable by its owner only.
 * @throws AppError `organization.not-exported`, and what reading the clinics throws; no file is left then
 */
export async function exportClinics(
  { organizations, spans, now }: ExportDeps,
  ids: readonly string[] | undefined,
  file: string,
): Promise<void> {
  async function* parts() {
    yield csvMark + csvLine(head());
    for await (const overviews of slices(organizations, ids)) {
      const summaries = overviews.map((overview) => summaryOf(overview, providerDescriptors, now, spans));
      yield summaries.map((summary) => csvLine(cellsOf(summary))).join('');
      await nextTurn();
    }
  }
  await writeExport(file, parts(), refused);
}
