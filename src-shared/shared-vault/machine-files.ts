/** The two files that a console and a machine hand each other. Nothing in them is a secret. */
import { z } from 'zod';
import { idSchema } from '../primitives';
import { verifierSchema } from './database-login';
import { publicIdentitySchema } from './identity';
import { headSchema } from './membership';

/** What `voxanne-receptionist init` writes for the console. */
export const machineFileSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('voxanne machine'),
  id: idSchema,
  keys: publicIdentitySchema,
  /** What the server checks the machine's login with. */
  login: verifierSchema,
});
export type MachineFile = z.infer<typeof machineFileSchema>;

/** What `machines add` writes for the machine: where the vault is, and an entry of its log that is known to be true. */
export const vaultFileSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('voxanne vault'),
  vaultId: idSchema,
  databaseUrl: z.string(),
  ca: z.string().nullable(),
  pinned: headSchema,
  /** Members vouch for what this machine is given, from the beginning: it goes on for a while only without that. */
  vouched: z.literal(true).optional(),
});

/** What the six words of a machine stand for, beside its keys. */
export const machineLogin = ({ id, login }: Pick<MachineFile, 'id' | 'login'>) => `${id} ${login}`;
