import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import { providerDescriptors } from '../../../src-shared/providers';
import type { EndingDescriptor } from '../../../src-shared/providers/descriptor';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { ErrorNotice } from '../../components/error-notice';
import { FocusedError } from '../../components/focused-error';
import { useLoader } from '../../components/loader';
import { NoticeBox } from '../../components/notice';
import classes from './clinic.module.css';

type RevokeDialogProps = {
  opened: boolean;
  organization: Organization;
  connection: Connection;
  onClose: () => void;
  onRevoked: () => void;
};

/** Destroys a clinic's key on this computer. First it says who else uses the same account. */
export function RevokeDialog({ opened, ...props }: RevokeDialogProps) {
  const { name, ending } = providerDescriptors[props.connection.provider];
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={t('{action} {name}?', { action: t(ending.action), name })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Confirmation {...props} />}
    </Modal>
  );
}

function Confirmation({ organization, connection, onClose, onRevoked }: Omit<RevokeDialogProps, 'opened'>) {
  const ref = { organizationId: organization.id, provider: connection.provider };
  const { name, ending } = providerDescriptors[connection.provider];
  const { loaded, loader } = useLoader(connection.credentialId, () => voxanne.credentials.sharedUse(ref));
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
      <p className={classes.explain}>
        {ending.explain({ clinic: organization.name, keyHint: connection.keyHint, account: connection.resource })}
      </p>
      {loaded.state === 'loading' && <Busy>{t('Looking for other clinics with the same account…')}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && loaded.value.shared.length === 0 && (
        <p className={classes.explain}>{t('No other clinic here uses this {name} account.', { name })}</p>
      )}
      {loaded.state === 'ready' && loaded.value.shared.length > 0 && (
        <NoticeBox
          tone={breaking > 0 ? 'bad' : 'warning'}
          title={sharedTitle(loaded.value.shared.length, breaking, ending.common)}
        >
          <ul className={classes.shared}>
            {loaded.value.shared.map((other) => (
              <li key={other.organizationId}>
                <strong dir="auto">{other.name}</strong>
                {other.breaks === true && breaking < loaded.value.shared.length
                  ? ` ${t('(loses its connection too): {reason}', { reason: other.reason })}`
                  : `: ${other.reason}`}
              </li>
            ))}
          </ul>
        </NoticeBox>
      )}
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('Cancel')}
        </Button>
        <BusyButton
          color="red"
          busyLabel={t(ending.busy)}
          busy={busy}
          disabled={loaded.state !== 'ready'}
          onClick={revoke}
        >
          {t(ending.action)}
        </BusyButton>
      </DialogFooter>
    </div>
  );
}

function sharedTitle(count: number, breaking: number, common: EndingDescriptor['common']): string {
  if (breaking > 0)
    return t(
      '{breaking, plural, one {Another clinic loses its connection too} other {# other clinics lose their connection too}}',
      { breaking },
    );
  return t('{count, plural, one {Another clinic {has}} other {# other clinics {have}}}', {
    count,
    has: t(common.one),
    have: t(common.many),
  });
}
