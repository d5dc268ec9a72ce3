import { Button } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { MembersView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { Page, PageHeader } from '../../components/page';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge } from '../../components/status-badge';
import { pageTitle, useLostFocus } from '../../components/use-lost-focus';
import { toast } from '../../console/toast';
import { usePlace } from '../../console/vault/place-store';
import { useHeard } from '../../console/vault/use-heard';
import { navigate } from '../../router/router';
import { AdmitDialog } from './admit-dialog';
import { ChangeClinicsDialog, type Changing } from './change-clinics-dialog';
import { ClinicsOf } from './clinics-of';
import { InviteAgainDialog, type Returning } from './invite-again-dialog';
import { InviteDialog } from './invite-dialog';
import { type Known, KnownSecrets } from './known-secrets';
import classes from './members.module.css';
import { RemoveDialog } from './remove-dialog';
import { WhoButtons } from './who-buttons';
import { WithdrawDialog } from './withdraw-dialog';

type Dialog = { kind: 'invite' } | { kind: 'admit' | 'remove' | 'withdraw'; name: string };

/** The people and computers that share the vault. */
export function MembersScreen() {
  const { loaded, loader } = useLoader<MembersView>('members', () => voxanne.members.list({}));
  const place = usePlace((state) => state.place);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [known, setKnown] = useState<Known | null>(null);
  const [changing, setChanging] = useState<Changing | null>(null);
  const [returning, setReturning] = useState<Returning | null>(null);
  useEffect(() => void usePlace.getState().load(), []);
  useLostFocus(pageTitle);
  useHeard(({ members, acts }) => {
    // One that failed is tried again: the server answers.
    if (members || loader.getState().loaded.state === 'failed') return void loader.reload();
    if (acts.length === 0) return;
    const last = new Map(acts.map(({ id, at }) => [id, at]));
    loader.amend((view) => ({
      ...view,
      members: view.members.map((one) => ({ ...one, lastSeenAt: last.get(one.id) ?? one.lastSeenAt })),
    }));
  });
  const mayAdmit = place?.place === 'shared' && place.mayAdmit && place.problem === null;
  const close = () => setDialog(null);

  return (
    <Page>
      <PageHeader
        title={t('Members')}
        subtitle={t('People and computers that share this vault')}
        back={{ label: t('Settings'), onClick: () => navigate('/settings/vault') }}
        actions={
          mayAdmit && (
            <Button
              leftSection={<IconUserPlus size="1rem" aria-hidden />}
              onClick={() => setDialog({ kind: 'invite' })}
            >
              {t('Invite')}
            </Button>
          )
        }
      />
      {known !== null && <KnownSecrets {...known} onClose={() => setKnown(null)} />}
      {loaded.state === 'loading' && <Busy>{t('Reading the members…')}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && (
        <>
          {loaded.value.invitations.length > 0 && (
            <Card title={t('Invited')}>
              <ul className={classes.list} aria-label={t('Invited')}>
                {loaded.value.invitations.map(({ name, clinics, invitedAt, invitedBy, isWaiting, isReturning }) => (
                  <li key={name} className={classes.entry}>
                    <div className={classes.who}>
                      <p className={classes.name}>
                        <bdi>{name}</bdi>
                        <StatusBadge tone={isWaiting ? 'waiting' : 'neutral'}>
                          {isWaiting ? t('Waits to be admitted') : t('Has not joined yet')}
                        </StatusBadge>
                      </p>
                      <p className={classes.about}>
                        {invitedBy === null ? t('Invited') : t('Invited by {name}', { name: invitedBy })}{' '}
                        <RelativeTime at={invitedAt} /> · <ClinicsOf clinics={clinics} />
                      </p>
                      {isReturning && (
                        <p className={classes.about}>{t('A member whose keys were withdrawn, and who comes back')}</p>
                      )}
                    </div>
                    {mayAdmit && (
                      <div className={classes.buttons}>
                        {isWaiting && (
                          <Button
                            variant="default"
                            size="compact-md"
                            aria-label={t('Admit {name}', { name })}
                            onClick={() => setDialog({ kind: 'admit', name })}
                          >
                            {t('Admit')}
                          </Button>
                        )}
                        {isReturning ? (
                          <WhoButtons
                            name={name}
                            onInviteAgain={() => setReturning({ name, isWithdrawn: true })}
                            onRemove={() => setDialog({ kind: 'remove', name })}
                          />
                        ) : (
                          <Button
                            variant="default"
                            size="compact-md"
                            aria-label={t('Withdraw the invitation of {name}', { name })}
                            onClick={() => setDialog({ kind: 'withdraw', name })}
                          >
                            {t('Withdraw')}
                          </Button>
                        )}
                      </div>
                    )}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Card title={t('Members')} icon={<IconUsers size="1.25rem" aria-hidden />}>
            <ul className={classes.list} aria-label={t('Members')}>
              {loaded.value.members.map(({ id, name, isSelf, clinics, admittedAt, admittedBy, lastSeenAt }) => (
                <li key={id} className={classes.entry}>
                  <div className={classes.who}>
                    <p className={classes.name}>
                      <bdi>{name}</bdi>
                      {isSelf && <StatusBadge tone="info">{t('This computer')}</StatusBadge>}
                    </p>
                    <p className={classes.about}>
                      {admittedBy === null
                        ? t('Admitted by a former member')
                        : admittedBy === name
                          ? t('Made this vault')
                          : t('Admitted by {name}', { name: admittedBy })}{' '}
                      <RelativeTime at={admittedAt} /> · <ClinicsOf clinics={clinics} />
                    </p>
                    <p className={classes.about}>
                      {lastSeenAt === null ? (
                        t('Did nothing here yet')
                      ) : (
                        <>
                          {t('Last active')} <RelativeTime at={lastSeenAt} />
                        </>
                      )}
                    </p>
                  </div>
                  {mayAdmit && !isSelf && (
                    <WhoButtons
                      name={name}
                      onChange={() => setChanging({ who: 'member', name, clinics })}
                      onInviteAgain={() => setReturning({ name, isWithdrawn: false })}
                      onRemove={() => setDialog({ kind: 'remove', name })}
                    />
                  )}
                </li>
              ))}
            </ul>
          </Card>
          {place?.place === 'shared' && !place.mayAdmit && (
            <p className={classes.about}>{t('Members of all clinics may invite, admit and remove others.')}</p>
          )}
        </>
      )}
      <InviteDialog opened={dialog?.kind === 'invite'} onClose={close} onInvited={loader.reload} />
      <InviteAgainDialog
        returning={returning}
        onClose={() => setReturning(null)}
        onInvited={(name, known, hadKeys) => {
          setKnown((shown) => {
            // What the keys opened says more than what is there now.
            if (!hadKeys && shown?.name === name && shown.why === 'keys-withdrawn') return shown;
            return { name, why: hadKeys ? 'keys-withdrawn' : 'keys-withdrawn-before', known };
          });
          void loader.reload();
          void usePlace.getState().load();
        }}
      />
      <AdmitDialog
        name={dialog?.kind === 'admit' ? dialog.name : null}
        onClose={close}
        onAdmitted={(view) => {
          close();
          loader.put(view);
          void usePlace.getState().load();
        }}
      />
      <WithdrawDialog
        name={dialog?.kind === 'withdraw' ? dialog.name : null}
        onClose={close}
        onWithdrawn={(view) => {
          close();
          loader.put(view);
        }}
      />
      <ChangeClinicsDialog
        changing={changing}
        onClose={() => setChanging(null)}
        onChanged={(name, lost, known) => {
          setChanging(null);
          if (lost > 0) setKnown({ name, why: 'lost', known });
          else toast({ tone: 'good', title: t('The clinics of {name} were changed', { name }) });
          void loader.reload();
          void usePlace.getState().load();
        }}
      />
      <RemoveDialog
        who="member"
        name={dialog?.kind === 'remove' ? dialog.name : null}
        onClose={close}
        remove={voxanne.members.remove}
        onRemoved={(name, known) => {
          close();
          setKnown({ name, why: 'removed', known });
          void loader.reload();
          void usePlace.getState().load();
        }}
      />
    </Page>
  );
}
