import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { Said } from '../../components/said';
import { removalPhrase } from '../../console/removal-phrase';
import { toast } from '../../console/toast';
import classes from './clinic.module.css';
import { RemovalAtProviders } from './removal-at-providers';

type RemoveClinicDialogProps = {
  opened: boolean;
  organization: Organization;
  connections: readonly Connection[];
  onClose: () => void;
  onRemoved: () => void;
};

/** Removes a clinic for good, once it was confirmed in writing. */
export function RemoveClinicDialog({ opened, ...props }: RemoveClinicDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={t('Remove this clinic?')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Confirmation {...props} />}
    </Modal>
  );
}

function Confirmation({ organization, connections, onClose, onRemoved }: Omit<RemoveClinicDialogProps, 'opened'>) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const { phrase, label } = removalPhrase(organization.name);
  const isConfirmed = typed.trim() === phrase;
  /** A provider could not be told: what stays there was said, and a second click means it. */
  const leavesAccess = error?.code === 'organization.access-not-withdrawn';

  const remove = async (leaveAccess: boolean) => {
    if (busy || !isConfirmed) return;
    setBusy(true);
    const result = await voxanne.organizations.remove({
      organizationId: organization.id,
      confirmName: organization.name,
      leaveAccess,
    });
    setBusy(false);
    if (!result.ok) return setError(result.error);
    toast({ tone: 'good', title: t('{name} was removed', { name: organization.name }) });
    onRemoved();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void remove(leavesAccess);
  };

  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={submit}>
      {/* Read by then; without it the buttons are in sight beneath the error. */}
      {!leavesAccess && (
        <>
          <p className={classes.explain}>
            <Said
              text="The credentials, tests and texts of <clinic>{name}</clinic> are destroyed on this computer, and cannot be brought back."
              values={{ name: organization.name }}
              parts={{ clinic: (name) => <strong dir="auto">{name}</strong> }}
            />
          </p>
          <RemovalAtProviders organizationId={organization.id} connections={connections} />
        </>
      )}
      <TextInput
        label={label}
        placeholder={phrase}
        value={typed}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error !== null && (
        <FocusedError error={error} {...(leavesAccess ? { onRetry: () => void remove(false) } : {})} />
      )}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" color="red" busyLabel={t('Removing…')} busy={busy} disabled={!isConfirmed}>
          {leavesAccess ? t('Remove anyway') : t('Remove clinic')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
