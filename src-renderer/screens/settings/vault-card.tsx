import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { SharedPlace } from '../../../src-shared/vault/clinics-place';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { RelativeTime } from '../../components/relative-time';
import { SixWords } from '../../components/six-words';
import { StatusBadge } from '../../components/status-badge';
import { useLostFocus } from '../../components/use-lost-focus';
import { useAppStatus } from '../../console/use-console';
import { usePlace } from '../../console/vault/place-store';
import { navigate } from '../../router/router';
import { CreateVaultDialog } from './create-vault-dialog';
import { JoinDialog } from './join-dialog';
import { MovingSetting } from './moving-setting';
import { Setting } from './setting';
import { titleOfPart } from './settings-nav';
import classes from './settings-screen.module.css';
import { UpkeepSettings } from './upkeep-settings';

/** Where the clinics live: on this computer, or in a vault that several consoles share. */
export function VaultCard() {
  const { practice } = useAppStatus();
  const place = usePlace((state) => state.place);
  const error = usePlace((state) => state.error);
  const [dialog, setDialog] = useState<'create' | 'join' | null>(null);
  useEffect(() => void usePlace.getState().load(), []);
  useLostFocus(() => titleOfPart('vault'));
  /** What was known of it before is no more. */
  const isUnreadable = error?.code === 'shared-vault.file-unreadable';

  if (place === null && error === null) return null;
  return (
    <Card title={t('Vault')}>
      {error !== null && <ErrorNotice error={error} onRetry={() => void usePlace.getState().load()} />}
      {isUnreadable && (
        <Leave
          help={t(
            'The file is put aside in the profile, not deleted. The clinics that are on this computer are shown again, and this computer can join with a new invitation.',
          )}
        />
      )}
      {place?.place === 'this-computer' && (
        <Setting
          label={t('This computer')}
          help={t(
            'The clinics of this console are in its own database, for this computer alone. Several consoles and your receptionist can share them on a PostgreSQL server, which stores everything and reads no secret.',
          )}
        >
          {!practice && (
            <div className={classes.choices}>
              <Button variant="default" onClick={() => setDialog('create')}>
                {t('Create a shared vault')}
              </Button>
              <Button variant="default" onClick={() => setDialog('join')}>
                {t('Join with an invitation')}
              </Button>
            </div>
          )}
        </Setting>
      )}
      {place?.place === 'shared' && !isUnreadable && <Shared place={place} />}
      <CreateVaultDialog
        opened={dialog === 'create'}
        onClose={() => setDialog(null)}
        onJoin={() => setDialog('join')}
      />
      <JoinDialog opened={dialog === 'join'} onClose={() => setDialog(null)} />
    </Card>
  );
}

function Shared({ place }: { place: SharedPlace }) {
  const isWaiting = place.standing === 'waiting';
  const canLeave = isWaiting || place.problem?.code === 'shared-vault.login-refused';
  return (
    <>
      <Setting
        label={t('Shared, on {server}', { server: place.server })}
        help={
          isWaiting
            ? t('This computer asked to join as {member}, and waits to be admitted.', { member: place.member })
            : t('You are {member} there.', { member: place.member })
        }
      >
        <div className={classes.answered}>
          {place.problem === null ? (
            <StatusBadge tone={isWaiting ? 'waiting' : 'good'}>
              {isWaiting ? t('Waits to be admitted') : t('Connected')}
            </StatusBadge>
          ) : (
            <StatusBadge tone="bad">{t('Out of reach')}</StatusBadge>
          )}
          {place.answeredAt !== null && (
            <span className={classes.help}>
              {t('Last answer:')} <RelativeTime at={place.answeredAt} />
            </span>
          )}
        </div>
      </Setting>
      {place.problem !== null && (
        <ErrorNotice error={place.problem} announce={false} onRetry={() => void usePlace.getState().load()} />
      )}
      {place.problem === null && place.unvouched !== null && <ErrorNotice error={place.unvouched} announce={false} />}
      {place.words !== null && (
        <div className={classes.wordsOf}>
          <p className={classes.label}>
            {isWaiting ? t('Six words of this computer’s keys') : t('Six words of the vault')}
          </p>
          <SixWords words={place.words} label={t('Six words')} />
          <p className={classes.help}>
            {isWaiting
              ? t(
                  'Read them aloud to the member who invited you. They type them, and admit this computer only if they are the same.',
                )
              : t(
                  'Every member sees the same six words. They change when somebody is admitted or removed; compare them by voice when in doubt.',
                )}
          </p>
        </div>
      )}
      {!isWaiting && (
        <Setting
          label={t('Members and receptionists')}
          help={
            place.members === null || place.machines === null
              ? t('Who shares this vault, and which receptionists use it.')
              : t(
                  '{members, plural, one {# member} other {# members}} and {machines, plural, =0 {no receptionist} one {# receptionist} other {# receptionists}} share this vault.',
                  { members: place.members, machines: place.machines },
                )
          }
        >
          <div className={classes.choices}>
            <Button variant="default" onClick={() => navigate('/members')}>
              {t('Members')}
            </Button>
            <Button variant="default" onClick={() => navigate('/receptionists')}>
              {t('Receptionists')}
            </Button>
          </div>
        </Setting>
      )}
      {!isWaiting && !canLeave && <MovingSetting place={place} />}
      {!isWaiting && !canLeave && <UpkeepSettings place={place} />}
      {canLeave && (
        <Leave
          help={
            isWaiting
              ? t('Forgets the invitation on this computer. The clinics that are on this computer are shown again.')
              : t('This member’s login opens nothing any more. The clinics that are on this computer are shown again.')
          }
        />
      )}
    </>
  );
}

/** For one that was not admitted yet, was removed, or can't read what it knew. */
function Leave({ help }: { help: string }) {
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    usePlace.getState().take(await voxanne.vault.leave({}));
    setBusy(false);
  };
  return (
    <Setting label={t('Back to this computer')} help={help}>
      <BusyButton variant="default" busy={busy} busyLabel={t('Going back…')} onClick={() => void leave()}>
        {t('Back to this computer')}
      </BusyButton>
    </Setting>
  );
}
