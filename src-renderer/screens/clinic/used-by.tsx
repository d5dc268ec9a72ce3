import type { ProviderId } from '../../../src-shared/primitives';
import { ok } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import type { ClinicUse } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { type Loaded, useLoader } from '../../components/loader';
import { MachineUseLines } from '../../components/machine-use-lines';
import { useIsShared } from '../../console/use-console';
import { useHeard } from '../../console/vault/use-heard';
import classes from './used-by.module.css';

export type ClinicUses = Loaded<readonly ClinicUse[]>;

const none: ClinicUses = { state: 'ready', value: [] };

/** What uses the clinic’s connections. Nothing is asked where the clinics are on this computer alone. */
export function useClinicUses(organizationId: string): ClinicUses {
  const isShared = useIsShared();
  const { loaded, loader } = useLoader<readonly ClinicUse[]>(`${organizationId} ${isShared}`, async () => {
    if (!isShared) return ok([]);
    const answer = await voxanne.machines.usesOf({ organizationId });
    return answer.ok ? ok(answer.value.uses) : answer;
  });
  useHeard(({ clinics, members, round }) => {
    if (isShared && (round || members || clinics.includes(organizationId))) void loader.reload();
  });
  return isShared ? loaded : none;
}

/** On a provider’s card: each receptionist, with what it was delivered, has loaded and used. */
export function UsedBy({ uses, provider }: { uses: ClinicUses; provider: ProviderId }) {
  if (uses.state === 'loading') return null;
  if (uses.state === 'failed') return <p className={classes.none}>{t('What uses it is not known now.')}</p>;
  const own = uses.value.filter((use) => use.provider === provider);
  if (own.length === 0) return null;
  return (
    <section className={classes.used} aria-label={t('Used by')}>
      <p className={classes.title}>{t('Used by')}</p>
      {own.map((use) => (
        <div key={use.machine} className={classes.machine}>
          <p>
            <bdi>{use.machine}</bdi>
          </p>
          <MachineUseLines use={use} />
        </div>
      ))}
    </section>
  );
}
