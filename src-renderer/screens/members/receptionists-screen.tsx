import { Button } from '@mantine/core';
import { IconHeadset, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ok } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import type { ClinicUse, MachineUse, MachineView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { MachineUseLines } from '../../components/machine-use-lines';
import { Page, PageHeader } from '../../components/page';
import { RelativeTime } from '../../components/relative-time';
import { pageTitle, useLostFocus } from '../../components/use-lost-focus';
import { useClinics } from '../../console/clinics/use-clinics';
import { toast } from '../../console/toast';
import { usePlace } from '../../console/vault/place-store';
import { useHeard } from '../../console/vault/use-heard';
import { navigate } from '../../router/router';
import { AddMachineDialog } from './add-machine-dialog';
import { ChangeClinicsDialog, type Changing } from './change-clinics-dialog';
import { ClinicsOf } from './clinics-of';
import { type Known, KnownSecrets } from './known-secrets';
import classes from './members.module.css';
import { RemoveDialog } from './remove-dialog';
import { RenewMachineDialog } from './renew-machine-dialog';
import { WhoButtons } from './who-buttons';

/** How many clinics show their use at once. */
const shownAtOnce = 20;

/** So many clinics that changed are read one by one, more of them with all others. */
const fewClinics = 5;

/** The machine with what it has of one clinic as it is now. */
function withUses(machine: MachineView, organizationId: string, uses: readonly ClinicUse[]): MachineView {
  const now = uses.flatMap(({ machine: name, ...use }) => (name === machine.name ? [use] : []));
  const others = machine.uses.filter((use) => use.organizationId !== organizationId);
  const order = (one: MachineUse, other: MachineUse) => one.organizationId.localeCompare(other.organizationId);
  return { ...machine, uses: [...others, ...now].sort(order) };
}

/** The backends that use what was proved here. */
export function ReceptionistsScreen() {
  const { loaded, loader } = useLoader<MachineView[]>('machines', async () => {
    const answer = await voxanne.machines.list({});
    return answer.ok ? ok(answer.value.machines) : answer;
  });
  const place = usePlace((state) => state.place);
  const [dialog, setDialog] = useState<'add' | { kind: 'remove' | 'renew'; name: string } | null>(null);
  const [known, setKnown] = useState<Known | null>(null);
  const [changing, setChanging] = useState<Changing | null>(null);
  useEffect(() => void usePlace.getState().load(), []);
  useLostFocus(pageTitle);
  const readClinic = async (organizationId: string) => {
    const answer = await voxanne.machines.usesOf({ organizationId });
    if (answer.ok) loader.amend((machines) => machines.map((one) => withUses(one, organizationId, answer.value.uses)));
  };
  useHeard(({ members, clinics, round }) => {
    const isAll = members || round || clinics.length > fewClinics || loader.getState().loaded.state === 'failed';
    if (isAll) void loader.reload();
    else for (const id of clinics) void readClinic(id);
  });
  const unvouched = place?.place === 'shared' && place.problem === null ? place.unvouched : null;
  const mayAdmit = place?.place === 'shared' && place.mayAdmit && place.problem === null;
  const close = () => setDialog(null);
  const nameIn = (kind: 'remove' | 'renew') =>
    dialog !== null && dialog !== 'add' && dialog.kind === kind ? dialog.name : null;
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
      {unvouched !== null && <ErrorNotice error={unvouched} announce={false} />}
      {known !== null && <KnownSecrets {...known} onClose={() => setKnown(null)} />}
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
            onChange={
              mayAdmit ? () => setChanging({ who: 'machine', name: machine.name, clinics: machine.clinics }) : null
            }
            onRenewKeys={mayAdmit ? () => setDialog({ kind: 'renew', name: machine.name }) : null}
            onRemove={mayAdmit ? () => setDialog({ kind: 'remove', name: machine.name }) : null}
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
      <RenewMachineDialog
        name={nameIn('renew')}
        onClose={close}
        onRenewed={(name, known) => {
          close();
          setKnown({ name, why: 'keys-renewed', known });
          void loader.reload();
          void usePlace.getState().load();
        }}
      />
      <RemoveDialog
        who="machine"
        name={nameIn('remove')}
        onClose={close}
        remove={voxanne.machines.remove}
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

type MachineProps = {
  machine: MachineView;
  /** Null for those who may not. */
  onChange: (() => void) | null;
  onRenewKeys: (() => void) | null;
  onRemove: (() => void) | null;
};

function Machine({ machine, onChange, onRenewKeys, onRemove }: MachineProps) {
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
        onChange !== null &&
        onRenewKeys !== null &&
        onRemove !== null && (
          <WhoButtons name={name} onChange={onChange} onRenewKeys={onRenewKeys} onRemove={onRemove} />
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
