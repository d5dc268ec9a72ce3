import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { IconHistory, IconSearch, IconSearchOff, IconShieldCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Busy } from '../../components/busy';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { Page, PageHeader } from '../../components/page';
import { ActivityList } from './activity-list';
import classes from './activity-screen.module.css';
import type { Entries, OutcomeFilter } from './activity-store';
import { IntegrityNotice } from './integrity-notice';
import { useActivity } from './use-activity';

const outcomes = [
  { value: 'all', label: 'All' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'failed', label: 'Failed' },
];

const outcomeOf = (value: string): OutcomeFilter => (value === 'succeeded' || value === 'failed' ? value : null);

/** The audit trail: who did what to which clinic, and how it ended. */
export function ActivityScreen() {
  const { entries, search, outcome, verification } = useActivity();
  const { load, setSearch, setOutcome, verify } = useActivity.getState();
  useEffect(() => void load(), [load]);
  return (
    <Page fill>
      <PageHeader
        title="Activity"
        subtitle={
          'Everything done to the clinics and their credentials on this computer. Any change to an entry is ' +
          'detected.'
        }
        actions={
          <Button
            variant="default"
            leftSection={<IconShieldCheck size="1rem" aria-hidden />}
            disabled={verification.phase === 'verifying'}
            onClick={() => void verify()}
          >
            Verify integrity
          </Button>
        }
      />
      <IntegrityNotice verification={verification} onRetry={() => void verify()} />
      <search className={classes.toolbar}>
        <TextInput
          className={classes.search}
          aria-label="Search activity"
          placeholder="Search by clinic, person or detail"
          leftSection={<IconSearch size="1rem" aria-hidden />}
          rightSection={
            search === '' ? null : <CloseButton size="sm" aria-label="Clear search" onClick={() => setSearch('')} />
          }
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
        <SegmentedControl
          aria-label="Result"
          data={outcomes}
          value={outcome ?? 'all'}
          onChange={(value) => setOutcome(outcomeOf(value))}
        />
      </search>
      <Trail entries={entries} asked={search.trim() !== '' || outcome !== null} />
    </Page>
  );
}

function Trail({ entries, asked }: { entries: Entries; asked: boolean }) {
  const { load, setSearch, setOutcome } = useActivity.getState();
  if (entries.phase === 'loading') return <Busy>Reading the activity…</Busy>;
  if (entries.phase === 'failed') return <ErrorNotice error={entries.error} onRetry={() => void load()} />;
  if (entries.entries.length > 0) return <ActivityList {...entries} />;
  return (
    <div className={classes.box}>
      {asked ? (
        <EmptyState
          icon={<IconSearchOff size="2rem" stroke={1.4} aria-hidden />}
          title="Nothing matches"
          actions={
            <Button
              variant="default"
              onClick={() => {
                setSearch('');
                setOutcome(null);
              }}
            >
              Show all activity
            </Button>
          }
        >
          Search looks at clinics, people, actions and details.
        </EmptyState>
      ) : (
        <EmptyState icon={<IconHistory size="2rem" stroke={1.4} aria-hidden />} title="Nothing has happened yet">
          As soon as a clinic is set up, each step is recorded here.
        </EmptyState>
      )}
    </div>
  );
}
