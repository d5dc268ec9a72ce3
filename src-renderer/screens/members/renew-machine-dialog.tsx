import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { ChosenFile } from '../../components/chosen-file';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { HeardWords } from './heard-words';
import classes from './members.module.css';
import { countWords } from './words';

type RenewMachineDialogProps = {
  /** Whose keys; null while it is closed. */
  name: string | null;
  onClose: () => void;
  onRenewed: (name: string, known: readonly KnownSecretView[]) => void;
};

/** Exchanges the keys of a receptionist for those that its own program made. */
export function RenewMachineDialog({ name, onClose, onRenewed }: RenewMachineDialogProps) {
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      opened={name !== null}
      // Closed meanwhile, it could not show what the earlier keys opened.
      onClose={() => !busy && onClose()}
      title={t('Renew keys of {name}', { name: name ?? '' })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {name !== null && <Renew name={name} busy={busy} onBusy={setBusy} onClose={onClose} onRenewed={onRenewed} />}
    </Modal>
  );
}

type RenewProps = RenewMachineDialogProps & { name: string; busy: boolean; onBusy: (busy: boolean) => void };

function Renew({ name, busy, onBusy, onClose, onRenewed }: RenewProps) {
  const [file, setFile] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [error, setError] = useState<AppErrorData | null>(null);
  const isComplete = file !== null && countWords(words) === 6;

  const choose = async () => {
    setError(null);
    const answer = await voxanne.machines.choosePublicFile({});
    if (!answer.ok) setError(answer.error);
    else if (answer.value.file !== null) setFile(answer.value.file);
  };
  const renew = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isComplete) return;
    onBusy(true);
    setError(null);
    const answer = await voxanne.machines.renewKeys({ name, words });
    onBusy(false);
    if (answer.ok) onRenewed(name, answer.value.known);
    else setError(answer.error);
  };
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void renew(event)}>
      <p>
        {t(
          'Its engineer runs “npx voxanne-receptionist renew” on its server, sends you the public file that it writes, and reads six words to you.',
        )}
      </p>
      <p>
        {t(
          'Everything that {name} has is delivered again to its new keys, and the login of the old ones is shut. It changes to the new ones by itself and works on.',
          { name },
        )}
      </p>
      <ChosenFile file={file} label={t('Choose its public file…')} onChoose={() => void choose()} disabled={busy} />
      <HeardWords
        label={t('The six words that “voxanne-receptionist renew” printed')}
        words={words}
        onWords={setWords}
        disabled={busy}
      />
      <p className={classes.about}>{t('Then you get the list of what the old keys opened, in case they are known.')}</p>
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose} disabled={busy}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" busy={busy} busyLabel={t('Renewing…')} disabled={!isComplete}>
          {t('Renew keys')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
