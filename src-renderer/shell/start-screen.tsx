import { t } from '../../src-shared/texts/translate';
import { BrandMark } from '../components/brand-mark';
import { Busy } from '../components/busy';
import { ErrorNotice } from '../components/error-notice';
import type { Boot } from '../console/console-store';
import { useConsole } from '../console/use-console';
import classes from './shell.module.css';

/** Shown until the first answer of the main process. */
export function StartScreen({ boot }: { boot: Exclude<Boot, { phase: 'ready' }> }) {
  return (
    <div className={classes.frame}>
      <div className={classes.rail} />
      <main className={classes.start}>
        {boot.phase === 'starting' ? (
          <Busy>{t('Checking the keychain and opening the database…')}</Busy>
        ) : (
          <div className={classes.failed}>
            <BrandMark size="3.25rem" />
            <h1 className={classes.brand}>Voxanne Console</h1>
            <ErrorNotice error={boot.error} onRetry={() => void useConsole.getState().load()} />
          </div>
        )}
      </main>
    </div>
  );
}
