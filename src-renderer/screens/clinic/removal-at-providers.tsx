import type { ReactNode } from 'react';
import type { Connection } from '../../../src-shared/credentials/connection';
import { listOf } from '../../../src-shared/list-words';
import { providerDescriptors } from '../../../src-shared/providers';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { useLoader } from '../../components/loader';
import { Said } from '../../components/said';
import classes from './clinic.module.css';

const strong = (words: ReactNode) => <strong>{words}</strong>;

/** The effect of removing a clinic at its providers: access is withdrawn, or stays because another clinic needs it. */
export function RemovalAtProviders({
  organizationId,
  connections,
}: {
  organizationId: string;
  connections: readonly Connection[];
}) {
  const concerned = connections.filter(
    ({ status, pendingRevocation }) => status !== 'revoked' || pendingRevocation !== undefined,
  );
  if (concerned.length === 0) return null;
  return (
    <ul className={classes.shared} aria-label={t('At the providers')}>
      {concerned.map((connection) => (
        <AtProvider key={connection.provider} organizationId={organizationId} connection={connection} />
      ))}
    </ul>
  );
}

function AtProvider({ organizationId, connection }: { organizationId: string; connection: Connection }) {
  const { name, ending } = providerDescriptors[connection.provider];
  const waiting = connection.pendingRevocation?.accounts ?? [];
  return (
    <>
      {waiting.length > 0 && (
        <li>
          <Said
            text="<who>{name}:</who> the access of {accounts} is not yet revoked there, and is withdrawn first."
            values={{ name, accounts: listOf(waiting) }}
            parts={{ who: strong }}
          />
        </li>
      )}
      {connection.status !== 'revoked' && !ending.isTold && (
        <li>
          <strong>{name}:</strong> {t(ending.remains)}
        </li>
      )}
      {connection.status !== 'revoked' && ending.isTold && connection.resource !== null && (
        <AccessOf organizationId={organizationId} connection={connection} account={connection.resource} />
      )}
    </>
  );
}

function AccessOf({
  organizationId,
  connection,
  account,
}: {
  organizationId: string;
  connection: Connection;
  account: string;
}) {
  const { name, ending } = providerDescriptors[connection.provider];
  const { loaded } = useLoader(connection.credentialId, () =>
    voxanne.credentials.sharedUse({ organizationId, provider: connection.provider }),
  );
  const users = loaded.state === 'ready' ? loaded.value.shared.filter(({ breaks }) => breaks === true) : [];
  if (users.length === 0)
    return (
      <li>
        <Said
          text="<who>{name}:</who> the access of {account} is withdrawn there first."
          values={{ name, account }}
          parts={{ who: strong }}
        />{' '}
        {t(ending.remains)}
      </li>
    );
  return (
    <li>
      <Said
        text="<who>{name}:</who> the access of {account} stays, because {users} would lose the connection with it."
        values={{ name, account, users: users.map((user) => user.name).join(', ') }}
        parts={{ who: strong }}
      />
    </li>
  );
}
