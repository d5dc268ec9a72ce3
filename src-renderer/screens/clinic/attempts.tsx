import { Button } from '@mantine/core';
import type { Connection } from '../../../src-shared/credentials/connection';
import { t } from '../../../src-shared/texts/translate';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';
import { useNow } from '../../components/use-now';
import classes from './clinic.module.css';

/** The duration of the running check, and the button to stop it. */
export function RunningCheck({ name, since, onCancel }: { name: string; since: number; onCancel: () => void }) {
  const now = useNow(true);
  return (
    <>
      {/* Not said aloud each second; the status beside it says that it runs. */}
      <span className={classes.seconds} aria-hidden>
        {`${Math.max(0, Math.floor((now - since) / 1000))} s`}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('Cancel the check of {name}', { name })}
        onClick={onCancel}
      >
        {t('Cancel')}
      </Button>
    </>
  );
}

/** The last attempt, which failed, beside the last answer of the provider: each with its age. */
export function LastAttempt({ connection: { attemptedAt, verifiedAt } }: { connection: Connection }) {
  return (
    <p className={classes.quiet}>
      {attemptedAt == null ? (
        t('Last tried at a time that was not kept.')
      ) : (
        <Said text="Last tried <when>then</when>." parts={{ when: () => <RelativeTime at={attemptedAt} /> }} />
      )}{' '}
      {verifiedAt === null ? (
        t('It was never proven.')
      ) : verifiedAt === attemptedAt ? (
        t('The provider answered then.')
      ) : (
        <Said text="Last answer <when>then</when>." parts={{ when: () => <RelativeTime at={verifiedAt} /> }} />
      )}
    </p>
  );
}
