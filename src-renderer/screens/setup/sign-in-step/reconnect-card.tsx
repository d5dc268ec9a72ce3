import { Button } from '@mantine/core';
import type { Connection } from '../../../../src-shared/credentials/connection';
import { Card } from '../../../components/card';
import classes from './sign-in.module.css';

type ReconnectCardProps = {
  stored: Connection;
  expect: readonly string[];
  /** What a new sign-in leaves alone. */
  keeps: string;
  clientName: string;
  disabled: boolean;
  onOtherClient: () => void;
};

/** Signing in once more with the client that is stored: what stays as it is, and what to expect in the browser. */
export function ReconnectCard({ stored, expect, keeps, clientName, disabled, onOtherClient }: ReconnectCardProps) {
  return (
    <Card title="Sign in again">
      <p className={classes.quiet}>
        {stored.resource === null ? `The stored ${clientName} is used.` : `Sign in as ${stored.resource}.`} {keeps}{' '}
        {stored.keyHint}.
      </p>
      <ol className={classes.expect} aria-label="What to expect in the browser">
        {expect.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <Button
        variant="subtle"
        size="compact-md"
        className={classes.other ?? ''}
        disabled={disabled}
        onClick={onOtherClient}
      >
        Use another {clientName}
      </Button>
    </Card>
  );
}
