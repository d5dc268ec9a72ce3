/**
 * Compares the audit trail with its anchor. What does not fit is said in the trail, and a credential that has ended
 * since and is back waits to be confirmed.
 */
import { type Text, t, text } from '../../src-shared/texts/translate';
import type { Anchor } from './audit-anchor';
import type { AuditReader } from './audit-reader';
import {
  type CredentialEnd,
  credentialName,
  credentialSubject,
  type EndedBy,
  everyCredential,
  type ReturnKind,
  returnSubject,
  type TrailReturn,
} from './audit-subjects';
import type { Walk } from './audit-walk';
import type { AuditWriter } from './audit-writer';
import type { Connection } from './connection';
import { params, preparedRead, read } from './queries';
import type { AuditNote } from './repositories';

/**
 * A restore by the console itself. `what` was put back, in words that end a sentence. A key that was put back explains
 * that there is no anchor, and no other database.
 */
export type ExpectedReturn = { what: string; part: 'database' | 'key' };

/** How a credential had ended. */
const ends: Readonly<Record<EndedBy, Text>> = {
  revoked: text('revoked'),
  replaced: text('replaced'),
  removed: text('removed'),
};

export function createAuditComparison({
  connection,
  reader,
  append,
}: {
  connection: Connection;
  reader: AuditReader;
  append: AuditWriter;
}) {
  const { database } = connection;
  const backIn = preparedRead(database, params<{ organization_id: string }>(), ({ organization_id }) =>
    read
      .selectFrom('overview_credentials')
      .select('provider')
      .where('organization_id', '=', organization_id)
      .where('status', '!=', 'revoked'),
  );

  /** What the anchor says that the console was about to put back, where that is what lies here. */
  function announced({ returning }: Anchor): ExpectedReturn | null {
    if (returning === undefined || reader.entryAt(returning.entry)?.hash !== returning.hash) return null;
    return { what: returning.what, part: 'database' };
  }

  /** Up to which entry those without a code have lost it. What does not fit is said in the trail first. */
  function compare(walk: Walk, kept: Anchor | null, putBack: ExpectedReturn | null): number {
    const told = putBack ?? (kept && announced(kept));
    // One that was written for a restore alone: before it, there was none.
    const anchor = kept?.entry === 0 && kept.returning !== undefined ? null : kept;
    const expected = anchor !== null && told?.part === 'key' ? null : told;
    if (anchor === null) {
      say({ kind: expected ? 'restored' : 'anchor-missing', last: walk.last, at: null }, null, expected);
      return 0;
    }
    const isThere = anchor.entry === 0 || reader.entryAt(anchor.entry)?.hash === anchor.hash;
    if (isThere) return anchor.entry;
    if (expected || walk.last < anchor.entry) {
      const last = (walk.uncoded[0]?.sequence ?? walk.last + 1) - 1;
      say({ kind: returnKind(walk, expected), last, at: reader.entryAt(last)?.at ?? null }, anchor, expected);
      return 0;
    }
    const firstUncoded = walk.uncoded.find(({ sequence }) => sequence <= anchor.entry)?.sequence;
    const first = Math.min(walk.firstBreak?.entry ?? anchor.entry, firstUncoded ?? anchor.entry);
    const found: TrailReturn = { kind: 'rolled-back', last: first - 1, at: null };
    // Where an entry does not fit, or has lost its code, it speaks for itself. What is back is asked about all the
    // same: an earlier database may have been filled up with entries that need no key.
    if (walk.firstBreak === null && firstUncoded === undefined) say(found, anchor, null);
    else connection.write(null, () => askAbout(found, anchor));
    return anchor.entry;
  }

  const returnKind = (walk: Walk, expected: ExpectedReturn | null): ReturnKind =>
    expected ? 'restored' : isCut(walk) ? 'cut' : 'rolled-back';

  /** True where the database holds what is later than its last entry: only the entries are older. */
  function isCut({ last, lastAt }: Walk): boolean {
    if (reader.highest() > last) return true;
    const latest = database
      .prepare<[], string | null>(
        'SELECT max(at) FROM (SELECT max(created_at) AS at FROM organizations UNION ALL ' +
          'SELECT max(verified_at) FROM overview_credentials)',
      )
      .pluck()
      .get();
    return latest != null && lastAt !== null && latest > lastAt;
  }

  function say(found: TrailReturn, anchor: Anchor | null, expected: ExpectedReturn | null): void {
    const known = anchor
      ? `. ${t('The last entry known outside of the database was number {entry}', { entry: anchor.entry })}`
      : '';
    const details: Record<ReturnKind, string> = {
      restored: `${t('The console put back {what}', { what: expected?.what ?? '' })}${known}`,
      'rolled-back': found.at
        ? `${t('The database is an earlier one, of {time}', { time: found.at })}${known}`
        : `${t('The database is an earlier one, or another one')}${known}`,
      cut: `${t('Entries after number {entry} were cut off', { entry: found.last })}${known}`,
      'anchor-missing': t('What anchors the activity outside of the database was gone, or was not of this vault'),
    };
    const outcome = found.kind === 'restored' ? 'succeeded' : 'failed';
    connection.write(null, () => {
      append(
        null,
        { action: 'activity.returned', outcome, detail: details[found.kind], simulated: false },
        returnSubject(found),
      );
      askAbout(found, anchor);
    });
  }

  /** What has ended since, and is back: none of it is used before a person confirms it. */
  function askAbout({ kind, last }: TrailReturn, anchor: Anchor | null): void {
    const asked = { mark: 'asked', sealedRevision: 0 } as const;
    const note = (detail: string): AuditNote => ({
      action: 'credential.came-back',
      outcome: 'failed',
      detail,
      simulated: false,
    });
    const isKnown = anchor !== null && anchor.endsSince <= last;
    if (!isKnown) {
      // A kit on another computer: what ended since was never known here.
      if (kind === 'restored' && anchor === null) return;
      const detail = t('Which credentials ended since is not known: each waits to be confirmed before it is used');
      append(null, note(detail), credentialSubject(everyCredential, asked));
      return;
    }
    const found = new Map<string, CredentialEnd & { organizationId: string; provider: string }>();
    for (const end of anchor.ends.filter(({ entry }) => entry > last)) {
      const [organizationId = '', provider = ''] = end.name.split('/');
      for (const back of backIn.all({ organization_id: organizationId }))
        if (provider === everyCredential || provider === back.provider)
          // The last end of each: that is how it was left.
          found.set(credentialName(organizationId, back.provider), { ...end, organizationId, provider: back.provider });
    }
    for (const [name, { organizationId, provider, how, at }] of found) {
      const known = how !== null && at !== null;
      connection.write(organizationId, () =>
        append(
          organizationId,
          note(
            known
              ? t('{provider}: {how} on {time}, and back. It waits to be confirmed before it is used', {
                  provider,
                  how: t(ends[how]),
                  time: at,
                })
              : t('{provider}: revoked or replaced since, and back. It waits to be confirmed before it is used', {
                  provider,
                }),
          ),
          credentialSubject(name, known ? { ...asked, ended: { how, at } } : asked),
        ),
      );
    }
  }

  return compare;
}
