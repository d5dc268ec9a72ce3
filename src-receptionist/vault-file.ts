/** What a person gives the command: which vault this machine belongs to, and whose certificates its server has. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { vaultFileSchema } from '../src-shared/shared-vault/machine-files';
import { authorityFileUnreadable, vaultFileUnusable } from './receptionist-errors';

/** What `machines add` wrote. @throws AppError `receptionist.vault-file` */
export function readVaultFile(file: string): z.infer<typeof vaultFileSchema> {
  let contents: unknown;
  try {
    contents = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    contents = null;
  }
  const vault = vaultFileSchema.safeParse(contents);
  if (!vault.success) throw vaultFileUnusable(file);
  return vault.data;
}

/** @throws AppError `receptionist.ca-file` */
export function readAuthorityFile(file: string | undefined): string {
  try {
    return readFileSync(file ?? '', 'utf8');
  } catch {
    throw authorityFileUnreadable(file);
  }
}
