/** Reads what a person imports: the provider's own kind of file where it has one, a `.env` file otherwise. */

import { AppError } from '../../src-shared/errors';
import type { EnvFileFields } from '../../src-shared/providers/env-file';
import { t } from '../../src-shared/texts/translate';
import type { Provider } from '../providers/provider';
import { readEnvText } from './env-import';

/** True for a text that looks like lines of `KEY=value`. */
const looksLikeEnv = (text: string) =>
  /^\s*(?:export\s+)?[A-Z][A-Z0-9_]*\s*=/m.test(text) && !text.trimStart().startsWith('{');

/** @throws AppError `import.*` that says what the file is instead */
export function importText(provider: Provider, text: string, name: string): EnvFileFields {
  if (text.includes('\0')) {
    throw new AppError({
      code: 'import.unreadable',
      message: t('{name} is not a plain text file.', { name }),
      cause: t('It was saved in another encoding, or it is no settings file.'),
      fix: t('Choose another file, or paste the values by hand.'),
      retryable: false,
    });
  }
  const plain = text.replace(/^\uFEFF/, '');
  if (!provider.readFile || looksLikeEnv(plain)) return readEnvText(plain, name, provider.descriptor);
  const read = provider.readFile(plain, name);
  const method = provider.descriptor.methods.find(({ id }) => id === read.methodId);
  const problems = (method?.fields ?? []).flatMap((field) => {
    const checked = field.check(read.fields[field.id] ?? '');
    return 'problem' in checked ? [[field.id, checked.problem] as const] : [];
  });
  return {
    choice: null,
    testRecipient: null,
    missing: [],
    aliases: [],
    several: [],
    ...read,
    problems: Object.fromEntries(problems),
  };
}
