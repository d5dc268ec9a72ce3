import { Button, CloseButton } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { actionWords } from '../../../src-shared/audit/actions';
import type { AuditEntry } from '../../../src-shared/audit/audit-entry';
import { resultOf } from '../../../src-shared/audit/entry-result';
import { t } from '../../../src-shared/texts/translate';
import { Breakable } from '../../components/breakable';
import { entryResultWords } from '../../components/entry-result-words';
import { formatCount } from '../../components/number-words';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge } from '../../components/status-badge';
import { exactTime } from '../../components/time-words';
import { useClinics } from '../../console/clinics/use-clinics';
import { navigate } from '../../router/router';
import { EntryFix } from './entry-fix';
import classes from './entry-panel.module.css';
import { useActivity } from './use-activity';

/** A list that was out of sight draws its rows again once it was measured. */
function focusRow(frames: number): void {
  const row = document.querySelector<HTMLElement>('[data-entry][tabindex="0"]');
  if (row) row.focus();
  else if (frames > 0) requestAnimationFrame(() => focusRow(frames - 1));
}

/** Closes what is open, and goes back to its row. */
export function closeEntry(): void {
  useActivity.getState().open(null);
  requestAnimationFrame(() => focusRow(20));
}

/**
 * One entry in full, beside the list. Where it takes the list's place, it takes the focus too.
 * @param alone the list is not in sight
 */
export function EntryPanel({ entry, alone }: { entry: AuditEntry; alone: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (alone) heading.current?.focus();
  }, [alone]);
  const result = entryResultWords[resultOf(entry)];
  return (
    <section
      className={classes.panel}
      data-alone={alone || undefined}
      aria-label={t('Entry {sequence}', { sequence: entry.sequence })}
    >
      <div className={classes.head}>
        <div aria-live="polite">
          <h2 className={classes.title} ref={heading} tabIndex={-1}>
            {actionWords(entry.action)}
          </h2>
          <StatusBadge tone={result.tone}>{result.word}</StatusBadge>
        </div>
        <CloseButton aria-label={t('Close entry')} onClick={closeEntry} />
      </div>
      {entry.detail !== '' && (
        <p className={classes.detail} dir="auto">
          <Breakable text={entry.detail} />
        </p>
      )}
      {entry.organizationId !== null && resultOf(entry) !== 'succeeded' && (
        <EntryFix key={entry.organizationId} organizationId={entry.organizationId} />
      )}
      <dl className={classes.facts}>
        <dt>{t('Clinic')}</dt>
        <dd dir="auto">{entry.organizationName ?? t('None')}</dd>
        <dt>{t('When')}</dt>
        <dd>
          {exactTime(Date.parse(entry.at))} (<RelativeTime at={entry.at} />)
        </dd>
        <dt>{t('Who')}</dt>
        <dd>{entry.actor}</dd>
        {entry.simulated && (
          <>
            <dt>{t('Provider')}</dt>
            <dd>{t('Simulated')}</dd>
          </>
        )}
        <dt>{t('Name for programs')}</dt>
        <dd className={classes.code}>
          <Breakable text={entry.action} />
        </dd>
      </dl>
      <ClinicButtons entry={entry} />
      <p className={classes.sealed}>
        <IconLink size="1rem" aria-hidden />
        <span>
          {t('Entry {sequence}, sealed to the one before it. Any change to an entry is detected.', {
            sequence: formatCount(entry.sequence),
          })}
        </span>
      </p>
    </section>
  );
}

/** Ways on, as long as the clinic is there. */
function ClinicButtons({ entry: { organizationId, organizationName } }: { entry: AuditEntry }) {
  const isThere = useClinics(({ index }) => organizationId !== null && index.get(organizationId) !== undefined);
  if (organizationId === null) return null;
  return (
    <div className={classes.buttons}>
      {isThere && (
        <Button size="compact-md" variant="default" onClick={() => navigate({ screen: 'clinic', organizationId })}>
          {t('Open clinic')}
        </Button>
      )}
      <Button
        size="compact-md"
        variant="subtle"
        onClick={() =>
          useActivity.getState().narrow({ clinic: { id: organizationId, name: organizationName ?? t('Clinic') } })
        }
      >
        {t('Only this clinic')}
      </Button>
    </div>
  );
}
