import { IconExternalLink } from '@tabler/icons-react';
import type { AppErrorData } from '../../src-shared/errors';
import type { NextAction } from '../../src-shared/organizations/next-action';
import { t } from '../../src-shared/texts/translate';
import { BusyButton } from './busy-button';
import { FocusedError } from './focused-error';
import classes from './next-bar.module.css';
import { type Tone, ToneIcon } from './status-badge';

type NextBarProps = {
  action: NextAction;
  /** What keeps the clinic from ready. */
  attention: string | null;
  tone: Exclude<Tone, 'busy'>;
  busy: boolean;
  /** Why doing it failed, where no card says so. */
  error: AppErrorData | null;
  onAct: () => void;
};

/** The one thing to do next for a clinic, and the primary button, which does it. */
export function NextBar({ action, attention, tone, busy, error, onAct }: NextBarProps) {
  return (
    <>
      <section className={classes.bar} data-tone={tone} aria-label={t('Next action')}>
        <ToneIcon tone={tone} size="1.25rem" />
        <div className={classes.words}>
          <p className={classes.text}>{action.text}</p>
          {attention !== null && (
            <p className={classes.why} dir="auto">
              {attention}
            </p>
          )}
        </div>
        <BusyButton
          variant="filled"
          steady
          busy={busy}
          busyLabel={action.kind === 'check' ? t('Checking…') : t('Trying…')}
          {...(action.kind === 'open' ? { rightSection: <IconExternalLink size="1rem" aria-hidden /> } : {})}
          onClick={onAct}
        >
          {action.label}
        </BusyButton>
      </section>
      {error !== null && <FocusedError error={error} />}
    </>
  );
}
