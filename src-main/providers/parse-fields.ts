import { refusal } from '../../src-shared/errors';
import type { MethodDescriptor, ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { t } from '../../src-shared/texts/translate';
import type { CredentialFields } from '../storage/credential-fields';

/**
 * Cleans and checks a form by its descriptor.
 * @throws AppError `credentials.invalid-field` naming the first invalid field
 */
export function parseFields(
  { name, methods }: ProviderDescriptor,
  methodId: string,
  fields: Readonly<Record<string, string>>,
): CredentialFields {
  const invalid = (label: string, problem: string) =>
    refusal(
      'credentials.invalid-field',
      `${label}: ${problem}`,
      t('What was entered cannot be right, so {company} was not asked.', { company: name }),
      t('Correct the field “{label}”.', { label }),
    );
  const method: MethodDescriptor | undefined = methods.find(({ id }) => id === methodId);
  if (method === undefined) throw invalid(t('Method'), t('This way to sign in is not known.'));
  const parsed: Record<string, string> = {};
  for (const field of method.fields) {
    const checked = field.check(fields[field.id] ?? '');
    if ('problem' in checked) throw invalid(t(field.label), checked.problem);
    parsed[field.id] = checked.value;
  }
  return parsed;
}
