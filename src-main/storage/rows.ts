/** Converts rows to the services' types and back: JSON columns are parsed and checked, flags become booleans. */
import { z } from 'zod';
import { defined } from '../../src-shared/defined';
import { appErrorSchema } from '../../src-shared/errors';
import { type Contact, contactSchema, noContact } from '../../src-shared/organizations/contact';
import { notNeededSchema, type Organization, setupStepSchema } from '../../src-shared/organizations/organization';
import { deliveryEventSchema, type TestRun, testStepSchema } from '../../src-shared/tests/test-run';
import type { CredentialRecord, MessageRecord, NewCredential, PendingRevocation, ReadinessCheck } from './repositories';
import type {
  CredentialTable,
  Flag,
  OrganizationTable,
  PendingRevocationTable,
  ReadinessTable,
  SmsMessageTable,
  TestRunTable,
} from './schema';
import { savedDataDamaged } from './storage-errors';

/** One form for all spellings of a name that differ in case, in the width of letters or in the space around them. */
export const nameKey = (name: string) => name.normalize('NFKC').trim().toLowerCase();

export const flag = (value: boolean): Flag => (value ? 1 : 0);

const deliverySchema = z.array(deliveryEventSchema);
const stepsSchema = z.array(testStepSchema);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw savedDataDamaged();
  }
}

/** Parses a JSON column. @throws AppError `storage.damaged` when it is not what was written there */
function json<T>(text: string, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(parsed(text));
  if (!checked.success) throw savedDataDamaged();
  return checked.data;
}

/**
 * Any object: its contents are the provider's. Parsed by hand, because it is read for every clinic of the dashboard.
 */
export function metadataOf(text: string): Record<string, unknown> {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw savedDataDamaged();
  return { ...value };
}
export const errorOf = (text: string | null) => (text === null ? null : json(text, appErrorSchema));
export const stepsOf = (text: string) => json(text, stepsSchema);

/** Another version may have stored an unknown step; readers look it up. */
const setupStepOf = (stored: string | null) =>
  stored === null ? null : setupStepSchema.nullable().catch(null).parse(stored);

/** Leaves out providers that only another version knows. An empty list is the usual case, and fast. */
const notNeededOf = (stored: string) =>
  stored === '[]'
    ? []
    : json(stored, z.array(z.unknown())).flatMap((one) => {
        const decision = notNeededSchema.safeParse(one);
        return decision.success ? [decision.data] : [];
      });

/** Made once: it is asked for every clinic of the list, and to make it takes longer than to read the clinic. */
const storedContactSchema = contactSchema.partial().strip();
const storedNoContact = JSON.stringify(noContact);

/** What another version stored differently is left out. Most clinics have none. */
function contactOf(stored: string): Contact {
  if (stored === '{}' || stored === storedNoContact) return noContact;
  const known = storedContactSchema.safeParse(JSON.parse(stored));
  return { ...noContact, ...(known.success ? defined(known.data) : {}) };
}

/** What can change of a clinic, as it is stored. */
export const organizationColumns = (organization: Organization) => ({
  name: organization.name,
  name_key: nameKey(organization.name),
  time_zone: organization.timeZone,
  country: organization.country,
  setup_step: organization.setupStep,
  not_needed: JSON.stringify(organization.notNeeded),
  contact: JSON.stringify(organization.contact),
});

export function organizationOf(row: Omit<OrganizationTable, 'name_key'>): Organization {
  return {
    id: row.id,
    name: row.name,
    timeZone: row.time_zone,
    country: row.country,
    createdAt: row.created_at,
    setupStep: setupStepOf(row.setup_step),
    notNeeded: notNeededOf(row.not_needed),
    contact: contactOf(row.contact),
  };
}

/** An attempt from before its time was kept is the proof, if it did not fail. */
export const attemptedAtOf = (
  row: Pick<CredentialTable, 'attempted_at' | 'verified_at' | 'last_error'>,
): string | null => row.attempted_at ?? (row.last_error === null ? row.verified_at : null);

/** What a credential that is saved says of itself beside its seal, as it is stored. */
export const credentialColumns = (credential: NewCredential, by: string, at: Date) => ({
  method_id: credential.methodId,
  choice: credential.choice,
  metadata: JSON.stringify(credential.metadata),
  account_key: credential.accountKey,
  key_hint: credential.keyHint,
  status: credential.status ?? 'active',
  last_error: credential.lastError ? JSON.stringify(credential.lastError) : null,
  added_by: by,
  added_at: at.toISOString(),
  verified_at: credential.verifiedAt,
  expires_at: credential.expiresAt,
  revoked_at: null,
  attempted_at: at.toISOString(),
});

export function credentialOf(
  row: Omit<CredentialTable, 'sealed' | 'sealed_fields' | 'sealed_revision' | 'seal_format' | 'key_version'>,
  cameBack: CredentialRecord['cameBack'],
): CredentialRecord {
  return {
    id: row.id,
    organizationId: row.organization_id,
    provider: row.provider,
    methodId: row.method_id,
    status: row.status,
    choice: row.choice,
    metadata: metadataOf(row.metadata),
    accountKey: row.account_key,
    keyHint: row.key_hint,
    simulated: row.simulated === 1,
    mode: row.mode,
    revision: row.revision,
    addedBy: row.added_by,
    addedAt: row.added_at,
    verifiedAt: row.verified_at,
    attemptedAt: attemptedAtOf(row),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastError: errorOf(row.last_error),
    cameBack,
  };
}

export function readinessOf(row: ReadinessTable): ReadinessCheck {
  return {
    provider: row.provider,
    rung: row.rung,
    state: row.state,
    proof: row.proof,
    checkedAt: row.checked_at,
    simulated: row.simulated === 1,
  };
}

export function runOf(row: TestRunTable): TestRun {
  return {
    id: row.id,
    organizationId: row.organization_id,
    provider: row.provider,
    state: row.state,
    simulated: row.simulated === 1,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    startedBy: row.started_by,
    subject: row.subject,
    recipient: row.recipient,
    steps: stepsOf(row.steps),
  };
}

export function messageOf(row: SmsMessageTable): MessageRecord {
  return {
    id: row.id,
    runId: row.run_id,
    step: row.step,
    from: row.from_number,
    to: row.to_number,
    body: row.body,
    code: row.code,
    state: row.state,
    sid: row.sid,
    status: row.status,
    providerCode: row.provider_code,
    delivery: json(row.delivery, deliverySchema),
    intendedAt: row.intended_at,
    confirmedByCodeAt: row.confirmed_by_code_at,
  };
}

export function revocationOf(
  row: Omit<PendingRevocationTable, 'sealed' | 'sealed_fields' | 'seal_format' | 'key_version'>,
): PendingRevocation {
  return {
    id: row.id,
    organizationId: row.organization_id,
    provider: row.provider,
    accountKey: row.account_key,
    account: row.key_hint,
    simulated: row.simulated === 1,
    queuedAt: row.queued_at,
    lastTriedAt: row.last_tried_at,
    problem: json(row.problem, appErrorSchema),
  };
}
