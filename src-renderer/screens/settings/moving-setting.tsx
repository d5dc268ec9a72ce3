import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { SharedPlace } from '../../../src-shared/vault/clinics-place';
import type { Moving } from '../../../src-shared/vault/moving-view';
import { ErrorNotice } from '../../components/error-notice';
import { useMoving } from '../../console/vault/moving-store';
import { ForgetDialog } from './forget-dialog';
import { MoveDialog } from './move-dialog';
import { Setting } from './setting';
import classes from './settings-screen.module.css';

/** What of this computer's clinics is not in the shared vault yet, and the way there. */
export function MovingSetting({ place }: { place: SharedPlace }) {
  const moving = useMoving((state) => state.moving);
  const error = useMoving((state) => state.error);
  const [dialog, setDialog] = useState<'move' | 'again' | 'forget' | null>(null);
  useEffect(() => void useMoving.getState().load(), []);
  const close = () => setDialog(null);

  if (moving === null)
    return error === null ? null : <ErrorNotice error={error} onRetry={() => void useMoving.getState().load()} />;
  const [left, kept, lost] = [leftIn(moving), keptIn(moving), lostIn(moving)];
  const canAsk = place.problem === null;
  return (
    <>
      <Setting label={t('Clinics of this computer')} help={helpOf(moving, place.mayAdmit)}>
        <div className={classes.choices}>
          {moving.progress !== null ? (
            <Button variant="default" onClick={() => setDialog('move')}>
              {t('Show how far it is')}
            </Button>
          ) : (
            left > 0 &&
            place.mayAdmit && (
              <Button variant="default" disabled={!canAsk} onClick={() => setDialog('move')}>
                {t('Move clinics here')}
              </Button>
            )
          )}
          {moving.progress === null && lost > 0 && place.mayAdmit && (
            <Button variant="default" disabled={!canAsk} onClick={() => setDialog('again')}>
              {t('Copy lost clinics again…')}
            </Button>
          )}
          {moving.progress === null && kept > 0 && (
            <Button variant="default" disabled={!canAsk} onClick={() => setDialog('forget')}>
              {t('Delete the copies…')}
            </Button>
          )}
        </div>
      </Setting>
      <MoveDialog opened={dialog === 'move'} again={false} server={place.server} onClose={close} />
      <MoveDialog opened={dialog === 'again'} again server={place.server} onClose={close} />
      <ForgetDialog opened={dialog === 'forget'} count={kept} onClose={close} />
    </>
  );
}

const keptIn = ({ clinics }: Moving) => clinics.filter(({ state }) => state === 'moved').length;
const lostIn = ({ clinics }: Moving) => clinics.filter(({ state }) => state === 'lost').length;
const leftIn = (moving: Moving) => moving.clinics.length - keptIn(moving) - lostIn(moving);

function helpOf(moving: Moving, mayMove: boolean): string {
  const { progress, clinics } = moving;
  if (progress !== null)
    return t('Clinic {number, number} of {of, number} is on its way to the shared vault.', {
      number: Math.min(progress.done + 1, progress.of),
      of: progress.of,
    });
  const [left, kept, lost] = [leftIn(moving), keptIn(moving), lostIn(moving)];
  const begun = clinics.filter(({ state }) => state === 'begun').length;
  const words = [
    ...(left > 0
      ? [
          t(
            '{count, plural, one {# clinic is on this computer alone: other members and receptionists do not see it.} other {# clinics are on this computer alone: other members and receptionists do not see them.}}',
            { count: left },
          ),
        ]
      : []),
    ...(begun > 0
      ? [
          t(
            '{count, plural, one {The copying of one was cut off: until you move it again, it is only read here.} other {The copying of # was cut off: until you move them again, they are only read here.}}',
            { count: begun },
          ),
        ]
      : []),
    ...(left > 0 && !mayMove ? [t('Members of all clinics may move them.')] : []),
    ...(lost > 0
      ? [
          t(
            '{count, plural, one {# clinic was moved and is not in the shared vault any more, though no member removed it; a sealed copy of it is kept here.} other {# clinics were moved and are not in the shared vault any more, though no member removed them; a sealed copy of each is kept here.}}',
            { count: lost },
          ),
        ]
      : []),
    ...(kept > 0
      ? [
          t(
            '{count, plural, one {# clinic was moved; a sealed copy of it is kept here.} other {# clinics were moved; a sealed copy of each is kept here.}}',
            { count: kept },
          ),
        ]
      : []),
  ];
  return words.length === 0 ? t('No clinic is left on this computer: all are in the shared vault.') : words.join(' ');
}
