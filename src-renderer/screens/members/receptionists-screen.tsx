import { Button } from '@mantine/core';
import { IconHeadset, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ok } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import type { KnownSecretView, MachineView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { MachineUseLines } from '../../components/machine-use-lines';
import { Page, PageHeader } from '../../components/page';
import { RelativeTime } from '../../components/relative-time';
import { useClinics } from '../../console/clinics/use-clinics';
import { usePlace } from '../../console/vault/place-store';
import { navigate } from '../../router/router';
import { AddMachineDialog } from './add-machine-dialog';
import { ClinicsOf } from './clinics-of';
import { KnownSecrets } from './known-secrets';
import classes from './members.module.css';
import { RemoveDialog } from './remove-dialog';

/** Of how many clinics the use is shown at once. */
const shownAtOnce = 20;

/** The backends that use what was proved here. */
export function ReceptionistsScreen() {
  const { loaded, loader } = useLoader<MachineView[]>('machines', async () => {
    const answer = await voxanne.machines.list({});
    return answer.ok ? ok(answer.value.machines) : answer;
  });
  const place = usePlace((state) => state.place);
  const [dialog, setDialog] = useState<'add' | { remove: string } | null>(null);
  const [removed, setRemoved] = useState<{ name: string; known: readonly KnownSecretView[] } | null>(null);
  useEffect(() => {
    void usePlace.getState().load();
    return voxanne.on['vault.heard'](() => void loader.reload());
  }, [loader]);
  const mayAdmit = place?.place === 'shared' && place.mayAdmit && place.problem === null;
  const close = () => setDialog(null);
  const add = (
    <Button leftSection={<IconPlus size="1rem" aria-hidden />} onClick={() => setDialog('add')}>
      {t('Add a receptionist')}
    </Button>
  );
  const isEmpty = loaded.state === 'ready' && loaded.value.length === 0;

  return (
    <Page>
      <PageHeader
        title={t('Receptionists')}
        subtitle={t('Backends that use clinics’ credentials from this vault')}
        back={{ label: t('Settings'), onClick: () => navigate('/settings/vault') }}
        actions={mayAdmit && !isEmpty && add}
      />
      {removed !== null && <KnownSecrets {...removed} onClose={() => setRemoved(null)} />}
      {loaded.state === 'loading' && <Busy>{t('Reading the receptionists…')}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {isEmpty && (
        <EmptyState
          icon={<IconHeadset size="2rem" aria-hidden />}
          title={t('No receptionist yet')}
          {...(mayAdmit ? { actions: add } : {})}
        >
          {t(
            'The engineer of your receptionist runs “npx voxanne-receptionist init” on its server, sends you the public file that it writes, and reads six words to you.',
          )}
        </EmptyState>
      )}
      {loaded.state === 'ready' &&
        loaded.value.map((machine) => (
          <Machine
            key={machine.id}
            machine={machine}
            onRemove={mayAdmit ? () => setDialog({ remove: machine.name }) : null}
          />
        ))}
      <AddMachineDialog
        opened={dialog === 'add'}
        onClose={close}
        onAdded={() => {
          void loader.reload();
          void usePlace.getState().load();
        }}
      />
      <RemoveDialog
        who="machine"
        name={dialog !== null && dialog !== 'add' ? dialog.remove : null}
        onClose={close}
        remove={voxanne.machines.remove}
        onRemoved={(name, known) => {
          close();
          setRemoved({ name, known });
          void loader.reload();
          void usePlace.getState().load();
        }}
      />
    </Page>
  );
}

function Machine({ machine, onRemove }: { machine: MachineView; onRemove: (() => void) | null }) {
  const { name, clinics, admittedAt, admittedBy, uses } = machine;
  const index = useClinics((state) => state.index);
  useClinics((state) => state.version);
  const [shown, setShown] = useState(shownAtOnce);
  const clinicsUsed = [...new Set(uses.map(({ organizationId }) => organizationId))];
  return (
    <Card
      title={name}
      icon={<IconHeadset size="1.25rem" aria-hidden />}
      actions={
        onRemove !== null && (
          <Button
            variant="default"
            size="compact-md"
            className={classes.danger ?? ''}
            aria-label={t('Remove {name}', { name })}
            onClick={onRemove}
          >
            {t('Remove')}
          </Button>
        )
      }
    >
      <p className={classes.about}>
        {admittedBy === null ? t('Admitted by a former member') : t('Admitted by {name}', { name: admittedBy })}{' '}
        <RelativeTime at={admittedAt} /> · <ClinicsOf clinics={clinics} />
      </p>
      {uses.length === 0 ? (
        <p className={classes.about}>{t('Nothing was delivered to it yet: its clinics have no credentials.')}</p>
      ) : (
        <ul className={classes.list} aria-label={t('What {name} has', { name })}>
          {clinicsUsed.slice(0, shown).map((id) => (
            <li key={id} className={classes.entry}>
              <div className={classes.who}>
                <p className={classes.name}>
                  <bdi>{index.get(id)?.row.name ?? t('a removed clinic')}</bdi>
                </p>
                {uses
                  .filter(({ organizationId }) => organizationId === id)
                  .map((use) => (
                    <MachineUseLines key={use.provider} use={use} isNamed />
                  ))}
              </div>
            </li>
          ))}
        </ul>
      )}
      {clinicsUsed.length > shown && (
        <Button variant="default" size="compact-md" onClick={() => setShown(shown + 100)}>
          {t('Show more of {count, plural, one {# clinic} other {# clinics}}', { count: clinicsUsed.length })}
        </Button>
      )}
    </Card>
  );
}
