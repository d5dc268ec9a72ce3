import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import { SearchableSelect } from '../../components/searchable-select';
import { SearchField } from '../../console/search-field';
import classes from './activity-filters.module.css';
import { type ActivityQuery, actionChoices, type Period } from './activity-query';
import { ClinicSelect } from './clinic-select';
import { useActivity } from './use-activity';

const results: { value: string; label: Text }[] = [
  { value: 'all', label: text('All') },
  { value: 'succeeded', label: text('Succeeded') },
  { value: 'failed', label: text('Failed') },
  { value: 'inconclusive', label: text('Not confirmed') },
];
const resultOf = (value: string): ActivityQuery['outcome'] =>
  value === 'succeeded' || value === 'failed' || value === 'inconclusive' ? value : null;

const periods: { value: Period; label: Text }[] = [
  { value: 'any', label: text('Any time') },
  { value: 'today', label: text('Today') },
  { value: 'week', label: text('Last 7 days') },
  { value: 'month', label: text('Last 30 days') },
  { value: 'days', label: text('Choose days') },
];

const said = <Value extends string>(choices: readonly { value: Value; label: Text }[]) =>
  choices.map(({ value, label }) => ({ value, label: t(label) }));

/** The filters of the audit trail. Each change reads again at once; older answers are ignored. */
export function ActivityFilters() {
  const query = useActivity((state) => state.query);
  const { narrow } = useActivity.getState();
  return (
    <div className={classes.filters}>
      <SearchField
        label={t('Search activity')}
        value={query.search}
        onChange={(search) => narrow({ search })}
        onLeave={() => document.querySelector<HTMLElement>('[data-entry][tabindex="0"]')?.focus()}
      />
      <div className={classes.clinic}>
        <ClinicSelect value={query.clinic} onChange={(clinic) => narrow({ clinic })} />
      </div>
      <div className={classes.action}>
        <SearchableSelect
          aria-label={t('Action')}
          placeholder={t('All actions')}
          data={actionChoices()}
          value={query.action}
          clearable
          clearButtonProps={{ 'aria-label': t('All actions') }}
          nothingFoundMessage={t('No action of that name')}
          maxDropdownHeight={280}
          onChange={(action) => narrow({ action })}
        />
      </div>
      <Select
        className={classes.period}
        aria-label={t('Period')}
        data={said(periods)}
        value={query.period}
        allowDeselect={false}
        withScrollArea={false}
        attributes={{ options: { tabIndex: -1 } }}
        onChange={(period) => period !== null && narrow({ period })}
      />
      {query.period === 'days' && (
        <div className={classes.days}>
          {(['first', 'last'] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              aria-label={end === 'first' ? t('First day') : t('Last day')}
              max={end === 'first' ? query.days.last || undefined : undefined}
              min={end === 'last' ? query.days.first || undefined : undefined}
              value={query.days[end]}
              onChange={(event) => narrow({ days: { ...query.days, [end]: event.currentTarget.value } })}
            />
          ))}
        </div>
      )}
      <SegmentedControl
        aria-label={t('Result')}
        data={said(results)}
        value={query.outcome ?? 'all'}
        onChange={(value) => narrow({ outcome: resultOf(value) })}
      />
    </div>
  );
}
