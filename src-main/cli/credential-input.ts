/**
 * Where the command line gets credentials from: a `.env` file, the environment, or a hidden prompt. Never from an
 * argument, which every user of the machine can read.
 */

import type { ProviderId } from '../../src-shared/primitives';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { type EnvFileFields, fieldsFromEnv, nearKeys, nearMisses } from '../../src-shared/providers/env-file';
import { t } from '../../src-shared/texts/translate';
import type { CredentialService } from '../credentials/credential-service';
import { readEnvFile } from '../credentials/env-import';
import { shownFile } from '../read-text-file';
import type { Environment } from './open-workspace';
import { nobodyToAsk, type Terminal } from './terminal';

/** What was taken from a file and what was not; of keys that look as if they were meant for the provider, also why. */
function tellRead(file: string, found: EnvFileFields, descriptor: ProviderDescriptor, terminal: Terminal): void {
  const ignored = found.ignored.map(({ key }) => key).join(', ');
  const values = { file: shownFile(file), taken: found.taken.join(', ') };
  terminal.say(
    ignored === ''
      ? t('From {file}: took {taken}.', values)
      : t('From {file}: took {taken}; ignored {ignored}.', { ...values, ignored }),
  );
  for (const { key, reason } of nearKeys(found, descriptor)) terminal.say(`  ${key}: ${reason}`);
}

export type CredentialInput = { methodId: string; fields: Record<string, string>; choice: string | null };

/**
 * @throws AppError `import.*` for a bad file, `usage.invalid` when something is missing and there is no terminal to ask
 * on
 */
export async function readCredentials(
  descriptor: ProviderDescriptor,
  envFile: string | undefined,
  env: Environment,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<CredentialInput> {
  const set = Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const found = envFile === undefined ? fieldsFromEnv(descriptor, set) : await readEnvFile(envFile, descriptor, signal);
  if (envFile !== undefined) tellRead(envFile, found, descriptor, terminal);
  for (const { key, usual } of found.aliases) terminal.say(t('{key} is read as {usual}.', { key, usual }));
  for (const { key, taken, reason } of found.several) if (taken) terminal.say(`${key}: ${reason}`);
  const method = descriptor.methods.find(({ id }) => id === found.methodId) ?? descriptor.methods[0];
  const fields = { ...found.fields };
  for (const field of method?.fields ?? []) {
    if (fields[field.id]) continue;
    // What was meant for it, where there is something: a misspelt key, or sample text.
    if (!terminal.stdin.isTTY) throw nobodyToAsk(t(field.label), field.envKeys[0], nearMisses(found, descriptor));
    fields[field.id] = await terminal.askSecret(t(field.label));
  }
  return { methodId: method?.id ?? '', fields, choice: found.choice };
}

/**
 * The same from a file of the provider's own kind; its secrets stay behind the import's id.
 * @throws AppError `import.*`
 */
export async function importCredentials(
  service: CredentialService,
  organizationId: string,
  provider: ProviderId,
  file: string,
  signal: AbortSignal,
) {
  const { importId, methodId, notices = [] } = await service.importFile(organizationId, provider, file, signal, file);
  return { methodId, fields: {}, choice: null, importId, notices };
}
