import { Button } from '@mantine/core';
import { failed, ok } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { useClinics } from '../../console/clinics/use-clinics';
import { toast } from '../../console/toast';
import { useConsole } from '../../console/use-console';
import type { useVaultAction } from '../../console/vault/use-vault-action';
import classes from '../../console/vault/vault.module.css';

type StartAnewChoiceProps = { busy: boolean; run: ReturnType<typeof useVaultAction>['run'] };

/** The last way out of a missing database: an empty one. Nothing that is left of the old one is deleted. */
export function StartAnewChoice({ busy, run }: StartAnewChoiceProps) {
  const startAnew = async () => {
    const answer = await voxanne.rescue.startAnew({});
    if (!answer.ok) return failed(answer.error);
    await useConsole.getState().load();
    void useClinics.getState().load();
    toast({ tone: 'good', title: t('Started anew'), message: t('The backups were put aside in the profile folder.') });
    return ok(answer.value);
  };
  return (
    <section className={classes.choice} aria-label={t('Start anew')}>
      <h2>{t('Start anew')}</h2>
      <p>
        {t(
          'Begins with no clinics. All backups and whatever is left of the old database are kept in the profile folder, under names that end in today’s date.',
        )}
      </p>
      <Button variant="default" disabled={busy} onClick={() => void run(t('Putting what is left aside…'), startAnew)}>
        {t('Start anew')}
      </Button>
    </section>
  );
}
