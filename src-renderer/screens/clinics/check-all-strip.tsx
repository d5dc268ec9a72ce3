import { Button, CloseButton, Progress } from '@mantine/core';
import { t } from '../../../src-shared/texts/translate';
import { ErrorNotice } from '../../components/error-notice';
import { formatCount } from '../../components/number-words';
import { ToneIcon } from '../../components/status-badge';
import { type CheckAll, endedWords, runningWords } from '../../console/clinics/check-all';
import { useClinics } from '../../console/clinics/use-clinics';
import classes from './check-all-strip.module.css';

/** How far the check of all clinics is, and how it ended. */
export function CheckAllStrip({ checkAll }: { checkAll: CheckAll }) {
  if (checkAll.phase === 'idle') return null;
  const { dismissCheckAll, cancelCheckAll, startCheckAll } = useClinics.getState();
  if (checkAll.phase === 'refused') return <ErrorNotice error={checkAll.error} onRetry={() => void startCheckAll()} />;
  if (checkAll.phase === 'ended') {
    return (
      <div className={classes.strip} role="status">
        <ToneIcon
          tone={
            checkAll.progress.failed + checkAll.progress.notChecked > 0
              ? 'warning'
              : checkAll.progress.state === 'cancelled'
                ? 'info'
                : 'good'
          }
        />
        <span className={classes.words}>{endedWords(checkAll.progress)}</span>
        <CloseButton size="sm" aria-label={t('Dismiss')} onClick={dismissCheckAll} />
      </div>
    );
  }
  const progress = checkAll.phase === 'starting' ? null : checkAll.progress;
  const { done, total } = progress ?? { done: 0, total: 0 };
  const failed = progress?.clinics.failed ?? 0;
  return (
    <div className={classes.strip}>
      <ToneIcon tone={progress?.isPaused ? 'warning' : 'busy'} />
      <span className={classes.words}>
        {progress === null
          ? t('Starting the check…')
          : checkAll.phase === 'cancelling'
            ? t('Cancelling…')
            : runningWords(progress)}
        {failed > 0 && (
          <span className={classes.failed}> · {t('{failed} failed', { failed: formatCount(failed) })}</span>
        )}
      </span>
      <Progress
        className={classes.bar}
        value={total === 0 ? 0 : (100 * done) / total}
        size="sm"
        radius="xl"
        transitionDuration={150}
        aria-label={t('Clinics checked')}
      />
      <Button
        variant="default"
        size="compact-sm"
        disabled={checkAll.phase === 'cancelling'}
        onClick={() => void cancelCheckAll()}
      >
        {t('Cancel')}
      </Button>
    </div>
  );
}
