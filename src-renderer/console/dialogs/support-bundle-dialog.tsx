import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { SupportPart } from '../../../src-shared/support/support-bundle';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { toast } from '../toast';
import classes from './dialogs.module.css';

/** Shows the support bundle, part by part, before anything is saved. It is never sent from here. */
export function SupportBundleDialog({ onClose }: { onClose: () => void }) {
  const { loaded, loader } = useLoader('support-bundle', () => voxanne.support.prepare({}));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    const answer = await voxanne.support.save({});
    setBusy(false);
    if (!answer.ok) setError(answer.error);
    else if (answer.value.savedTo !== null) {
      toast({ tone: 'good', title: t('Support bundle saved'), message: answer.value.savedTo });
      onClose();
    }
  };
  const copy = async () => {
    const answer = await voxanne.support.copy({});
    setError(answer.ok ? null : answer.error);
    if (answer.ok) toast({ tone: 'good', title: t('Support bundle copied') });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('Support bundle')}
      size="46rem"
      closeOnClickOutside={!busy}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.dialog}>
        <p className={classes.explain}>
          {t(
            'What your support contact needs to find a fault. Credentials, whole phone numbers, addresses and texts of messages are left out. Read it, then save it and send it yourself: the console sends nothing.',
          )}
        </p>
        {error !== null && <ErrorNotice error={error} />}
        {loaded.state === 'loading' && <Busy>{t('Looking at the console…')}</Busy>}
        {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
        {loaded.state === 'ready' && (
          <div className={classes.parts}>
            {loaded.value.parts.map((part, position) => (
              <Part key={part.id} part={part} open={position === 0} />
            ))}
          </div>
        )}
        <DialogFooter>
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button variant="default" disabled={loaded.state !== 'ready'} onClick={() => void copy()}>
            {t('Copy')}
          </Button>
          <BusyButton
            busy={busy}
            busyLabel={t('Saving…')}
            disabled={loaded.state !== 'ready'}
            onClick={() => void save()}
          >
            {t('Save…')}
          </BusyButton>
        </DialogFooter>
      </div>
    </Modal>
  );
}

function Part({ part: { title, text }, open }: { part: SupportPart; open: boolean }) {
  const lines = text.split('\n').length;
  return (
    <details className={classes.part} open={open}>
      <summary>
        {title}{' '}
        <span className={classes.count}>{t('{count, plural, one {# line} other {# lines}}', { count: lines })}</span>
      </summary>
      <section className={classes.text} aria-label={title}>
        <pre>{text}</pre>
      </section>
    </details>
  );
}
