import { useState } from 'react';
import type { Connection, Notice } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import { providerDescriptors } from '../../../src-shared/providers';
import { t, text } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';

const titleOf = (connection: Connection) =>
  t('Not yet revoked at {name}', { name: providerDescriptors[connection.provider].name });

/** The notices of a connection without the one that {@link PendingRevocation} shows with its button. */
export const noticesBeside = (connection: Connection): readonly Notice[] =>
  connection.pendingRevocation === undefined
    ? connection.notices
    : connection.notices.filter(({ title }) => title !== titleOf(connection));

type PendingRevocationProps = { organizationId: string; connection: Connection; onChanged: () => Promise<void> };

/** Removed here, but the provider has not heard of it: said until it has, with a way to try at once. */
export function PendingRevocation({ organizationId, connection, onChanged }: PendingRevocationProps) {
  const [trying, setTrying] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const pending = connection.pendingRevocation;
  if (pending === undefined) return null;
  const { name } = providerDescriptors[connection.provider];

  const retry = async () => {
    if (trying) return;
    setTrying(true);
    setError(null);
    const result = await voxanne.credentials.retryRevocation({ organizationId, provider: connection.provider });
    await onChanged();
    setTrying(false);
    if (!result.ok) setError(result.error);
  };
  return (
    <>
      <NoticeBox
        tone="warning"
        title={titleOf(connection)}
        actions={
          <BusyButton variant="default" size="compact-sm" busyLabel={t('Trying…')} busy={trying} onClick={retry}>
            {t('Try again now')}
          </BusyButton>
        }
      >
        <Said
          text={
            connection.status === 'revoked'
              ? text(
                  'The access of <who>{accounts}</who> was removed here, and {name} could not be told yet: {problem} Last tried <when>then</when>; the console goes on trying by itself.',
                )
              : text(
                  'The earlier access of <who>{accounts}</who> was removed here, and {name} could not be told yet: {problem} Last tried <when>then</when>; the console goes on trying by itself.',
                )
          }
          values={{ accounts: pending.accounts.join(', '), name, problem: pending.problem.message }}
          parts={{
            who: (accounts) => <strong>{accounts}</strong>,
            when: () => <RelativeTime at={pending.lastTriedAt} />,
          }}
        />
      </NoticeBox>
      {error !== null && <FocusedError error={error} />}
    </>
  );
}
