/** Notifies listeners that something changed. They read the change themselves, each with its own rights. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { changedChannel } from '../../../src-shared/shared-vault/changed-channel';
import type { Tx } from './driver';

export const announceChange = async (tx: Tx): Promise<void> => {
  await sql`SELECT pg_notify(${changedChannel}, ${randomBytes(8).toString('hex')})`.execute(tx);
};
