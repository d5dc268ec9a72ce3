import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconHistory, IconSearchOff, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { Page, PageHeader } from '../../components/page';
import { useWidth } from '../../components/use-width';
import { ActivityFilters } from './activity-filters';
import { ActivityList } from './activity-list';
import { everything, isNarrowed } from './activity-query';
import classes from './activity-screen.module.css';
import { closeEntry, EntryPanel } from './entry-panel';
import { ExportNotice } from './export-notice';
import { IntegrityNotice } from './integrity-notice';
import { useActivity } from './use-activity';

/** Narrower than this, an open entry takes the list's place. */
const sideBySideRem = 48;

/** The audit trail: who did what to which clinic, and how it ended. */
export function ActivityScreen() {
  const { verification, exported } = useActivity();
  const { load, open, verify, save } = useActivity.getState();
  useEffect(() => {
    // Another profile may have been opened meanwhile.
    open(null);
    void load();
  }, [load, open]);
  return (
    <Page fill>
      <PageHeader
        title={t('Activity')}
        subtitle={t('Everything done to clinics and credentials. Any change to an entry is detected.')}
        actions={
          <>
            <BusyButton
              variant="default"
              steady
              leftSection={<IconShieldCheck size="1rem" aria-hidden />}
              busy={verification.phase === 'verifying'}
              busyLabel={t('Verify integrity')}
              onClick={() => void verify()}
            >
              {t('Verify integrity')}
            </BusyButton>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <Button
                  variant="default"
                  leftSection={<IconDownload size="1rem" aria-hidden />}
                  rightSection={<IconChevronDown size="1rem" aria-hidden />}
                >
                  {t('Export')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void save('csv')}>{t('CSV for a spreadsheet')}</Menu.Item>
                <Menu.Item onClick={() => void save('json')}>{t('JSON for a program')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <IntegrityNotice verification={verification} onRetry={() => void verify()} />
      <ExportNotice exported={exported} />
      <ActivityFilters />
      <Trail />
    </Page>
  );
}

function Trail() {
  const { entries, query, opened } = useActivity();
  const { load, narrow } = useActivity.getState();
  const box = useRef<HTMLDivElement>(null);
  const { width, rem } = useWidth(box);
  const alone = width < sideBySideRem * rem;
  if (entries.phase === 'loading') return <Busy>{t('Reading the activity…')}</Busy>;
  if (entries.phase === 'failed') return <ErrorNotice error={entries.error} onRetry={() => void load()} />;
  return (
    <>
      {query.search.trim() !== '' && entries.indexed < 1 && (
        <p className={classes.preparing} role="status">
          {t('Search is still being prepared ({percent} %). What it finds is complete, it only takes longer.', {
            percent: Math.floor(entries.indexed * 100),
          })}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is open in it */}
      <div
        className={classes.box}
        ref={box}
        onKeyDown={(event) => event.key === 'Escape' && opened !== null && closeEntry()}
      >
        {entries.entries.length === 0 ? (
          <Nothing isNarrowed={isNarrowed(query)} onShowAll={() => narrow(everything)} />
        ) : (
          <>
            <div className={classes.list} hidden={alone && opened !== null}>
              <ActivityList {...entries} />
            </div>
            {opened !== null && <EntryPanel entry={opened} alone={alone} />}
          </>
        )}
      </div>
    </>
  );
}

function Nothing({ isNarrowed: asked, onShowAll }: { isNarrowed: boolean; onShowAll: () => void }) {
  return asked ? (
    <EmptyState
      icon={<IconSearchOff size="2rem" stroke={1.4} aria-hidden />}
      title={t('Nothing matches')}
      actions={
        <Button variant="default" onClick={onShowAll}>
          {t('Show all activity')}
        </Button>
      }
    >
      {t('Search looks at clinics, people, actions, details and days.')}
    </EmptyState>
  ) : (
    <EmptyState icon={<IconHistory size="2rem" stroke={1.4} aria-hidden />} title={t('Nothing has happened yet')}>
      {t('As soon as a clinic is set up, each step is recorded here.')}
    </EmptyState>
  );
}
