/**
 * The credential form of any provider, from its descriptor. Pure.
 * Secrets that came from a file never enter it: it only knows that the main process holds them.
 */
import type { ImportedFile } from '../../../../src-shared/credentials/connection';
import type {
  FieldDescriptor,
  MethodDescriptor,
  ProviderDescriptor,
} from '../../../../src-shared/providers/descriptor';

export type ConnectForm = {
  methodId: string;
  /** As typed, by field id; fields that two methods share keep their value when the method changes. */
  values: Readonly<Record<string, string>>;
  /** What is wrong, by field id. */
  problems: Readonly<Record<string, string>>;
  imported: ImportedFile | null;
  /** Secret fields whose value is taken from the imported file. */
  fromFile: readonly string[];
};

export const emptyForm = (descriptor: ProviderDescriptor): ConnectForm => ({
  methodId: descriptor.methods[0]?.id ?? '',
  values: {},
  problems: {},
  imported: null,
  fromFile: [],
});

export function methodOf(descriptor: ProviderDescriptor, form: ConnectForm): MethodDescriptor {
  const method = descriptor.methods.find((candidate) => candidate.id === form.methodId) ?? descriptor.methods[0];
  if (method === undefined) throw new Error(`${descriptor.name} has no way to sign in`);
  return method;
}

const without = (problems: ConnectForm['problems'], fieldId: string) =>
  Object.fromEntries(Object.entries(problems).filter(([id]) => id !== fieldId));

/**
 * Checks one field as it stands and writes back the cleaned value. An empty field is complained about by `checkForm`
 * alone, and what that said stays until something is typed.
 */
export function checkField(form: ConnectForm, field: FieldDescriptor): ConnectForm {
  const typed = form.values[field.id] ?? '';
  if (typed.trim() === '') return form;
  const checked = field.check(typed);
  if ('problem' in checked) return { ...form, problems: { ...form.problems, [field.id]: checked.problem } };
  return { ...form, values: { ...form.values, [field.id]: checked.value }, problems: without(form.problems, field.id) };
}

/** A key press: a complaint that stands is looked at again, a new one waits until the field is left. */
export function editField(form: ConnectForm, field: FieldDescriptor, typed: string): ConnectForm {
  const edited: ConnectForm = {
    ...form,
    values: { ...form.values, [field.id]: typed },
    fromFile: form.fromFile.filter((id) => id !== field.id),
  };
  if (form.problems[field.id] === undefined) return edited;
  const checked = field.check(typed);
  return {
    ...edited,
    problems:
      'problem' in checked ? { ...form.problems, [field.id]: checked.problem } : without(form.problems, field.id),
  };
}

/** Every field of the chosen method, the empty ones too: what stands between the form and `Verify`. */
export function checkForm(form: ConnectForm, fields: readonly FieldDescriptor[]): ConnectForm {
  const values = { ...form.values };
  const problems: Record<string, string> = {};
  for (const field of fields) {
    if (form.fromFile.includes(field.id)) continue;
    const checked = field.check(values[field.id] ?? '');
    if ('problem' in checked) problems[field.id] = checked.problem;
    else values[field.id] = checked.value;
  }
  return { ...form, values, problems };
}

/** Two fields that hold each other's value: both are wrong, and both would be right the other way round. */
export function swapOffer(
  form: ConnectForm,
  fields: readonly FieldDescriptor[],
): readonly [FieldDescriptor, FieldDescriptor] | null {
  const fits = (field: FieldDescriptor, value: string) => value !== '' && !('problem' in field.check(value));
  for (const [index, first] of fields.entries()) {
    for (const second of fields.slice(index + 1)) {
      const [a, b] = [form.values[first.id] ?? '', form.values[second.id] ?? ''];
      if (fits(first, b) && fits(second, a) && !(fits(first, a) && fits(second, b))) return [first, second];
    }
  }
  return null;
}

export function swapFields(
  form: ConnectForm,
  [first, second]: readonly [FieldDescriptor, FieldDescriptor],
): ConnectForm {
  const values = { ...form.values, [first.id]: form.values[second.id] ?? '', [second.id]: form.values[first.id] ?? '' };
  return checkField(checkField({ ...form, values }, first), second);
}

/** Takes over what a file held: public values into the fields, secrets as a promise that the main process keeps. */
export function takeImport(descriptor: ProviderDescriptor, form: ConnectForm, imported: ImportedFile): ConnectForm {
  const methodId = descriptor.methods.some((method) => method.id === imported.methodId)
    ? imported.methodId
    : form.methodId;
  const kept = Object.fromEntries(Object.entries(form.values).filter(([id]) => !imported.secretFields.includes(id)));
  return {
    methodId,
    values: { ...kept, ...imported.publicFields },
    problems: {},
    imported,
    fromFile: imported.secretFields,
  };
}

/** What goes to the main process: only the chosen method's fields, and none that comes from the file. */
export function fieldsToSend(form: ConnectForm, fields: readonly FieldDescriptor[]): Record<string, string> {
  const typed = fields.filter((field) => !form.fromFile.includes(field.id));
  return Object.fromEntries(typed.map((field) => [field.id, form.values[field.id] ?? '']));
}

/** What is no secret: of the public fields those with what belongs there, and not with a key that was pasted there. */
export const publicValues = (descriptor: ProviderDescriptor, { values }: ConnectForm): Record<string, string> =>
  Object.fromEntries(
    descriptor.methods.flatMap(({ fields }) =>
      fields.flatMap((field) => {
        const checked = field.secret ? null : field.check(values[field.id] ?? '');
        return checked !== null && 'value' in checked ? [[field.id, checked.value]] : [];
      }),
    ),
  );

export const hasSecret = (descriptor: ProviderDescriptor, { values }: ConnectForm): boolean =>
  descriptor.methods.some(({ fields }) => fields.some(({ id, secret }) => secret && (values[id] ?? '') !== ''));

/** The form with every typed secret dropped: once verified, the main process holds them. */
export function forgetSecrets(descriptor: ProviderDescriptor, form: ConnectForm): ConnectForm {
  const secrets = new Set(
    descriptor.methods.flatMap((method) => method.fields.filter((field) => field.secret).map((field) => field.id)),
  );
  return { ...form, values: Object.fromEntries(Object.entries(form.values).filter(([id]) => !secrets.has(id))) };
}
