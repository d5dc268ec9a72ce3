import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import { voxanne } from '../../bridge';
import { BusyButton } from '../setup/busy-button';
import { FocusedError } from '../setup/focused-error';
import classes from './clinic.module.css';

type RemoveClinicDialogProps = { opened: boolean; organization: Organization; onClose: () => void; onRemoved: () => void };

/** Removes a clinic for good, once its name was typed. */
export function RemoveClinicDialog({ opened, ...props }: RemoveClinicDialogProps) {
  return (
    <Modal opened={opened} onClose={props.onClose} title="Remove this clinic?" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <Confirmation {...props} />}
    </Modal>
  );
}

function Confirmation({ organization, onClose, onRemoved }: Omit<RemoveClinicDialogProps, 'opened'>) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const isConfirmed = typed.trim() === organization.name;

  const remove = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isConfirmed) return;
    setBusy(true);
    setError(null);
    const result = await voxanne.organizations.remove({ organizationId: organization.id, confirmName: organization.name });
    setBusy(false);
    if (result.ok) onRemoved();
    else setError(result.error);
  };

  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={remove}>
      <p className={classes.explain}>
        The credentials, tests and texts of <strong>{organization.name}</strong> are destroyed on this computer, and cannot be brought back. At Twilio nothing
        changes.
      </p>
      <TextInput
        label="Type the clinic’s name to confirm"
        placeholder={organization.name}
        value={typed}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error !== null && <FocusedError error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <BusyButton type="submit" color="red" busyLabel="Removing…" busy={busy} disabled={!isConfirmed}>
          Remove clinic
        </BusyButton>
      </Group>
    </form>
  );
}
