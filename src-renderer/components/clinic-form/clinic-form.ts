/** The clinic's own data: name, country, time zone. Pure; the defaults come from the system's language and clock. */
import { longestName, type Organization } from '../../../src-shared/organizations/organization';
import { canonicalTimeZone } from '../../../src-shared/organizations/time-zone';
import { cleanLine } from '../../../src-shared/pasted';
import { t } from '../../../src-shared/texts/translate';

export type ClinicForm = { name: string; country: string; timeZone: string };
export type ClinicProblems = Partial<Record<keyof ClinicForm, string>>;

/**
 * @param language BCP 47, for example `en-GB`: its region, or the likeliest one, becomes the country
 * @param systemTimeZone nothing is filled in for one without a name, such as `Etc/Unknown`
 */
export function clinicDefaults(language: string, systemTimeZone: string | undefined): ClinicForm {
  const timeZone = systemTimeZone === undefined ? null : canonicalTimeZone(systemTimeZone);
  return { name: '', country: countryOf(language), timeZone: timeZone ?? '' };
}

function countryOf(language: string): string {
  try {
    const region = new Intl.Locale(language).maximize().region ?? 'US';
    return /^[A-Z]{2}$/.test(region) ? region : 'US';
  } catch {
    return 'US';
  }
}

/** What the form shows of a clinic. */
export const clinicFormOf = ({ name, country, timeZone }: Organization): ClinicForm => ({ name, country, timeZone });

/** What keeps the form from being saved, by field. Empty when all is well. */
export function clinicProblems(form: ClinicForm): ClinicProblems {
  const problems: ClinicProblems = {};
  const name = cleanLine(form.name);
  if (name === '') problems.name = t('Give the clinic a name.');
  else if (name.length > longestName)
    problems.name = t('At most {longest} characters; this has {length}.', {
      longest: longestName,
      length: name.length,
    });
  if (form.country === '') problems.country = t('Pick the country.');
  if (form.timeZone === '') problems.timeZone = t('Pick the time zone.');
  else if (canonicalTimeZone(form.timeZone) === null)
    problems.timeZone = t('“{timeZone}” can’t be used with a calendar. Pick the time zone.', {
      timeZone: form.timeZone,
    });
  return problems;
}
