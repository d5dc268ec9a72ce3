import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { ChoicePicker } from '../../components/choice/choice-picker';
import { DialogFooter } from '../../components/dialog-footer';
import { ErrorNotice } from '../../components/error-notice';
import { FocusedError } from '../../components/focused-error';
import { useLoader } from '../../components/loader';
import classes from './clinic.module.css';
import { providerWords } from './provider-words';

type ChangeChoiceDialogProps = {
  opened: boolean;
  organization: Organization;
  provider: ProviderId;
  /** What is picked now, where the connection is known by it; elsewhere the list says it. */
  current: string | null;
  /** True when what is picked is not among the options any more. */
  lost: boolean;
  onClose: () => void;
  onChanged: () => void;
};

/** Another number or calendar of the same account, without touching its credentials. */
export function ChangeChoiceDialog({ opened, ...props }: ChangeChoiceDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={providerWords(props.provider).change}
      size="lg"
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Options {...props} />}
    </Modal>
  );
}

function Options({
  organization,
  provider,
  current,
  lost,
  onClose,
  onChanged,
}: Omit<ChangeChoiceDialogProps, 'opened'>) {
  const ref = { organizationId: organization.id, provider };
  const { loaded, loader } = useLoader(`${organization.id} ${provider}`, () => voxanne.credentials.options(ref));
  const words = providerWords(provider);
  /** A number can be typed, and the connection is known by it. */
  const isTyped = providerDescriptors[provider].choice?.kind === 'phone';
  /** Undefined until somebody picks; null while a number is being typed that can't be used yet. */
  const [picked, setPicked] = useState<string | null | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const preferred = loaded.state === 'ready' ? loaded.value.preferred : null;
  const inUse = isTyped ? current : lost ? null : preferred;
  const choice = picked === undefined ? (inUse ?? preferred) : picked;

  const save = async () => {
    if (choice === null || busy) return;
    setBusy(true);
    setError(null);
    const result = await voxanne.credentials.choose({ ...ref, choice });
    setBusy(false);
    if (result.ok) onChanged();
    else setError(result.error);
  };

  return (
    <div className={classes.dialog}>
      {loaded.state === 'loading' && <Busy>{t('Reading the account’s {many}…', { many: words.choice.many })}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && (
        <>
          <p className={classes.explain}>
            {t('{unchanged} Proofs that belong to the present {one} have to be made again for another one.', {
              unchanged: words.unchanged,
              one: words.choice.one,
            })}
          </p>
          <ChoicePicker
            choice={loaded.value}
            picked={choice}
            country={isTyped ? organization.country : null}
            disabled={busy}
            onPick={setPicked}
          />
        </>
      )}
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton
          busyLabel={t('Proving the {one}…', { one: words.choice.one })}
          busy={busy}
          disabled={loaded.state !== 'ready' || choice === null || choice === inUse}
          onClick={save}
        >
          {t('Use this {one}', { one: words.choice.one })}
        </BusyButton>
      </DialogFooter>
    </div>
  );
}
