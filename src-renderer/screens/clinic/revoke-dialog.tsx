import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import { providerDescriptors } from '../../../src-shared/providers';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import { BusyButton } from '../setup/busy-button';
import { FocusedError } from '../setup/focused-error';
import classes from './clinic.module.css';
import { useLoader } from './loader';
import { type ProviderWords, providerWords } from './provider-words';

type RevokeDialogProps = {
  opened: boolean;
  organization: Organization;
  connection: Connection;
  onClose: () => void;
  onRevoked: () => void;
};

/** Destroys a clinic's key on this computer. First it says who else uses the same account. */
export function RevokeDialog({ opened, ...props }: RevokeDialogProps) {
  const { name } = providerDescriptors[props.connection.provider];
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={`${providerWords(props.connection.provider).revoke} ${name}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Confirmation {...props} />}
    </Modal>
  );
}

function Confirmation({ organization, connection, onClose, onRevoked }: Omit<RevokeDialogProps, 'opened'>) {
  const ref = { organizationId: organization.id, provider: connection.provider };
  const { name } = providerDescriptors[connection.provider];
  const { loaded, loader } = useLoader(connection.credentialId, () => voxanne.credentials.sharedUse(ref));
  const words = providerWords(connection.provider);
  const breaking = loaded.state === 'ready' ? loaded.value.shared.filter(({ breaks }) => breaks === true).length : 0;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);

  const revoke = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const result = await voxanne.credentials.revoke(ref);
    setBusy(false);
    if (result.ok) onRevoked();
    else setError(result.error);
  };

  return (
    <div className={classes.dialog}>
      <p className={classes.explain}>{words.revokes(organization.name, connection)}</p>
      {loaded.state === 'loading' && <Busy>Looking for other clinics with the same account…</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && loaded.value.shared.length === 0 && (
        <p className={classes.explain}>No other clinic here uses this {name} account.</p>
      )}
      {loaded.state === 'ready' && loaded.value.shared.length > 0 && (
        <NoticeBox
          tone={breaking > 0 ? 'bad' : 'warning'}
          title={sharedTitle(loaded.value.shared.length, breaking, words.common)}
        >
          <ul className={classes.shared}>
            {loaded.value.shared.map((other) => (
              <li key={other.organizationId}>
                <strong>{other.name}</strong>
                {other.breaks === true && breaking < loaded.value.shared.length && ' (loses its connection too)'}:{' '}
                {other.reason}
              </li>
            ))}
          </ul>
        </NoticeBox>
      )}
      {error !== null && <FocusedError error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <BusyButton
          color="red"
          busyLabel={words.revoking}
          busy={busy}
          disabled={loaded.state !== 'ready'}
          onClick={revoke}
        >
          {words.revoke}
        </BusyButton>
      </Group>
    </div>
  );
}

function sharedTitle(count: number, breaking: number, common: ProviderWords['common']): string {
  if (breaking > 0)
    return breaking === 1
      ? 'Another clinic loses its connection too'
      : `${breaking} other clinics lose their connection too`;
  return count === 1 ? `Another clinic ${common.one}` : `${count} other clinics ${common.many}`;
}
