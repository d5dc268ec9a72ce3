import { useEffect } from 'react';
import type { BusyWeek } from '../../../src-shared/calendar/busy';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { RelativeTime } from '../../components/relative-time';
import { shownLocale } from '../../components/shown-locale';
import { drawnWeek } from './busy-view';
import classes from './busy-week.module.css';

type BusyWeekCardProps = {
  organization: Organization;
  /** The error that the connection's own card explains already. */
  problem: AppErrorData | null;
  /** Differs when it may be another calendar, or another answer. */
  changes: string;
};

/** The busy times of the clinic's calendar in the next seven days, by which a person recognises it. */
export function BusyWeekCard({ organization, problem, changes }: BusyWeekCardProps) {
  const { loaded, loader } = useLoader(organization.id, () =>
    voxanne.calendar.busyWeek({ organizationId: organization.id }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when `changes` differs
  useEffect(() => {
    void loader.reload();
  }, [loader, changes]);
  return (
    <Card
      title={t('The next seven days')}
      aside={
        loaded.state === 'ready' && (
          <span className={classes.quiet}>
            {loaded.value.calendar}, <RelativeTime at={loaded.value.checkedAt} timeZone={organization.timeZone} />
          </span>
        )
      }
      actions={
        loaded.state === 'ready' || (loaded.state === 'failed' && loaded.error.code === problem?.code) ? (
          <BusyButton
            variant="subtle"
            size="compact-md"
            busyLabel={t('Reading…')}
            busy={false}
            onClick={() => void loader.reload()}
          >
            {t('Read again')}
          </BusyButton>
        ) : undefined
      }
    >
      {loaded.state === 'loading' && <Busy>{t('Asking the calendar when it is busy…')}</Busy>}
      {loaded.state === 'failed' &&
        (loaded.error.code === problem?.code ? (
          <p className={classes.quiet}>
            {t('The calendar can’t be read now; the card above says why and what to do.')}
          </p>
        ) : (
          <ErrorNotice error={loaded.error} announce={false} onRetry={() => void loader.reload()} />
        ))}
      {loaded.state === 'ready' && <Week week={loaded.value} />}
    </Card>
  );
}

function Week({ week }: { week: BusyWeek }) {
  const drawn = drawnWeek(week, shownLocale());
  return (
    <>
      <div className={classes.week} aria-hidden>
        <div className={classes.hours}>
          {drawn.hours.map(({ hour, label, top }) => (
            <span key={hour} style={{ top: `${top}%` }}>
              {label}
            </span>
          ))}
        </div>
        {drawn.days.map((day) => (
          <div key={day.date} className={classes.day} data-today={day.today || undefined}>
            <span className={classes.dayName}>{day.label}</span>
            <div className={classes.column}>
              {drawn.hours.map(({ hour, top }) => (
                <span key={hour} className={classes.line} style={{ top: `${top}%` }} />
              ))}
              {day.blocks.map((block) => (
                <span
                  key={`${block.top} ${block.words}`}
                  className={classes.block}
                  style={{ top: `${block.top}%`, height: `${block.height}%` }}
                  title={block.words}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      {/* A table is as wide as its words: what surrounds it is what is hidden. */}
      <div className="vx-hidden">
        <table>
          <caption>
            {t('When {calendar} is busy, in {timeZone}', {
              calendar: week.calendar,
              timeZone: week.timeZone.replaceAll('_', ' '),
            })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('Day')}</th>
              <th scope="col">{t('Busy')}</th>
            </tr>
          </thead>
          <tbody>
            {drawn.days.map((day) => (
              <tr key={day.date}>
                <th scope="row">{day.label}</th>
                <td>{day.blocks.length === 0 ? t('Free all day') : day.blocks.map(({ words }) => words).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.quiet}>
        {drawn.busyMinutes === 0
          ? t('Nothing is booked. Is this the right calendar?')
          : t('Coloured: busy. What the appointments are about is not read.')}{' '}
        {t('Times of {timeZone}.', { timeZone: week.timeZone.replaceAll('_', ' ') })}
      </p>
    </>
  );
}
