import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Contact, contactLimits } from '../../../src-shared/organizations/contact';
import type { Organization } from '../../../src-shared/organizations/organization';
import { t } from '../../../src-shared/texts/translate';
import { BusyButton } from '../busy-button';
import { useClinicUpdate } from '../clinic-form/use-clinic-update';
import { DialogFooter } from '../dialog-footer';
import { FocusedError } from '../focused-error';
import { type Draft, useDraft } from '../use-draft';
import classes from './contact.module.css';

type ContactDialogProps = {
  opened: boolean;
  organization: Organization;
  onClose: () => void;
  onSaved: (organization: Organization) => void;
};

/** Whom to ask at the clinic, whom it calls, and notes. */
export function ContactDialog({ opened, ...props }: ContactDialogProps) {
  const draft = useDraft<Contact>(`${props.organization.id}/contact`, props.organization.contact);
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={t('Contact and notes')}
      size="lg"
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
}: Omit<ContactDialogProps, 'opened'> & { draft: Draft<Contact> }) {
  const [form, setForm] = useState<Contact>(() => draft.read() ?? organization.contact);
  const { busy, error, save } = useClinicUpdate(organization, (saved) => {
    draft.forget();
    onSaved(saved);
  });
  const change = (changed: Partial<Contact>) => {
    setForm({ ...form, ...changed });
    draft.keep({ ...form, ...changed });
  };
  const cancel = () => {
    draft.forget();
    onClose();
  };
  const field = (id: keyof Contact) => ({
    name: id,
    value: form[id],
    maxLength: contactLimits[id],
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [id]: currentTarget.value }),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save({ contact: form });
  };

  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      <TextInput
        {...field('name')}
        label={t('Contact at the clinic')}
        description={t('Who looks after these accounts there: the handoff’s owner of what is open.')}
        data-autofocus
      />
      <div className={classes.pair}>
        <TextInput {...field('phone')} label={t('Contact’s phone')} type="tel" />
        <TextInput {...field('email')} label={t('Contact’s email')} type="email" />
      </div>
      <TextInput
        {...field('help')}
        label={t('Who to call')}
        description={t('Whom the clinic calls when something stops working: a name, a phone, the hours.')}
      />
      <Textarea
        {...field('notes')}
        label={t('Notes')}
        description={t(
          'For whoever looks after the clinic next. They are on the handoff: no passwords and no keys here.',
        )}
        autosize
        minRows={2}
        maxRows={8}
      />
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
