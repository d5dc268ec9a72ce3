import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AppErrorData } from '../../src-shared/errors';
import { HelpButton, NoticeBox } from './notice';
import classes from './notice.module.css';

type ErrorNoticeProps = {
  error: AppErrorData;
  onRetry?: () => void;
  retryLabel?: string;
  /** The button that does the fix, before the others. */
  action?: ReactNode;
  /** Read out at once. Off for an error that was there when the screen opened. */
  announce?: boolean;
};

/** A failure, whole: what happened, why, what to do, and the buttons that do it. */
export function ErrorNotice({ error, onRetry, retryLabel = 'Try again', action, announce = true }: ErrorNoticeProps) {
  const hasActions = action !== undefined || onRetry !== undefined || error.helpUrl !== undefined;
  return (
    <NoticeBox
      tone="bad"
      title={error.message}
      {...(announce ? { role: 'alert' as const } : {})}
      {...(hasActions
        ? {
            actions: (
              <>
                {action}
                {onRetry !== undefined && (
                  <Button variant="default" size="compact-sm" onClick={onRetry}>
                    {retryLabel}
                  </Button>
                )}
                {error.helpUrl !== undefined && <HelpButton url={error.helpUrl} />}
              </>
            ),
          }
        : {})}
    >
      <p>
        <span className={classes.lead}>Why:</span> {error.cause}
      </p>
      <p>
        <span className={classes.lead}>What to do:</span> {error.fix}
      </p>
      <p className={classes.code}>{error.providerCode === undefined ? error.code : `${error.code} · provider code ${error.providerCode}`}</p>
    </NoticeBox>
  );
}
