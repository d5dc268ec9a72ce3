/** From the values of an `.env` file to a provider's form: what was taken, what was ignored, and why. */
import { t } from '../texts/translate';
import type { MethodDescriptor, ProviderDescriptor } from './descriptor';
import { placeholderReason } from './env-placeholder';

/** A key that has several values in a file; `taken` where the last one counts. */
export type SeveralValues = { key: string; taken: boolean; reason: string };

export type EnvFileFields = {
  methodId: string;
  /** Values by the descriptor's field ids, secrets among them: this stays in the main process. */
  fields: Record<string, string>;
  /** What is picked after verification, where the file names it: raw, as written. */
  choice: string | null;
  /** A recipient for test messages: raw, as written. */
  testRecipient: string | null;
  /** Keys of the file that were used. */
  taken: string[];
  ignored: { key: string; reason: string }[];
  /**
   * What is wrong with a value that was used, by field id. The value itself is in `fields` so that the form can show
   * it.
   */
  problems: Record<string, string>;
  /** Labels of the chosen method's fields that the file lacks. */
  missing: string[];
  /** Keys that were taken under a name other than the usual one. */
  aliases: { key: string; usual: string }[];
  /** Keys meant for this provider that have several values in the file. */
  several: SeveralValues[];
};

/** `REACT_APP_ACME_AUTH_TOKEN` and `acmeAuthToken` are other spellings of `ACME_AUTH_TOKEN`. */
const spelling = (key: string) =>
  key
    .replace(/^(?:REACT_APP|TF_VAR|VITE|NEXT_PUBLIC|NUXT_PUBLIC|NUXT|EXPO_PUBLIC|PUBLIC)_/i, '')
    .replace(/[_.-]/g, '')
    .toUpperCase();

type Values = Record<string, string>;

/** The file's own key for one of `keys`, usual names first, whose value may be a real one. */
function keyOf(keys: readonly string[], values: Values): string | undefined {
  const isFilled = (key: string) => (values[key] ?? '').trim() !== '' && placeholderReason(values[key] ?? '') === null;
  const exact = keys.find(isFilled);
  if (exact !== undefined) return exact;
  const spellings = keys.map(spelling);
  return Object.keys(values)
    .filter((key) => isFilled(key) && spellings.includes(spelling(key)))
    .sort((a, b) => spellings.indexOf(spelling(a)) - spellings.indexOf(spelling(b)))[0];
}

/** The method that the file fits best; of two that fit equally, the first of the descriptor. */
function bestMethod(methods: readonly MethodDescriptor[], values: Values): MethodDescriptor | undefined {
  const share = (method: MethodDescriptor) =>
    method.fields.filter((field) => keyOf(field.envKeys, values) !== undefined).length / method.fields.length;
  return methods.reduce<MethodDescriptor | undefined>(
    (best, method) => (best === undefined || share(method) > share(best) ? method : best),
    undefined,
  );
}

/**
 * Sorts the values of a file into a provider's form.
 * @param written what the file holds, key by key, quotes and comments already gone
 * @param several the keys of it that have several values
 */
export function fieldsFromEnv(
  descriptor: ProviderDescriptor,
  written: Values,
  several: readonly SeveralValues[] = [],
): EnvFileFields {
  const unclear = new Map(several.filter(({ taken }) => !taken).map(({ key, reason }) => [key, reason]));
  const values = Object.fromEntries(Object.entries(written).filter(([key]) => !unclear.has(key)));
  const method = bestMethod(descriptor.methods, values);
  const fields: Record<string, string> = {};
  const problems: Record<string, string> = {};
  const missing: string[] = [];
  const used = new Set<string>();
  const aliases: { key: string; usual: string }[] = [];
  const use = (key: string, [usual = key]: readonly string[]) => {
    used.add(key);
    if (key !== usual) aliases.push({ key, usual });
  };
  for (const field of method?.fields ?? []) {
    const key = keyOf(field.envKeys, values);
    const value = key === undefined ? undefined : values[key];
    if (key === undefined || value === undefined) {
      missing.push(t(field.label));
      continue;
    }
    use(key, field.envKeys);
    const checked = field.check(value);
    fields[field.id] = 'value' in checked ? checked.value : value;
    if ('problem' in checked) problems[field.id] = checked.problem;
  }
  const besideKeys = [...(descriptor.choice?.envKeys ?? []), ...(descriptor.recipientEnvKeys ?? [])];
  const beside = (keys: readonly string[] = []): string | null => {
    const key = keyOf(keys, values);
    if (key === undefined) return null;
    use(key, keys);
    return (values[key] ?? '').trim();
  };
  const choice = beside(descriptor.choice?.envKeys);
  const testRecipient = beside(descriptor.recipientEnvKeys);

  const known = new Set(
    [...descriptor.methods.flatMap(({ fields: all }) => all.flatMap(({ envKeys }) => envKeys)), ...besideKeys].map(
      spelling,
    ),
  );
  const reasonOf = (key: string): string => {
    const value = (written[key] ?? '').trim();
    const other = Object.entries(descriptor.otherEnvKeys ?? {}).find(([name]) => spelling(name) === spelling(key));
    if (other !== undefined) return t(other[1]);
    if (!known.has(spelling(key)))
      return t('Not a {provider} setting that this console uses.', { provider: descriptor.name });
    const severalReason = unclear.get(key);
    if (severalReason !== undefined) return severalReason;
    if (value === '') return t('It is empty.');
    const placeholder = placeholderReason(value);
    if (placeholder !== null) return placeholder;
    if (method === undefined)
      return t('Not a {provider} setting that this console uses.', { provider: descriptor.name });
    return t('Not needed: the file also has what “{method}” takes.', { method: t(method.label) });
  };
  const ignored = Object.keys(written)
    .filter((key) => !used.has(key))
    .map((key) => ({ key, reason: reasonOf(key) }));
  return {
    methodId: method?.id ?? '',
    fields,
    choice,
    testRecipient,
    taken: Object.keys(values).filter((key) => used.has(key)),
    ignored,
    problems,
    missing,
    aliases,
    several: several.filter(({ key, taken }) => (taken ? used.has(key) : known.has(spelling(key)))),
  };
}

/** Keys of which nothing was taken although they look as if they were meant for this provider, each with its reason. */
export function nearKeys(
  { ignored }: EnvFileFields,
  { id, methods, choice, recipientEnvKeys = [], otherEnvKeys = {} }: ProviderDescriptor,
): EnvFileFields['ignored'] {
  const fields = methods.flatMap((method) => method.fields.map(({ envKeys }) => envKeys));
  const wanted = fields.flatMap((envKeys) => envKeys.slice(0, 1));
  const known = [...fields.flat(), ...(choice?.envKeys ?? []), ...recipientEnvKeys, ...Object.keys(otherEnvKeys)].map(
    spelling,
  );
  return ignored.filter(
    // `SUNRISE_CLIENT_ID` ends like a key that is looked for.
    ({ key }) =>
      known.includes(spelling(key)) ||
      spelling(key).includes(id.toUpperCase()) ||
      wanted.some((each) => key.toUpperCase().endsWith(`_${each}`)),
  );
}

/**
 * The same in one text. Said where something is missing: a misspelt key and a half-filled template are told from an
 * empty file.
 */
export const nearMisses = (found: EnvFileFields, descriptor: ProviderDescriptor): string =>
  nearKeys(found, descriptor)
    .map(({ key, reason }) => ` ${key}: ${reason}`)
    .join('');
