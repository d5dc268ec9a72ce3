/** A hint to whoever listens that something changed. What it was, each reads for itself, by its own rights. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { changedChannel } from '../../../src-shared/shared-vault/changed-channel';
import type { Tx } from './driver';

export const announceChange = async (tx: Tx): Promise<void> => {
  await sql`SELECT pg_notify(${changedChannel}, ${randomBytes(8).toString('hex')})`.execute(tx);
};
