import { type Text, t, text } from '../../../src-shared/texts/translate';
import { formatCount } from '../../components/number-words';
import type { ClinicFilter } from '../../console/clinics/clinic-query';
import { useClinics } from '../../console/clinics/use-clinics';
import classes from './clinic-toolbar.module.css';

const filters: readonly { id: ClinicFilter; label: Text }[] = [
  { id: 'all', label: text('All') },
  { id: 'needs-attention', label: text('Needs attention') },
  { id: 'unproven', label: text('Not proven yet') },
  { id: 'ready', label: text('Ready') },
  { id: 'not-set-up', label: text('Not set up') },
];

/** Each filter with how many clinics it would show. */
export function ClinicFilters() {
  useClinics((state) => state.version);
  const filter = useClinics((state) => state.query.filter);
  const counts = useClinics.getState().index.counts();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as part of a form
    <div className={classes.filters} role="group" aria-label={t('Show')}>
      {filters.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className={classes.filter}
          aria-pressed={filter === id}
          onClick={() => useClinics.getState().filter(id)}
        >
          {t(label)} <span className={classes.count}>{formatCount(counts[id])}</span>
        </button>
      ))}
      <ReadingNote />
    </div>
  );
}

/** How far a long list is read: what is counted and found until then is of the clinics that are there. */
function ReadingNote() {
  const reading = useClinics((state) => state.reading);
  if (reading === null) return null;
  return (
    <span className={classes.reading}>
      {t('Reading {read} of {total} clinics…', { read: formatCount(reading.read), total: formatCount(reading.total) })}
    </span>
  );
}
