/** From the values of an `.env` file to a provider's form: what was taken, what was ignored, and why. */
import type { MethodDescriptor, ProviderDescriptor } from './descriptor';

export type EnvFileFields = {
  methodId: string;
  /** Values by the descriptor's field ids, secrets among them: this stays in the main process. */
  fields: Record<string, string>;
  /** The provider's own number, where the file names one: raw, as written. */
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

const numberKeys = { choice: 'TWILIO_PHONE_NUMBER', testRecipient: 'TEST_PHONE_NUMBER' } as const;

/** What sample files hold in place of a value. */
const isSample = (value: string) => /^(?:<.*>|your[_\s-].*|changeme|xxx+|[A-Z]{2}x{8,}|\.\.\.)$/i.test(value.trim());

const keyOf = (field: MethodDescriptor['fields'][number], values: Record<string, string>) =>
  field.envKeys.find((key) => (values[key] ?? '').trim() !== '' && !isSample(values[key] ?? ''));

/** The method that the file fits best; of two that fit equally, the first of the descriptor. */
function bestMethod(
  methods: readonly MethodDescriptor[],
  values: Record<string, string>,
): MethodDescriptor | undefined {
  const share = (method: MethodDescriptor) =>
    method.fields.filter((field) => keyOf(field, values) !== undefined).length / method.fields.length;
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
    const key = keyOf(field, values);
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
  const number = (key: string): string | null => {
    const value = (values[key] ?? '').trim();
    if (value === '' || isSample(value)) return null;
    used.add(key);
    return value;
  };
  const choice = descriptor.id === 'twilio' ? number(numberKeys.choice) : null;
  const testRecipient = descriptor.id === 'twilio' ? number(numberKeys.testRecipient) : null;

  const known = new Map(
    descriptor.methods.flatMap((other) =>
      other.fields.flatMap((field) => field.envKeys.map((key) => [key, other] as const)),
    ),
  );
  const reasonOf = (key: string): string => {
    const value = (values[key] ?? '').trim();
    const isOurs = known.has(key) || Object.values<string>(numberKeys).includes(key);
    if (!isOurs) return `Not a ${descriptor.name} setting that this console uses.`;
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
