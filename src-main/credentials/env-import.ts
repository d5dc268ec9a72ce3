/** Reads a `.env` file for a provider's form. The file is only read, never written. */

import { AppError } from '../../src-shared/errors';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { type EnvFileFields, fieldsFromEnv, nearMisses } from '../../src-shared/providers/env-file';
import { t } from '../../src-shared/texts/translate';
import { readTextFile, shownFile } from '../read-text-file';
import { readEnvValues } from './env-values';

/**
 * The values of a `.env` file's text, sorted into the provider's form.
 * @param name of the file, for what is said about it
 * @throws AppError `import.nothing-found`
 */
export function readEnvText(text: string, name: string, descriptor: ProviderDescriptor): EnvFileFields {
  const { values, several } = readEnvValues(text);
  const found = fieldsFromEnv(descriptor, values, several);
  if (found.taken.length === 0) {
    const fields = descriptor.methods.flatMap((method) => method.fields);
    const keys = [...new Set(fields.flatMap(({ envKeys }) => envKeys.slice(0, 1)))];
    const near = nearMisses(found, descriptor);
    throw new AppError({
      code: 'import.nothing-found',
      message: t('{name} holds nothing for {provider}.', { name, provider: descriptor.name }),
      cause: `${t('The console looks for {keys}.', { keys: keys.join(', ') })}${near}`,
      fix:
        near === ''
          ? t('Choose the file that the receptionist used until now, or paste the values by hand.')
          : t('Correct a copy of the file, or paste the values by hand.'),
      retryable: false,
    });
  }
  return found;
}

/** The same from a file. @throws AppError `import.unreadable`, `import.nothing-found` */
export const readEnvFile = async (
  file: string,
  descriptor: ProviderDescriptor,
  signal?: AbortSignal,
): Promise<EnvFileFields> => readEnvText(await readTextFile(file, signal, file), shownFile(file), descriptor);
