/** A clinic's connection to a provider, as the window sees it. No field here can hold a secret. */
import { z } from 'zod';
import { aheadSchema } from '../ahead';
import { appErrorSchema } from '../errors';
import { ladderSchema } from '../organizations/ladder';
import { factSchema, idSchema, modeSchema, providerIdSchema, timeSchema } from '../primitives';

/** The state of a stored credential. `revoked` keeps the record, its ciphertext is destroyed. */
const connectionStatusSchema = z.enum(['active', 'needs-attention', 'reconnect-needed', 'revoked']);
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>;

/** Something to pick from what the provider listed: a phone number, a calendar. */
const choiceOptionSchema = z.strictObject({
  /** The value to send back when it is picked, for example the number in E.164. */
  id: z.string(),
  label: z.string(),
  /** A second line: friendly name, SID, time zone. */
  detail: z.string().nullable(),
  /** Short marks: `SMS`, `MMS`, `Voice`. */
  badges: z.array(z.string()),
  /** Why it cannot be picked, in words; null when it can. */
  disabledReason: z.string().nullable(),
  /** What to think of before it is picked: another clinic has it, its time zone differs. */
  cautions: z.array(z.string()).optional(),
});
export type ChoiceOption = z.infer<typeof choiceOptionSchema>;

export const choiceSchema = z.strictObject({
  /** Name of the choice: `Phone number`. */
  label: z.string(),
  options: z.array(choiceOptionSchema),
  /** Set when the list was cut short (a server that pages for ever), with the reason in words. */
  incompleteReason: z.string().nullable(),
  /** The option in use, or the best one; null for none. */
  preferred: z.string().nullable(),
});
export type Choice = z.infer<typeof choiceSchema>;

/** A notice that is not a failure: `Trial account: sends only to verified numbers`. */
const noticeSchema = z.strictObject({
  tone: z.enum(['info', 'warning']),
  title: z.string(),
  text: z.string(),
  helpUrl: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/**
 * What a provider answered about credentials that are not saved yet. The main process holds them under `verificationId`
 * for a while.
 */
export const verificationSchema = z.strictObject({
  verificationId: idSchema,
  provider: providerIdSchema,
  /** One line: `Signed in to Sunrise Dental`. */
  headline: z.string(),
  mode: modeSchema.optional(),
  facts: z.array(factSchema),
  notices: z.array(noticeSchema),
  choice: choiceSchema.nullable(),
  /**
   * Set when these are of another account than the clinic's present ones: they are saved only when that is meant. Both
   * by their display names.
   */
  otherAccount: z.strictObject({ before: z.string(), now: z.string() }).optional(),
  expiresAt: timeSchema,
});
export type Verification = z.infer<typeof verificationSchema>;

/** A stored connection, whole, for the clinic's page. */
export const connectionSchema = z.strictObject({
  provider: providerIdSchema,
  credentialId: idSchema,
  status: connectionStatusSchema,
  /** Display name: the phone number, the account. */
  resource: z.string().nullable(),
  mode: modeSchema.optional(),
  facts: z.array(factSchema),
  notices: z.array(noticeSchema),
  /** `Auth token ending in 4f2a`: never more than the last four characters. */
  keyHint: z.string(),
  /** What stays the same when they are replaced, for the form: its method, and public values by field. */
  known: z.strictObject({ methodId: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
  addedBy: z.string(),
  addedAt: timeSchema,
  /** When the provider answered last. */
  verifiedAt: timeSchema.nullable(),
  /** When it was checked last, whatever came of it; null when that is not known. */
  attemptedAt: timeSchema.nullable().optional(),
  revokedAt: timeSchema.nullable(),
  ladder: ladderSchema,
  problem: appErrorSchema.nullable(),
  /** True when the proof came from a simulated or redirected endpoint. */
  simulated: z.boolean(),
  /** When the sign-in ends by itself, for a provider that says so. */
  expiresAt: timeSchema.nullable().optional(),
  ahead: aheadSchema.optional(),
  /**
   * Revocations of this or earlier connections that have not reached the provider yet. They are retried until they
   * succeed.
   */
  pendingRevocation: z
    .strictObject({
      since: timeSchema,
      lastTriedAt: timeSchema,
      problem: appErrorSchema,
      /** Display names of the accounts, oldest first. */
      accounts: z.array(z.string()),
    })
    .optional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/** What was read from a file of credentials. Secret values stay in the main process under `importId`. */
export const importedFileSchema = z.strictObject({
  importId: idSchema,
  fileName: z.string(),
  /** Public values, by field name of the provider's descriptor: safe to show in the form. */
  publicFields: z.record(z.string(), z.string()),
  /** Names of the secret fields that the file held. */
  secretFields: z.array(z.string()),
  /** Method of the descriptor that the file's values fit. */
  methodId: z.string(),
  /** A recipient for test messages, when the file named one. */
  testRecipient: z.string().nullable(),
  taken: z.array(z.string()),
  ignored: z.array(z.strictObject({ key: z.string(), reason: z.string() })),
  /** Notices about the import. */
  notices: z.array(noticeSchema).optional(),
});
export type ImportedFile = z.infer<typeof importedFileSchema>;

/** Another clinic that shares something with this connection. */
export const sharedUseSchema = z.strictObject({
  organizationId: idSchema,
  name: z.string(),
  reason: z.string(),
  /** True when revoking here ends that clinic's connection too. */
  breaks: z.boolean().optional(),
});
export type SharedUse = z.infer<typeof sharedUseSchema>;
