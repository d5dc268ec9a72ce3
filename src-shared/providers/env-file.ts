/** From the values of an `.env` file to a provider's form: what was taken, what was ignored, and why. */
import type { MethodDescriptor, ProviderDescriptor } from './descriptor';

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
  /** What is wrong with a value that was used, by field id. The value itself is in `fields` so that the form can show it. */
  problems: Record<string, string>;
  /** Labels of the chosen method's fields that the file lacks. */
  missing: string[];
};

/** What sample files hold in place of a value. */
const isSample = (value: string) => /^(?:<.*>|your[_\s-].*|changeme|xxx+|[A-Z]{2}x{8,}|\.\.\.)$/i.test(value.trim());

const keyOf = (keys: readonly string[], values: Record<string, string>) =>
  keys.find((key) => (values[key] ?? '').trim() !== '' && !isSample(values[key] ?? ''));

/** The method that the file fits best; of two that fit equally, the first of the descriptor. */
function bestMethod(
  methods: readonly MethodDescriptor[],
  values: Record<string, string>,
): MethodDescriptor | undefined {
  const share = (method: MethodDescriptor) =>
    method.fields.filter((field) => keyOf(field.envKeys, values) !== undefined).length / method.fields.length;
  return methods.reduce<MethodDescriptor | undefined>(
    (best, method) => (best === undefined || share(method) > share(best) ? method : best),
    undefined,
  );
}

/**
 * Sorts the values of a file into a provider's form.
 * @param values what the file holds, key by key, quotes and comments already gone
 */
export function fieldsFromEnv(descriptor: ProviderDescriptor, values: Record<string, string>): EnvFileFields {
  const method = bestMethod(descriptor.methods, values);
  const fields: Record<string, string> = {};
  const problems: Record<string, string> = {};
  const missing: string[] = [];
  const used = new Set<string>();
  for (const field of method?.fields ?? []) {
    const key = keyOf(field.envKeys, values);
    const value = key === undefined ? undefined : values[key];
    if (key === undefined || value === undefined) {
      missing.push(field.label);
      continue;
    }
    used.add(key);
    const checked = field.check(value);
    fields[field.id] = 'value' in checked ? checked.value : value;
    if ('problem' in checked) problems[field.id] = checked.problem;
  }
  const besideKeys = [...(descriptor.choice?.envKeys ?? []), ...(descriptor.recipientEnvKeys ?? [])];
  const beside = (keys: readonly string[] = []): string | null => {
    const key = keyOf(keys, values);
    if (key === undefined) return null;
    used.add(key);
    return (values[key] ?? '').trim();
  };
  const choice = beside(descriptor.choice?.envKeys);
  const testRecipient = beside(descriptor.recipientEnvKeys);

  const known = new Set([
    ...descriptor.methods.flatMap(({ fields: all }) => all.flatMap(({ envKeys }) => envKeys)),
    ...besideKeys,
  ]);
  const reasonOf = (key: string): string => {
    const value = (values[key] ?? '').trim();
    if (!known.has(key)) return `Not a ${descriptor.name} setting that this console uses.`;
    if (value === '') return 'It is empty.';
    if (isSample(value)) return 'It still holds the sample text.';
    return `Not needed: the file also has what “${method?.label ?? ''}” takes.`;
  };
  const ignored = Object.keys(values)
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
  };
}
