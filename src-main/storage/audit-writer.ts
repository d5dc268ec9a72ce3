/** Adds entries to the audit trail: each with its hash, and with its code where the vault's key is held. */
import { auditColumns, chainHash, chainStart, codeOfWritten, type MakeCode } from './audit-chain';
import type { Subject } from './audit-subjects';
import type { Connection } from './connection';
import { noParams, params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { AuditNote } from './repositories';
import { flag } from './rows';
import type { AuditTable } from './schema';
import { createShownName } from './shown-name';

/**
 * Adds one entry inside the transaction of the change that it tells of.
 * @param about the row that it leaves in a state
 */
export type AuditWriter = (organizationId: string | null, note: AuditNote, about?: Subject) => void;

/**
 * A text as the database returns it: lone surrogates become U+FFFD, and a hash over the original would look like
 * tampering.
 */
const asStored = (text: string) => Buffer.from(text).toString();

export type WriterDeps = {
  /** The system's name of the person, who may have chosen another. */
  actor: string;
  now: () => Date;
  /** Without it, entries have no code until somebody with the key takes them under it. */
  code?: MakeCode;
  /** Told of each entry, inside its transaction. */
  written?: (entry: { sequence: number; hasCode: boolean }) => void;
};

export function createAuditWriter(
  { database }: Connection,
  { actor, now, code = () => null, written = () => undefined }: WriterDeps,
): AuditWriter {
  const shownName = createShownName({ database }, actor);
  const last = preparedRead(database, noParams, () =>
    read.selectFrom('audit_log').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1),
  );
  const nameOf = preparedRead(database, params<{ id: string }>(), ({ id }) =>
    read.selectFrom('organizations').select('name').where('id', '=', id),
  );
  const insert = preparedWrite(database, params<AuditTable>(), (given) =>
    write.insertInto('audit_log').values(pick(given, auditColumns)),
  );

  return (organizationId, note, about) => {
    const before = last.get({});
    const row = {
      sequence: (before?.sequence ?? 0) + 1,
      at: now().toISOString(),
      actor: asStored(shownName()),
      organization_id: organizationId,
      organization_name: organizationId === null ? null : (nameOf.get({ id: organizationId })?.name ?? null),
      action: note.action,
      outcome: note.outcome,
      detail: asStored(note.detail),
      simulated: flag(note.simulated),
      subject: about?.subject ?? null,
      subject_state: about?.state ?? null,
    } as const;
    const hash = chainHash(before?.hash ?? chainStart, row);
    const mac = codeOfWritten(code, row.sequence, hash);
    insert.run({ ...row, hash, mac });
    written({ sequence: row.sequence, hasCode: mac !== null });
  };
}
