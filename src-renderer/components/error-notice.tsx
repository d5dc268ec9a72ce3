import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { AppErrorData } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { errorFixOf } from './error-fixes';
import { HelpButton, NoticeBox } from './notice';
import classes from './notice.module.css';

type ErrorNoticeProps = {
  error: AppErrorData;
  onRetry?: () => void;
  retryLabel?: string;
  /** What the failure led to, shown before the cause. */
  note?: string;
  /** The button that applies the fix, shown first. */
  action?: ReactNode;
  /** Announced to screen readers. Off for an error that existed when the screen opened. */
  announce?: boolean;
};

/** A failure: what happened, why, what to do, and the buttons for it. */
export function ErrorNotice({
  error,
  onRetry,
  retryLabel = t('Try again'),
  note,
  action,
  announce = true,
}: ErrorNoticeProps) {
  const checksId = useId();
  const fix = action === undefined ? errorFixOf(error.code) : null;
  const hasActions = action !== undefined || fix !== null || onRetry !== undefined || error.helpUrl !== undefined;
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
                {fix !== null && (
                  <Button variant="default" size="compact-sm" onClick={fix.run}>
                    {t(fix.label)}
                  </Button>
                )}
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
      {note !== undefined && <p>{note}</p>}
      <p>
        <span className={classes.lead}>{t('Why:')}</span> {error.cause}
      </p>
      <p>
        <span className={classes.lead}>{t('What to do:')}</span> {error.fix}
      </p>
      {error.checks !== undefined && error.checks.length > 0 && (
        <div className={classes.checks}>
          <p className={classes.lead} id={checksId}>
            {t('What to check, likeliest first:')}
          </p>
          <ol aria-labelledby={checksId}>
            {error.checks.map((check) => (
              <li key={check}>{withLead(check)}</li>
            ))}
          </ol>
        </div>
      )}
      <p className={classes.code}>
        {error.providerCode === undefined || isInCode(error)
          ? error.code
          : t('{code} · provider code {providerCode}', { code: error.code, providerCode: error.providerCode })}
      </p>
    </NoticeBox>
  );
}

/** True when the code alone tells the provider's, as `acme.20003` does. */
const isInCode = ({ code, providerCode }: AppErrorData) => code.endsWith(`.${providerCode}`);

/** `Still valid: under Account…`: the words before the colon stand out, so that the list is read at a glance. */
function withLead(check: string): ReactNode {
  const colon = check.indexOf(': ');
  if (colon < 1 || colon > 40) return check;
  return (
    <>
      <span className={classes.lead}>{check.slice(0, colon)}:</span>
      {check.slice(colon + 1)}
    </>
  );
}
