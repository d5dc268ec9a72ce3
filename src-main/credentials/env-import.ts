/** Reads a `.env` file for a provider's form. The file is only read, never written. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'dotenv';
import { textOfBytes } from '../../src-shared/credentials/text-bytes';
import { AppError } from '../../src-shared/errors';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { type EnvFileFields, fieldsFromEnv, nearMisses } from '../../src-shared/providers/env-file';
import { withShellLines } from '../../src-shared/providers/env-lines';

const maxBytes = 256 * 1024;

const unreadable = (file: string, message: string, cause: string) =>
  new AppError({
    code: 'import.unreadable',
    message,
    cause,
    fix: `Check ${path.basename(file)} and choose it again, or paste the values by hand.`,
    retryable: false,
  });

/**
 * The text of a file that a person chose: a plain one of at most 256 KB.
 * @throws AppError `import.unreadable`
 */
export async function readTextFile(file: string): Promise<string> {
  const name = path.basename(file);
  const handle = await open(file, 'r').catch(() => null);
  if (!handle)
    throw unreadable(file, `${name} could not be opened.`, 'It does not exist, or this user may not read it.');
  let text: string;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw unreadable(file, `${name} is not a file.`, 'A folder or a device was chosen.');
    if (stat.size > maxBytes)
      throw unreadable(
        file,
        `${name} is too large for a settings file.`,
        'A settings file has a few lines; this has more than 256 KB.',
      );
    text = textOfBytes(await handle.readFile(), (bytes) => Buffer.from(bytes).toString('utf8'));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw unreadable(file, `${name} could not be read.`, 'The disk or the system refused.');
  } finally {
    await handle.close();
  }
  if (text.includes('\0'))
    throw unreadable(
      file,
      `${name} is not a plain text file.`,
      'It was saved in another encoding, or it is no settings file.',
    );
  return text;
}

/**
 * The values of a `.env` file's text, sorted into the provider's form.
 * @param name of the file, for what is said about it
 * @throws AppError `import.nothing-found`
 */
export function readEnvText(text: string, name: string, descriptor: ProviderDescriptor): EnvFileFields {
  const values = parse(withShellLines(text));
  const found = fieldsFromEnv(descriptor, values);
  if (found.taken.length === 0) {
    const fields = descriptor.methods.flatMap((method) => method.fields);
    const keys = [...new Set(fields.flatMap(({ envKeys }) => envKeys.slice(0, 1)))];
    const near = nearMisses(found, descriptor);
    throw new AppError({
      code: 'import.nothing-found',
      message: `${name} holds nothing for ${descriptor.name}.`,
      cause: `The console looks for ${keys.join(', ')}.${near}`,
      fix:
        near === ''
          ? 'Choose the file that the receptionist used until now, or paste the values by hand.'
          : 'Correct a copy of the file, or paste the values by hand.',
      retryable: false,
    });
  }
  return found;
}

/** The same from a file. @throws AppError `import.unreadable`, `import.nothing-found` */
export const readEnvFile = async (file: string, descriptor: ProviderDescriptor): Promise<EnvFileFields> =>
  readEnvText(await readTextFile(file), path.basename(file), descriptor);
