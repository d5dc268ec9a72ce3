import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useClinics } from '../../console/clinics/use-clinics';

type Clinic = { id: string; name: string };

/** So many are offered; typing finds the others. */
const offered = 50;

/** One clinic, found by its name among however many there are. */
export function ClinicSelect({ value, onChange }: { value: Clinic | null; onChange: (clinic: Clinic | null) => void }) {
  const data = useClinics((state) => state.data);
  const [typed, setTyped] = useState<string | null>(null);
  const clinics = useMemo(() => (data.phase === 'loaded' ? data.clinics.map(({ clinic }) => clinic) : []), [data]);
  const options = useMemo(() => {
    const wanted = (typed ?? '').trim().toLowerCase();
    const found: { value: string; label: string }[] = [];
    for (const { id, name } of clinics) {
      if (found.length === offered) break;
      if (name.toLowerCase().includes(wanted)) found.push({ value: id, label: name });
    }
    if (value && !found.some((option) => option.value === value.id)) found.push({ value: value.id, label: value.name });
    return found;
  }, [clinics, typed, value]);
  return (
    <Select
      aria-label="Clinic"
      placeholder="All clinics"
      data={options}
      value={value?.id ?? null}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'All clinics' }}
      searchValue={typed ?? value?.name ?? ''}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      nothingFoundMessage="No clinic of that name"
      withScrollArea={false}
      attributes={{ options: { tabIndex: -1 } }}
      maxDropdownHeight={280}
      onFocus={(event) => event.currentTarget.select()}
      onDropdownClose={() => setTyped(null)}
      onChange={(id, option) => onChange(id === null ? null : { id, name: option?.label ?? '' })}
    />
  );
}
