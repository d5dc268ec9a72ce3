import type { Connection } from '../../../src-shared/credentials/connection';
import { listOf } from '../../../src-shared/list-words';
import { providerDescriptors } from '../../../src-shared/providers';
import { voxanne } from '../../bridge';
import { useLoader } from '../../components/loader';
import classes from './clinic.module.css';

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
    <ul className={classes.shared} aria-label="At the providers">
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
          <strong>{name}:</strong> the access of {listOf(waiting)} is not yet revoked there, and is withdrawn first.
        </li>
      )}
      {connection.status !== 'revoked' && !ending.isTold && (
        <li>
          <strong>{name}:</strong> {ending.remains}
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
        <strong>{name}:</strong> the access of {account} is withdrawn there first. {ending.remains}
      </li>
    );
  return (
    <li>
      <strong>{name}:</strong> the access of {account} stays, because {users.map((user) => user.name).join(', ')} would
      lose the connection with it.
    </li>
  );
}
