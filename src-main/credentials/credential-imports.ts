/** What was read from a file for the form: kept in the main process until it is used or 15 minutes have passed. */

import path from 'node:path';
import type { ImportedFile, Notice } from '../../src-shared/credentials/connection';
import { refusal } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import { parseChoice } from '../../src-shared/providers/choice';
import type { EnvFileFields } from '../../src-shared/providers/env-file';
import { t } from '../../src-shared/texts/translate';
import type { Provider } from '../providers/provider';
import { readTextFile } from '../read-text-file';
import type { CredentialFields } from '../storage/credential-fields';
import type { CredentialRecord, Storage } from '../storage/repositories';
import { createHeldSecrets } from './held-secrets';
import { importText } from './import-text';
import { liveRecord } from './stored-credential';

export type Credentials = { provider: ProviderId; methodId: string; fields: Record<string, string> };

/** What entered fields mean for the connection that they would replace. */
export function replacingNotices(
  provider: Provider,
  fields: CredentialFields,
  live: CredentialRecord | null,
): Notice[] {
  const notice = live === null ? null : (provider.replacing?.(fields, live.metadata) ?? null);
  return notice === null ? [] : [notice];
}

type CredentialImportsDeps = { storage: Storage; providers: Record<ProviderId, Provider>; now: () => Date };

export function createCredentialImports({ storage, providers, now }: CredentialImportsDeps) {
  const imports = createHeldSecrets<{ organizationId: string; provider: ProviderId; found: EnvFileFields }>(now);

  async function importNamed(
    organizationId: string,
    providerId: ProviderId,
    fileName: string,
    text: string,
  ): Promise<ImportedFile> {
    const { descriptor } = providers[providerId];
    const found = importText(providers[providerId], text, fileName);
    const live = await liveRecord(storage.forOrganization(organizationId), providerId);
    const { id } = imports.hold({ organizationId, provider: providerId, found });
    const entries = Object.entries(found.fields);
    const publicIds = new Set(
      descriptor.methods.flatMap((method) => method.fields.filter((field) => !field.secret).map((field) => field.id)),
    );
    // An invalid value may be a secret in the wrong line of the file: it stays in this process, and `verify` reports
    // it.
    const mayBeShown = (field: string) => publicIds.has(field) && found.problems[field] === undefined;
    return {
      importId: id,
      fileName,
      methodId: found.methodId,
      publicFields: Object.fromEntries(entries.filter(([field]) => mayBeShown(field))),
      secretFields: descriptor.methods
        .flatMap((method) => method.fields)
        .filter(
          (field, index, all) =>
            field.secret &&
            found.fields[field.id] !== undefined &&
            all.findIndex(({ id: other }) => other === field.id) === index,
        )
        .map((field) => field.id),
      testRecipient: found.testRecipient,
      taken: found.taken,
      ignored: found.ignored,
      notices: [
        ...found.several.map(({ key, reason }): Notice => ({ tone: 'warning', title: key, text: reason })),
        ...replacingNotices(providers[providerId], found.fields, live),
      ],
    };
  }

  function entered(request: Credentials & { organizationId: string; importId: string | null }): {
    fields: CredentialFields;
    choice: string | null;
  } {
    const imported = request.importId === null ? null : imports.find(request.importId);
    if (
      request.importId !== null &&
      (!imported || imported.organizationId !== request.organizationId || imported.provider !== request.provider)
    ) {
      throw refusal(
        'import.expired',
        t('The imported file is no longer at hand.'),
        t('Imported values are kept for 15 minutes and then forgotten.'),
        t('Import the file again.'),
      );
    }
    const typed = Object.entries(request.fields).filter(([, value]) => value.trim() !== '');
    const fields = providers[request.provider].parseFields(request.methodId, {
      ...imported?.found.fields,
      ...Object.fromEntries(typed),
    });
    return { fields, choice: imported?.found.choice ?? null };
  }

  return {
    /**
     * Reads a file for the form.
     * @param signal ends the waiting for a pipe
     * @param name of the file, for what is said about it
     * @throws AppError `import.*`; what `signal` was aborted with
     */
    async importFile(
      organizationId: string,
      providerId: ProviderId,
      file: string,
      signal?: AbortSignal,
      name = path.basename(file),
    ): Promise<ImportedFile> {
      return importNamed(organizationId, providerId, name, await readTextFile(file, signal, name));
    },

    /** The same for a text that was dropped or pasted. @throws AppError `import.*` */
    importText: (
      organizationId: string,
      providerId: ProviderId,
      fileName: string,
      text: string,
    ): Promise<ImportedFile> => importNamed(organizationId, providerId, path.basename(fileName), text),

    /**
     * An import's fields with the typed ones over them, checked as a form.
     * @throws AppError `import.expired`, `credentials.invalid-field`
     */
    entered,

    /** The choice of a file in the form in which the provider lists it. */
    async choiceIn(organizationId: string, { descriptor }: Provider, written: string | null): Promise<string | null> {
      if (written === null || descriptor.choice === null) return null;
      const organization = await storage.organizations.get(organizationId);
      const parsed = parseChoice(descriptor.choice, written, organization?.country ?? 'US');
      return parsed.ok ? parsed.choice : written;
    },

    close: imports.close,
  };
}
