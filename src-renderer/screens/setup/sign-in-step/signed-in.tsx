import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../../src-shared/errors';
import { providerDescriptors } from '../../../../src-shared/providers';
import { t, text } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { Busy } from '../../../components/busy';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { ChoicePicker } from '../../../components/choice/choice-picker';
import { ConnectionBadge } from '../../../components/connection-badge';
import { isChoiceLost } from '../../../components/connection-state';
import { ErrorNotice } from '../../../components/error-notice';
import { FactList } from '../../../components/fact-list';
import { FocusedError } from '../../../components/focused-error';
import { Ladder } from '../../../components/ladder';
import { useLoader } from '../../../components/loader';
import { Notice } from '../../../components/notice';
import { StatusBadge } from '../../../components/status-badge';
import { TestCard } from '../../../components/tests/test-card';
import { isBusy } from '../../../components/tests/test-machine';
import { createTestStore } from '../../../components/tests/test-store';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';
import classes from './sign-in.module.css';

type SignedInProps = StepViewProps & {
  frame: { heading: string; purpose: string; onBack: (() => void) | null };
  connection: Connection;
  onReconnect: () => void;
};

/**
 * The step once the sign-in is stored: whose account, what was granted, which calendar, and the test that proves it.
 */
export function SignedIn({
  frame,
  organization,
  connection,
  single,
  onReconnect,
  onNext,
  onConnectionsChanged,
  busy,
  error,
}: SignedInProps) {
  const { provider } = connection;
  const descriptor = providerDescriptors[provider];
  const ref = { organizationId: organization.id, provider };
  const [tests] = useState(() => createTestStore(voxanne, provider, organization.id));
  const { test, start } = useStore(tests);
  useEffect(() => tests.getState().open(), [tests]);
  const { loaded, loader } = useLoader(connection.credentialId, () => voxanne.credentials.options(ref));
  const [picked, setPicked] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [chooseError, setChooseError] = useState<AppErrorData | null>(null);

  const testing = isBusy(test);
  const preferred = loaded.state === 'ready' ? loaded.value.preferred : null;
  const current = isChoiceLost(connection) ? null : preferred;
  const choice = picked ?? preferred;
  const isOther = choice !== null && choice !== current;
  const top = connection.ladder.rungs.at(-1);
  const isProven = top?.state === 'proven' && connection.status === 'active';
  const run = test.runs?.[0] ?? null;
  const choiceWord = descriptor.choice?.word;
  const one = t(choiceWord?.one ?? text('choice'));
  const blocked = isOther
    ? t('Save the picked {one} first; the test is for the one in use.', { one })
    : loaded.state === 'ready' && current === null
      ? t('Pick {any} first.', { any: t(choiceWord?.any ?? text('a choice')) })
      : null;

  const use = async () => {
    if (choice === null || saving) return;
    setSaving(true);
    setChooseError(null);
    const result = await voxanne.credentials.choose({ ...ref, choice });
    if (result.ok) {
      await onConnectionsChanged();
      await loader.reload();
      setPicked(null);
    } else setChooseError(result.error);
    setSaving(false);
  };

  return (
    <StepFrame
      {...frame}
      error={error}
      actions={
        <>
          <Button variant="default" disabled={testing} onClick={onReconnect}>
            {t('Reconnect')}
          </Button>
          <BusyButton variant={isProven ? 'filled' : 'default'} busyLabel={t('Saving…')} busy={busy} onClick={onNext}>
            {single ? t('Done') : isProven ? t('Continue') : t('Continue without a test')}
          </BusyButton>
        </>
      }
    >
      <div className={classes.connected}>
        <Card
          title={
            connection.resource === null
              ? descriptor.name
              : t('Signed in as {account}', { account: connection.resource })
          }
          aside={
            <>
              <ConnectionBadge connection={connection} />
              {connection.simulated && <StatusBadge tone="info">{t('Simulated')}</StatusBadge>}
            </>
          }
        >
          <Ladder ladder={connection.ladder} />
          {connection.problem !== null && <ErrorNotice error={connection.problem} announce={false} />}
          <FactList facts={connection.facts} />
          {connection.notices.map((notice) => (
            <Notice key={notice.title} notice={notice} />
          ))}
        </Card>
        {descriptor.choice !== null && (
          <Card title={t(descriptor.choice.label)}>
            {loaded.state === 'loading' && (
              <Busy>{t('Reading the account’s {many}…', { many: t(descriptor.choice.word.many) })}</Busy>
            )}
            {loaded.state === 'failed' && (
              <ErrorNotice error={loaded.error} announce={false} onRetry={() => void loader.reload()} />
            )}
            {loaded.state === 'ready' && (
              <ChoicePicker
                choice={loaded.value}
                picked={choice}
                country={null}
                disabled={saving || testing}
                onPick={setPicked}
              />
            )}
            {chooseError !== null && <FocusedError error={chooseError} />}
            {isOther && (
              <div className={classes.pickActions}>
                <BusyButton
                  busyLabel={t('Proving the {one}…', { one })}
                  busy={saving}
                  disabled={testing}
                  onClick={() => void use()}
                >
                  {t('Use this {one}', { one })}
                </BusyButton>
                <span className={classes.quiet}>{t('Proofs of the present one have to be made again.')}</span>
              </div>
            )}
          </Card>
        )}
        {descriptor.test !== undefined && (
          <TestCard
            title={t(descriptor.test.title)}
            descriptor={descriptor.test}
            store={tests}
            runs={run === null ? [] : [run]}
            start={{
              label: t(descriptor.test.action),
              variant: isProven || isOther ? 'default' : 'filled',
              disabled: blocked !== null,
              onStart: () => void start(),
            }}
            blocked={blocked}
          />
        )}
      </div>
    </StepFrame>
  );
}
