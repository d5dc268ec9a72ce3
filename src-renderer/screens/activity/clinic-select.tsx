import { useEffect, useMemo, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { SearchableSelect } from '../../components/searchable-select';
import type { ListedClinic } from '../../console/clinics/listed-clinic';
import { useClinics } from '../../console/clinics/use-clinics';

type Clinic = { id: string; name: string };

/** So many are offered; typing finds the others. */
const offered = 50;

/** One clinic, found by its name among however many there are. */
export function ClinicSelect({ value, onChange }: { value: Clinic | null; onChange: (clinic: Clinic | null) => void }) {
  const version = useClinics((state) => state.version);
  const [typed, setTyped] = useState<string | null>(null);
  const [found, setFound] = useState<readonly ListedClinic[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for again when a clinic changed
  useEffect(
    () => useClinics.getState().index.look(typed ?? '', (clinics) => setFound(clinics.slice(0, offered))),
    [typed, version],
  );
  const options = useMemo(() => {
    const shown = found.map(({ id, row }) => ({ value: id, label: row.name }));
    const isShown = value === null || shown.some((option) => option.value === value.id);
    return isShown ? shown : [...shown, { value: value.id, label: value.name }];
  }, [found, value]);
  return (
    <SearchableSelect
      aria-label={t('Clinic')}
      placeholder={t('All clinics')}
      data={options}
      value={value?.id ?? null}
      clearable
      clearButtonProps={{ 'aria-label': t('All clinics') }}
      onTyped={setTyped}
      // The index has found them; the chosen one is offered only while nothing is looked for.
      filter={({ options: all }) =>
        typed === null ? all : all.filter((option) => found.some(({ id }) => 'value' in option && option.value === id))
      }
      nothingFoundMessage={t('No clinic of that name')}
      maxDropdownHeight={280}
      onChange={(id, option) => onChange(id === null ? null : { id, name: option?.label ?? '' })}
    />
  );
}
