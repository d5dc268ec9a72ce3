import { Button, Modal, Progress } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { ClinicChecks } from '../../components/clinic-checks';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { useListedClinics } from '../../console/clinics/use-listed-clinics';
import classes from './settings-screen.module.css';

type ClinicKeysDialogProps = { opened: boolean; onClose: () => void };
type Clinic = { id: string; name: string };

/** Gives clinics of the shared vault another data key, one after another. */
export function ClinicKeysDialog({ opened, onClose }: ClinicKeysDialogProps) {
  const [isRunning, setIsRunning] = useState(false);
  return (
    <Modal
      opened={opened}
      // It is stopped first: each clinic is renewed whole or not at all.
      onClose={() => !isRunning && onClose()}
      title={t('Renew keys of clinics')}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Renewal onRunning={setIsRunning} onClose={onClose} />}
    </Modal>
  );
}

type State = { at: 'picking' } | { at: 'running'; done: number; of: number; name: string } | { at: 'ended' };

function Renewal({ onRunning, onClose }: { onRunning: (isRunning: boolean) => void; onClose: () => void }) {
  const listed = useListedClinics();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [renewed, setRenewed] = useState<ReadonlySet<string>>(new Set());
  const [state, setState] = useState<State>({ at: 'picking' });
  const [error, setError] = useState<AppErrorData | null>(null);
  const [isStopping, setIsStopping] = useState(false);
  const isStopped = useRef(false);
  // The page went elsewhere: the clinic that is under way is finished.
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );
  const left = listed.filter(({ id }) => picked.has(id) && !renewed.has(id));

  const renew = async (clinics: readonly Clinic[]) => {
    isStopped.current = false;
    setIsStopping(false);
    setError(null);
    onRunning(true);
    const done = new Set(renewed);
    for (const [index, { id, name }] of clinics.entries()) {
      if (isStopped.current) break;
      setState({ at: 'running', done: index, of: clinics.length, name });
      const answer = await voxanne.vault.renewKey({ organizationId: id });
      if (!answer.ok) {
        setError(answer.error);
        break;
      }
      done.add(id);
      setRenewed(new Set(done));
    }
    setState({ at: 'ended' });
    onRunning(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (left.length > 0) void renew(left);
  };

  if (state.at === 'running')
    return (
      <div className={classes.dialog}>
        <div>
          <p role="status">
            {isStopping
              ? t('Stopping after this clinic…')
              : t('Renewing keys of clinic {number, number} of {of, number}…', {
                  number: state.done + 1,
                  of: state.of,
                })}
          </p>
          <p className={classes.moved} dir="auto">
            {state.name}
          </p>
        </div>
        <Progress
          value={(100 * state.done) / state.of}
          size="sm"
          radius="xl"
          transitionDuration={150}
          aria-label={t('Clinics renewed')}
        />
        <DialogFooter>
          <Button
            variant="default"
            disabled={isStopping}
            data-autofocus
            onClick={() => {
              isStopped.current = true;
              setIsStopping(true);
            }}
          >
            {t('Stop')}
          </Button>
        </DialogFooter>
      </div>
    );
  if (state.at === 'ended')
    return (
      <div className={classes.dialog}>
        <NoticeBox
          tone={left.length === 0 ? 'good' : 'warning'}
          role="status"
          title={t(
            '{count, plural, =0 {No clinic has new keys} one {# clinic has new keys} other {# clinics have new keys}}',
            {
              count: renewed.size,
            },
          )}
        >
          {left.length > 0 &&
            t('{count, plural, one {# clinic was} other {# clinics were}} not reached before it stopped.', {
              count: left.length,
            })}
        </NoticeBox>
        {error !== null && <FocusedError error={error} />}
        <DialogFooter>
          {left.length > 0 && (
            <Button variant="default" onClick={() => void renew(left)}>
              {t('Renew the others')}
            </Button>
          )}
          <Button onClick={onClose} data-autofocus>
            {t('Done')}
          </Button>
        </DialogFooter>
      </div>
    );
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={submit}>
      <p>
        {t(
          'Everything of a clinic is sealed again under a new key, for the same members, and delivered again to its receptionists. They work on and notice nothing.',
        )}
      </p>
      <p className={classes.help}>
        {t(
          'Worth it where a key may be known to somebody, or as your rules ask for it. It does not change the credentials: those that may be known are replaced at their providers, then here.',
        )}
      </p>
      <ClinicChecks clinics={listed} picked={picked} onPick={setPicked} />
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button type="submit" disabled={left.length === 0}>
          {t('Renew keys of {count, plural, one {# clinic} other {# clinics}}', { count: left.length })}
        </Button>
      </DialogFooter>
    </form>
  );
}
