import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { formatCount } from '../../components/number-words';
import { type ClinicFilter, countClinics } from '../../console/clinics/clinic-list';
import { useClinics } from '../../console/clinics/use-clinics';
import classes from './clinic-toolbar.module.css';

const filters: readonly { id: ClinicFilter; label: string }[] = [
  { id: 'all', label: 'All' },
  { id: 'needs-attention', label: 'Needs attention' },
  { id: 'unproven', label: 'Not proven yet' },
  { id: 'ready', label: 'Ready' },
  { id: 'not-set-up', label: 'Not set up' },
];

/** Search and filters, each filter with how many it would show. */
export function ClinicToolbar() {
  const data = useClinics((state) => state.data);
  const { search, filter } = useClinics((state) => state.query);
  const clinics = data.phase === 'loaded' ? data.clinics : null;
  const counts = useMemo(() => countClinics(clinics ?? []), [clinics]);
  const { search: setSearch, filter: setFilter } = useClinics.getState();
  const field = useRef<HTMLInputElement>(null);
  const clear = () => {
    setSearch('');
    field.current?.focus();
  };
  return (
    <search className={classes.toolbar}>
      <TextInput
        ref={field}
        className={classes.search}
        aria-label="Search clinics"
        placeholder="Search by name, number or problem"
        leftSection={<IconSearch size="1rem" aria-hidden />}
        rightSection={search === '' ? null : <CloseButton size="sm" aria-label="Clear search" onClick={clear} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && search !== '') {
            event.stopPropagation();
            setSearch('');
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            document.querySelector<HTMLElement>('[data-clinic-row][tabindex="0"]')?.focus();
          }
        }}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as part of a form */}
      <div className={classes.filters} role="group" aria-label="Show">
        {filters.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className={classes.filter}
            aria-pressed={filter === id}
            onClick={() => setFilter(id)}
          >
            {label} <span className={classes.count}>{formatCount(counts[id])}</span>
          </button>
        ))}
      </div>
    </search>
  );
}
