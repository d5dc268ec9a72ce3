import { Button } from '@mantine/core';
import type { Connection } from '../../../src-shared/credentials/connection';
import { RelativeTime } from '../../components/relative-time';
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
      <Button variant="default" size="compact-sm" aria-label={`Cancel the check of ${name}`} onClick={onCancel}>
        Cancel
      </Button>
    </>
  );
}

/** The last attempt, which failed, beside the last answer of the provider: each with its age. */
export function LastAttempt({ connection: { attemptedAt, verifiedAt } }: { connection: Connection }) {
  return (
    <p className={classes.quiet}>
      Last tried {attemptedAt == null ? 'at a time that was not kept' : <RelativeTime at={attemptedAt} />}.{' '}
      {verifiedAt === null ? (
        'It was never proven.'
      ) : verifiedAt === attemptedAt ? (
        'The provider answered then.'
      ) : (
        <>
          Last answer <RelativeTime at={verifiedAt} />.
        </>
      )}
    </p>
  );
}
