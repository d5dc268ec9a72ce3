import { Button, Modal, Progress } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { MovableClinic, Moving } from '../../../src-shared/vault/moving-view';
import { voxanne } from '../../bridge';
import { ClinicChecks } from '../../components/clinic-checks';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { useMoving } from '../../console/vault/moving-store';
import classes from './settings-screen.module.css';

/** How many of those that stayed are explained at once; of the others the number. */
const explainedAtOnce = 20;

type MoveDialogProps = {
  opened: boolean;
  /** For those that were moved, and that the vault has lost. */
  again: boolean;
  server: string;
  onClose: () => void;
};

/** Moves clinics of this computer to the shared vault. Closing it stops nothing: the main process goes on. */
export function MoveDialog({ opened, again, server, onClose }: MoveDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={again ? t('Copy lost clinics again') : t('Move clinics here')}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Move again={again} server={server} onClose={onClose} />}
    </Modal>
  );
}

function Move({ again, server, onClose }: Omit<MoveDialogProps, 'opened'>) {
  const moving = useMoving((state) => state.moving);
  /** What is seen when nothing runs: the clinics to pick, or how the last move ended. */
  const [isPicking, setIsPicking] = useState(moving === null || moving.progress === null);
  if (moving === null) return null;
  if (moving.progress !== null) return <Running progress={moving.progress} onClose={onClose} />;
  if (!isPicking && moving.ended !== null)
    return (
      <Ended moving={moving} ended={moving.ended} onAgain={again ? null : () => setIsPicking(true)} onClose={onClose} />
    );
  const onMove = () => setIsPicking(false);
  return <Pick moving={moving} again={again} server={server} onMove={onMove} onClose={onClose} />;
}

const isLeft = ({ state }: MovableClinic) => state === 'here' || state === 'begun';
const isLost = ({ state }: MovableClinic) => state === 'lost';

type PickProps = { moving: Moving; again: boolean; server: string; onMove: () => void; onClose: () => void };

function Pick({ moving, again, server, onMove, onClose }: PickProps) {
  const failure = useMoving((state) => state.failure);
  const left = moving.clinics.filter(again ? isLost : isLeft);
  const there = moving.clinics.filter(({ state }) => state === 'moved').length;
  // Each is moved, unless a person says otherwise; none is copied again without it.
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(again ? [] : left.map(({ id }) => id)));
  const chosen = left.filter(({ id }) => picked.has(id));
  const move = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) return;
    onMove();
    void useMoving.getState().move(
      chosen.map(({ id }) => id),
      again,
    );
  };
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={move}>
      {again ? (
        <WhatAgainMeans server={server} />
      ) : (
        <p>
          {t(
            'Each clinic is copied to {server} as a whole, opened again there, and only then counts as moved. Members and receptionists work with it there from then on, and so does this console.',
            { server },
          )}
        </p>
      )}
      <ClinicChecks
        clinics={left.map(({ id, name, state }) =>
          state === 'begun' ? { id, name, note: t('was cut off, goes on') } : { id, name },
        )}
        picked={picked}
        onPick={setPicked}
      />
      {!again && <WhatStays there={there} />}
      {failure !== null && <FocusedError error={failure} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button type="submit" disabled={chosen.length === 0}>
          {again
            ? t('Copy {count, plural, one {# clinic} other {# clinics}} again', { count: chosen.length })
            : t('Move {count, plural, one {# clinic} other {# clinics}}', { count: chosen.length })}
        </Button>
      </DialogFooter>
    </form>
  );
}

function WhatStays({ there }: { there: number }) {
  return (
    <>
      {there > 0 && (
        <p className={classes.help}>
          {t('{count, plural, one {# clinic is there already.} other {# clinics are there already.}}', {
            count: there,
          })}
        </p>
      )}
      <div>
        <p className={classes.label}>{t('What stays on this computer')}</p>
        <p className={classes.help}>
          {t(
            'Their activity so far, and a sealed copy of each that is only read. When you are sure, delete the copies in Settings. On the command line, “vault move --forget-local” moves the rest and deletes the copies.',
          )}
        </p>
      </div>
    </>
  );
}

function WhatAgainMeans({ server }: { server: string }) {
  return (
    <>
      <p>
        {t(
          'These clinics were moved to {server} and are not there any more, though no member removed them. Usually the server was put back to an earlier time.',
          { server },
        )}
      </p>
      <NoticeBox tone="warning" title={t('Ask for a newer backup of the server first')}>
        {t(
          'What is copied again is what was left here when each was moved: what members changed there since is not in it. A clinic whose credentials are known to have changed there is refused, because the ones here may have been revoked.',
        )}
      </NoticeBox>
    </>
  );
}

function Running({ progress, onClose }: { progress: NonNullable<Moving['progress']>; onClose: () => void }) {
  const [isStopping, setIsStopping] = useState(false);
  const { done, of, name } = progress;
  const stop = () => {
    setIsStopping(true);
    void voxanne.vault.stopMoving({});
  };
  return (
    <div className={classes.dialog}>
      <div>
        <p role="status">
          {isStopping
            ? t('Stopping after this clinic…')
            : name === ''
              ? t('Looking for tests that were cut off…')
              : t('Moving clinic {number, number} of {of, number}…', { number: done + 1, of })}
        </p>
        <p className={classes.moved} dir="auto">
          {name}
        </p>
      </div>
      <Progress
        value={of === 0 ? 0 : (100 * done) / of}
        size="sm"
        radius="xl"
        transitionDuration={150}
        aria-label={t('Clinics moved')}
      />
      <p className={classes.help}>
        {t('You may close this: the move goes on. Wherever it is cut off, nothing is lost.')}
      </p>
      <DialogFooter>
        <Button variant="default" disabled={isStopping} onClick={stop}>
          {t('Stop')}
        </Button>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('Close')}
        </Button>
      </DialogFooter>
    </div>
  );
}

type EndedProps = {
  moving: Moving;
  ended: NonNullable<Moving['ended']>;
  onAgain: (() => void) | null;
  onClose: () => void;
};

function Ended({ moving, ended, onAgain, onClose }: EndedProps) {
  const { moved, refused, left } = ended;
  const stayed = moving.clinics.flatMap(({ id, name, error }) => (error === null ? [] : [{ id, name, error }]));
  const isAll = refused + left === 0;
  return (
    <div className={classes.dialog}>
      <NoticeBox
        tone={isAll ? 'good' : 'warning'}
        role="status"
        title={t('{count, plural, =0 {No clinic was moved} one {# clinic was moved} other {# clinics were moved}}', {
          count: moved,
        })}
      >
        {moved > 0 && (
          <p>
            {t(
              'A sealed copy of {count, plural, one {it} other {each}} is kept on this computer until you delete it in Settings.',
              { count: moved },
            )}
          </p>
        )}
        {refused > 0 && (
          <p>
            {t('{count, plural, one {# clinic stays} other {# clinics stay}} on this computer; why is said below.', {
              count: refused,
            })}
          </p>
        )}
        {left > 0 && (
          <p>
            {t('{count, plural, one {# clinic was} other {# clinics were}} not reached before it stopped.', {
              count: left,
            })}
          </p>
        )}
      </NoticeBox>
      {stayed.length > 0 && (
        <ul className={classes.stayed} aria-label={t('Clinics that stay')}>
          {stayed.slice(0, explainedAtOnce).map(({ id, name, error }) => (
            <li key={id}>
              <p className={classes.label} dir="auto">
                {name}
              </p>
              <p className={classes.help}>
                {error.message} {error.cause}
              </p>
              <p className={classes.help}>
                <strong>{t('What to do:')}</strong> {error.fix}
              </p>
            </li>
          ))}
          {stayed.length > explainedAtOnce && (
            <li>{t('And {count, number} more.', { count: stayed.length - explainedAtOnce })}</li>
          )}
        </ul>
      )}
      <DialogFooter>
        {!isAll && onAgain !== null && (
          <Button variant="default" onClick={onAgain}>
            {t('Move the others')}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {t('Done')}
        </Button>
      </DialogFooter>
    </div>
  );
}
