import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { failed, ok, type Result } from '../../../src-shared/result';
import { t } from '../../../src-shared/texts/translate';
import { outsideDatabase } from '../../../src-shared/vault/kit-words';
import type { RescueOptions } from '../../../src-shared/vault/rescue';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';
import { exactTime } from '../../components/time-words';
import { useClinics } from '../../console/clinics/use-clinics';
import { toast } from '../../console/toast';
import { useConsole } from '../../console/use-console';
import type { useVaultAction } from '../../console/vault/use-vault-action';
import classes from '../../console/vault/vault.module.css';
import {
  isAnythingReadable,
  nothingToRestore,
  readableWords,
  restoreContents,
  restoreLabel,
  restoreLosses,
  restoreTitle,
} from './rescue-words';

type ActionProps = { busy: boolean; run: ReturnType<typeof useVaultAction>['run'] };
type RescueChoicesProps = ActionProps & {
  /** False for a database in which there is nothing to read. */
  damaged: boolean;
};

/**
 * The ways out of a damaged or missing database that need no recovery kit, each with what it gives and what it costs,
 * before anything is pressed.
 */
export function RescueChoices({ busy, run, damaged }: RescueChoicesProps) {
  const [answer, setAnswer] = useState<Result<RescueOptions> | null>(null);
  const look = useCallback(() => {
    setAnswer(null);
    void voxanne.rescue.options({}).then(setAnswer);
  }, []);
  useEffect(look, [look]);
  if (answer === null)
    return (
      <Busy>
        {damaged ? t('Looking for a sound backup, and for what can still be read…') : t('Looking for a sound backup…')}
      </Busy>
    );
  if (!answer.ok) return <ErrorNotice error={answer.error} onRetry={look} retryLabel={t('Look again')} />;
  return (
    <div className={classes.choices}>
      {answer.value.inSharedVault && <p>{t(outsideDatabase)}</p>}
      <RestoreChoice options={answer.value} busy={busy} run={run} damaged={damaged} />
      {damaged && <SaveChoice options={answer.value} busy={busy} run={run} />}
    </div>
  );
}

type ChoiceProps = ActionProps & { options: RescueOptions };

function RestoreChoice({ options, busy, run, damaged }: ChoiceProps & { damaged: boolean }) {
  const { restorable } = options;
  if (restorable === null)
    return (
      <section className={classes.choice} aria-label={t('No backup to restore')}>
        <h2>{t('No backup to restore')}</h2>
        <p>{nothingToRestore(options)}</p>
      </section>
    );
  const restore = async () => {
    const answer = await voxanne.rescue.restore({ id: restorable.id });
    if (!answer.ok) return failed(answer.error);
    await useConsole.getState().load();
    void useClinics.getState().load();
    toast({
      tone: 'good',
      title: t('Restored'),
      ...(damaged ? { message: t('The damaged file was kept beside the new one.') } : {}),
    });
    return ok(answer.value);
  };
  return (
    <section className={classes.choice} aria-label={restoreTitle(restorable)}>
      <h2>{restoreTitle(restorable)}</h2>
      <p>
        <Said
          text="From <when>then</when> ({exactTime})."
          values={{ exactTime: exactTime(Date.parse(restorable.asOf)) }}
          parts={{ when: () => <RelativeTime at={restorable.asOf} /> }}
        />{' '}
        {restoreContents(restorable)}
      </p>
      <p>{restoreLosses(restorable)}</p>
      <Button variant="filled" disabled={busy} onClick={() => void run(t('Putting the sound data in place…'), restore)}>
        {damaged
          ? restoreLabel(restorable)
          : t('Restore the backup of {asOf}', { asOf: exactTime(Date.parse(restorable.asOf)) })}
      </Button>
    </section>
  );
}

function SaveChoice({ options, busy, run }: ChoiceProps) {
  const save = async () => {
    const answer = await voxanne.rescue.saveReadable({});
    if (!answer.ok) return failed(answer.error);
    if (answer.value.saved !== null)
      toast({ tone: 'good', title: t('Saved what can be read'), message: answer.value.saved.text });
    return ok(null);
  };
  return (
    <section className={classes.choice} aria-label={t('Save what can be read')}>
      <h2>{t('Save what can be read')}</h2>
      <p>{readableWords(options)}</p>
      <p>
        {t(
          'The report is a text file and a JSON file, for support or for setting clinics up again. No credentials are in it.',
        )}
      </p>
      {options.unreadable.length > 0 && (
        <ul className={classes.losses} aria-label={t('What cannot be read')}>
          {options.unreadable.map((line) => (
            <li key={line}>{t('Not readable: {line}', { line })}</li>
          ))}
        </ul>
      )}
      <Button
        variant="default"
        disabled={busy || !isAnythingReadable(options)}
        onClick={() => void run(t('Choose where to save the report…'), save)}
      >
        {t('Save what can be read')}
      </Button>
    </section>
  );
}
