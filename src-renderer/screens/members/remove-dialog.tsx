import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Result } from '../../../src-shared/result';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { removalPhrase } from '../../console/removal-phrase';
import classes from './members.module.css';

type Who = 'member' | 'machine';

type RemoveDialogProps = {
  who: Who;
  name: string | null;
  onClose: () => void;
  remove: (request: { name: string; confirmName: string }) => Promise<Result<{ known: KnownSecretView[] }>>;
  onRemoved: (name: string, known: readonly KnownSecretView[]) => void;
};

const words: Record<Who, { title: Text; about: Text }> = {
  member: {
    title: text('Remove this member?'),
    about: text(
      'Their login is closed at once, and everything that they reached is sealed again under keys that they do not have.',
    ),
  },
  machine: {
    title: text('Remove this receptionist?'),
    about: text('What was delivered to it ends at once, and nothing is delivered to it any more.'),
  },
};

/** Removes somebody for good, once it was confirmed in writing. */
export function RemoveDialog({ who, name, onClose, remove, onRemoved }: RemoveDialogProps) {
  return (
    <Modal
      opened={name !== null}
      onClose={onClose}
      title={t(words[who].title)}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {name !== null && <Confirmation who={who} name={name} onClose={onClose} remove={remove} onRemoved={onRemoved} />}
    </Modal>
  );
}

function Confirmation({ who, name, onClose, remove, onRemoved }: RemoveDialogProps & { name: string }) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const { phrase } = removalPhrase(name);
  const isConfirmed = typed.trim() === phrase;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isConfirmed) return;
    setBusy(true);
    setError(null);
    const answer = await remove({ name, confirmName: name });
    setBusy(false);
    if (answer.ok) onRemoved(name, answer.value.known);
    else setError(answer.error);
  };
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      <p>
        <strong dir="auto">{name}</strong>
      </p>
      <p>{t(words[who].about)}</p>
      <NoticeBox tone="warning" title={t('That alone makes nothing safe')}>
        {t('What they knew, they know. You get the list of it, to replace each at its provider.')}
      </NoticeBox>
      <TextInput
        label={t('Type “{phrase}” to confirm', { phrase })}
        value={typed}
        disabled={busy}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" color="red" busy={busy} busyLabel={t('Removing…')} disabled={!isConfirmed}>
          {t('Remove')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
