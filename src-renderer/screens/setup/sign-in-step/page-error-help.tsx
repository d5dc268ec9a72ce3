import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { describeProviderError } from '../../../../src-shared/errors-catalogue';
import type { ProviderId } from '../../../../src-shared/primitives';
import type { PageErrorDescriptor } from '../../../../src-shared/providers/descriptor';
import { t } from '../../../../src-shared/texts/translate';
import { ErrorNotice } from '../../../components/error-notice';
import { CopyLink } from './copy-link';
import { repairLabel } from './outcome-words';
import classes from './page-error.module.css';

type PageErrorHelpProps = {
  provider: ProviderId;
  pageErrors: readonly PageErrorDescriptor[];
  /** What the provider calls a client: `OAuth client`. */
  clientName: string;
  link: string;
  /** Ends the sign-in with it. @param goOn true to go straight to what repairs it */
  onEnd: (pageError: PageErrorDescriptor, goOn: boolean) => Promise<void>;
};

/** For errors that the provider’s page never reports back: the person picks the one that is shown there. */
export function PageErrorHelp({ provider, pageErrors, clientName, link, onEnd }: PageErrorHelpProps) {
  const name = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState<PageErrorDescriptor | null>(null);
  const [ending, setEnding] = useState(false);
  // What opens below the buttons is below the edge of a small window too.
  useEffect(() => {
    if (isOpen) box.current?.scrollIntoView({ block: 'start' });
  }, [isOpen]);
  const end = async (pageError: PageErrorDescriptor, goOn: boolean) => {
    setEnding(true);
    await onEnd(pageError, goOn);
    setEnding(false);
  };
  const goOnLabel = picked === null ? null : repairLabel(picked.repair, clientName);

  return (
    <div className={classes.help} ref={box}>
      <Button
        variant="subtle"
        size="compact-md"
        className={classes.question ?? ''}
        leftSection={
          <IconChevronRight size="1rem" className={classes.chevron ?? ''} data-open={isOpen || undefined} aria-hidden />
        }
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('Does the browser show an error?')}
      </Button>
      {isOpen && (
        <>
          <p className={classes.quiet}>
            {t(
              'Some refusals stay on the page, and no answer comes back here. Pick the line that it shows at the bottom.',
            )}
          </p>
          <div role="radiogroup" aria-label={t('What the browser shows')} className={classes.list}>
            {pageErrors.map((pageError) => (
              <label key={pageError.id} className={classes.entry}>
                <input
                  type="radio"
                  name={name}
                  value={pageError.id}
                  checked={picked?.id === pageError.id}
                  disabled={ending}
                  onChange={() => setPicked(pageError)}
                />
                <span className={classes.words}>
                  <span className={classes.printed}>{pageError.printed}</span>
                  <span className={classes.says}>{pageError.says}</span>
                </span>
              </label>
            ))}
          </div>
          {picked === null ? (
            <p className={classes.quiet}>
              {t(
                'None of these? “Learn more about this error” on the page explains it. Cancel the sign-in here; nothing was stored.',
              )}
            </p>
          ) : (
            <ErrorNotice
              key={picked.id}
              error={describeProviderError(provider, picked.id)}
              action={
                <>
                  {picked.repair === 'other-browser' && <CopyLink link={link} variant="default" size="compact-sm" />}
                  {goOnLabel !== null && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      disabled={ending}
                      onClick={() => void end(picked, true)}
                    >
                      {goOnLabel}
                    </Button>
                  )}
                  <Button variant="default" size="compact-sm" disabled={ending} onClick={() => void end(picked, false)}>
                    {t('End this sign-in')}
                  </Button>
                </>
              }
            />
          )}
        </>
      )}
    </div>
  );
}
