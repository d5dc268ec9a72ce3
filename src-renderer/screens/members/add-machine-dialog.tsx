import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { longestActorName } from '../../../src-shared/actor-name';
import type { AppErrorData } from '../../../src-shared/errors';
import { cleanLine } from '../../../src-shared/pasted';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { ChosenFile } from '../../components/chosen-file';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { SidText } from '../../components/sid-text';
import { ClinicsPicker } from './clinics-picker';
import { HeardWords } from './heard-words';
import classes from './members.module.css';
import { countWords } from './words';

type AddMachineDialogProps = { opened: boolean; onClose: () => void; onAdded: () => void };

/** Admits a receptionist by its public file and the six words that it printed. */
export function AddMachineDialog({ opened, onClose, onAdded }: AddMachineDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('Add a receptionist')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Add onClose={onClose} onAdded={onAdded} />}
    </Modal>
  );
}

function Add({ onClose, onAdded }: Omit<AddMachineDialogProps, 'opened'>) {
  const [file, setFile] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [words, setWords] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [savedTo, setSavedTo] = useState<string | null>(null);
  const isComplete = file !== null && cleanLine(name) !== '' && countWords(words) === 6 && picked.size > 0;

  const choose = async () => {
    setError(null);
    const answer = await voxanne.machines.choosePublicFile({});
    if (!answer.ok) setError(answer.error);
    else if (answer.value.file !== null) setFile(answer.value.file);
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isComplete) return;
    setBusy(true);
    setError(null);
    const answer = await voxanne.machines.add({ name: cleanLine(name), words, clinics: [...picked] });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (answer.value.savedTo === null) return;
    setSavedTo(answer.value.savedTo);
    onAdded();
  };

  if (savedTo !== null)
    return (
      <div className={classes.dialog}>
        <p>{t('{name} is admitted. Give its engineer this file; no secret is in it:', { name: cleanLine(name) })}</p>
        <p className={classes.place}>{savedTo}</p>
        <p>{t('On the server it is taken in, and everything is proven, with:')}</p>
        <SidText whole value="npx voxanne-receptionist check --vault vault.json" name={t('Command for the server')} />
        <DialogFooter>
          <Button onClick={onClose} data-autofocus>
            {t('Done')}
          </Button>
        </DialogFooter>
      </div>
    );
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void add(event)}>
      <ChosenFile file={file} label={t('Choose its public file…')} onChoose={() => void choose()} disabled={busy} />
      <HeardWords
        label={t('The six words that “voxanne-receptionist init” printed')}
        words={words}
        onWords={setWords}
        disabled={busy}
      />
      <TextInput
        label={t('Name')}
        value={name}
        maxLength={longestActorName}
        disabled={busy}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ClinicsPicker picked={picked} onPick={setPicked} disabled={busy} />
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" busy={busy} busyLabel={t('Adding…')} disabled={!isComplete}>
          {t('Add')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
