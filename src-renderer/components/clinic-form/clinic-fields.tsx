import { TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { longestName } from '../../../src-shared/organizations/organization';
import { t } from '../../../src-shared/texts/translate';
import formClasses from '../form.module.css';
import { SearchableSelect } from '../searchable-select';
import { shownLocale } from '../shown-locale';
import type { ClinicForm, ClinicProblems } from './clinic-form';
import classes from './clinic-form.module.css';
import { countries, countryNames, timeZoneAfter } from './places';
import { TimeZoneSelect } from './time-zone-select';

type ClinicFieldsProps = {
  form: ClinicForm;
  problems: ClinicProblems;
  /** Another clinic has this name. */
  hasNamesake: boolean;
  onChange: (changed: Partial<ClinicForm>) => void;
  /** In a dialog the drop-down lists may extend beyond its edge. */
  inDialog?: boolean;
};

/** The fields of a clinic, in the wizard and on its page. */
export function ClinicFields({ form, problems, hasNamesake, onChange, inDialog = false }: ClinicFieldsProps) {
  const places = useMemo(() => countries(shownLocale()), []);
  const named = useMemo(() => countryNames(shownLocale()), []);
  const countryName = places.find((place) => place.value === form.country)?.label ?? form.country;

  return (
    <div className={`${formClasses.fields} ${classes.form}`}>
      <TextInput
        className={classes.wide ?? ''}
        name="name"
        label={t('Clinic name')}
        description={
          hasNamesake
            ? t('Another clinic has this name. Add its town or street, so that nobody takes one for the other.')
            : t('As patients know it. It appears in the test messages.')
        }
        value={form.name}
        dir="auto"
        error={problems.name}
        maxLength={longestName + 80}
        autoComplete="off"
        required
        withAsterisk={false}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <SearchableSelect
        name="country"
        label={t('Country')}
        description={t('For numbers without a country code.')}
        data={places}
        namesOf={({ value, label }) => named.get(value) ?? [label]}
        value={form.country === '' ? null : form.country}
        error={problems.country}
        classNames={{ options: classes.options ?? '' }}
        comboboxProps={{ withinPortal: inDialog }}
        selectFirstOptionOnChange
        allowDeselect={false}
        nothingFoundMessage={t('No country of that name')}
        required
        withAsterisk={false}
        onChange={(country) =>
          country !== null && onChange({ country, timeZone: timeZoneAfter(country, form.timeZone) })
        }
      />
      <TimeZoneSelect
        country={form.country}
        countryName={countryName}
        value={form.timeZone}
        problem={problems.timeZone}
        inDialog={inDialog}
        onChange={(timeZone) => onChange({ timeZone })}
      />
    </div>
  );
}
