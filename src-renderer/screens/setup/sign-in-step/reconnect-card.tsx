import { Button } from '@mantine/core';
import type { Connection } from '../../../../src-shared/credentials/connection';
import { type Text, t } from '../../../../src-shared/texts/translate';
import { Card } from '../../../components/card';
import classes from './sign-in.module.css';

type ReconnectCardProps = {
  stored: Connection;
  expect: readonly Text[];
  /** What a new sign-in leaves alone. */
  keeps: string;
  clientName: string;
  disabled: boolean;
  onOtherClient: () => void;
};

/** Signing in once more with the client that is stored: what stays as it is, and what to expect in the browser. */
export function ReconnectCard({ stored, expect, keeps, clientName, disabled, onOtherClient }: ReconnectCardProps) {
  return (
    <Card title={t('Sign in again')}>
      <p className={classes.quiet}>
        {stored.resource === null
          ? t('The stored {clientName} is used.', { clientName })
          : t('Sign in as {account}.', { account: stored.resource })}{' '}
        {keeps} {stored.keyHint}.
      </p>
      <ol className={classes.expect} aria-label={t('What to expect in the browser')}>
        {expect.map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ol>
      <Button
        variant="subtle"
        size="compact-md"
        className={classes.other ?? ''}
        disabled={disabled}
        onClick={onOtherClient}
      >
        {t('Use another {clientName}', { clientName })}
      </Button>
    </Card>
  );
}
