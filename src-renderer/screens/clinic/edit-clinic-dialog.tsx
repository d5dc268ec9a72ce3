import { Button, Modal } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { Organization } from '../../../src-shared/organizations/organization';
import { cleanLine } from '../../../src-shared/pasted';
import { t } from '../../../src-shared/texts/translate';
import { BusyButton } from '../../components/busy-button';
import { ClinicFields } from '../../components/clinic-form/clinic-fields';
import {
  type ClinicForm,
  type ClinicProblems,
  clinicFormOf,
  clinicProblems,
} from '../../components/clinic-form/clinic-form';
import { useClinicUpdate } from '../../components/clinic-form/use-clinic-update';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { type Draft, useDraft } from '../../components/use-draft';
import { useNamesake } from '../../console/clinics/use-namesake';
import classes from './clinic.module.css';

type EditClinicDialogProps = {
  opened: boolean;
  organization: Organization;
  onClose: () => void;
  onSaved: (organization: Organization) => void;
};

/** Name, country and time zone of a clinic. */
export function EditClinicDialog({ opened, ...props }: EditClinicDialogProps) {
  const draft = useDraft<ClinicForm>(`${props.organization.id}/edit`, clinicFormOf(props.organization));
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={t('Edit clinic')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Form {...props} draft={draft} />}
    </Modal>
  );
}

function Form({
  organization,
  draft,
  onClose,
  onSaved,
}: Omit<EditClinicDialogProps, 'opened'> & { draft: Draft<ClinicForm> }) {
  const [form, setForm] = useState<ClinicForm>(() => draft.read() ?? clinicFormOf(organization));
  const hasNamesake = useNamesake(form.name, organization.id);
  const [problems, setProblems] = useState<ClinicProblems>({});
  const element = useRef<HTMLFormElement>(null);
  const { busy, error, save } = useClinicUpdate(organization, (saved) => {
    draft.forget();
    onSaved(saved);
  });
  const change = (changed: Partial<ClinicForm>) => {
    setForm({ ...form, ...changed });
    draft.keep({ ...form, ...changed });
  };
  const cancel = () => {
    draft.forget();
    onClose();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = clinicProblems(form);
    setProblems(found);
    const [first] = Object.keys(found);
    if (first !== undefined) element.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    else void save({ name: cleanLine(form.name), country: form.country, timeZone: form.timeZone });
  };

  return (
    <form ref={element} className={classes.dialog} noValidate onSubmit={submit}>
      <ClinicFields inDialog hasNamesake={hasNamesake} form={form} problems={problems} onChange={change} />
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={cancel}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" busyLabel={t('Saving…')} busy={busy}>
          {t('Save')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
