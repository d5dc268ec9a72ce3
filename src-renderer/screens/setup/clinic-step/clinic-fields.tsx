import { Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import classes from '../setup.module.css';
import { type ClinicForm, type ClinicProblems, longestName } from './clinic-form';
import { countries, timeZoneAfter, timeZoneGroups } from './places';

type ClinicFieldsProps = {
  form: ClinicForm;
  problems: ClinicProblems;
  onChange: (changed: Partial<ClinicForm>) => void;
};

/** The fields of a clinic, in the wizard and on its page. */
export function ClinicFields({ form, problems, onChange }: ClinicFieldsProps) {
  const places = useMemo(() => countries(navigator.language), []);
  const countryName = places.find((place) => place.value === form.country)?.label ?? form.country;
  const zones = useMemo(() => timeZoneGroups(form.country, countryName, form.timeZone, new Date()), [form.country, countryName, form.timeZone]);

  return (
    <div className={classes.form}>
      <TextInput
        className={classes.wide ?? ''}
        name="name"
        label="Clinic name"
        description="As patients know it. It appears in the test messages."
        value={form.name}
        error={problems.name}
        maxLength={longestName + 80}
        autoComplete="off"
        required
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        name="country"
        label="Country"
        description="Numbers without a country code are read as numbers of this country."
        data={places}
        value={form.country === '' ? null : form.country}
        error={problems.country}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        nothingFoundMessage="No country of that name"
        required
        onChange={(country) => country !== null && onChange({ country, timeZone: timeZoneAfter(country, form.timeZone) })}
      />
      <Select
        name="timeZone"
        label="Time zone"
        description="Times in messages and reports follow the clinic’s clock."
        placeholder="Pick the clinic’s time zone"
        data={zones}
        value={form.timeZone === '' ? null : form.timeZone}
        error={problems.timeZone}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        nothingFoundMessage="No time zone of that name"
        required
        onChange={(timeZone) => timeZone !== null && onChange({ timeZone })}
      />
    </div>
  );
}
