import { Button } from '@mantine/core';
import { IconBrowser } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { WaitingSignIn } from '../../../../src-shared/credentials/sign-in';
import type { PageErrorDescriptor, SignInDescriptor } from '../../../../src-shared/providers/descriptor';
import { t, text } from '../../../../src-shared/texts/translate';
import { Card } from '../../../components/card';
import { NoticeBox } from '../../../components/notice';
import { Said } from '../../../components/said';
import { StatusBadge } from '../../../components/status-badge';
import { useNow } from '../../../components/use-now';
import { CopyLink } from './copy-link';
import { timeLeft } from './outcome-words';
import { PageErrorHelp } from './page-error-help';
import classes from './sign-in.module.css';

type WaitingCardProps = {
  signIn: WaitingSignIn;
  descriptor: SignInDescriptor;
  /** The account that the clinic used until now. */
  expected: string | null;
  onOpenBrowser: () => void;
  onCancel: () => void;
  /** The page refused. @param goOn true to go straight to what repairs it */
  onPageError: (pageError: PageErrorDescriptor, goOn: boolean) => Promise<void>;
};

/**
 * Shown while the sign-in goes on in the browser: what to expect there, how long it waits, and what to do when no
 * browser opened.
 */
export function WaitingCard({ signIn, descriptor, expected, onOpenBrowser, onCancel, onPageError }: WaitingCardProps) {
  const now = useNow(true);
  const heading = useRef<HTMLDivElement>(null);
  const failed = signIn.browser === 'failed';
  useEffect(() => heading.current?.focus(), []);
  return (
    <Card
      title={t('Waiting for the sign-in in your browser')}
      aside={
        <StatusBadge tone="busy">
          <span role="timer" aria-label={t('Time left {time}', { time: timeLeft(signIn.expiresAt, now) })}>
            {t('{time} left', { time: timeLeft(signIn.expiresAt, now) })}
          </span>
        </StatusBadge>
      }
    >
      <div ref={heading} tabIndex={-1} role="status" className="vx-hidden">
        {failed
          ? t('No browser opened. Copy the sign-in link.')
          : t('The browser was opened. Finish the sign-in there; it waits five minutes.')}
      </div>
      {failed && (
        <NoticeBox tone="warning" title={t('No browser opened')}>
          {t(
            'This computer has none set up, or it did not answer. Copy the link and open it in any browser on this computer. A browser on another computer can’t report back here.',
          )}
        </NoticeBox>
      )}
      {expected !== null && (
        <p className={classes.quiet}>
          <Said
            text="Until now the clinic used <account>{expected}</account>. Choose the same account to keep everything as it is."
            values={{ expected }}
            parts={{ account: (account) => <strong>{account}</strong> }}
          />
        </p>
      )}
      <ol className={classes.expect} aria-label={t('What to expect in the browser')}>
        {(failed
          ? [text('Paste the link into a browser on this computer.'), ...descriptor.expect.slice(1)]
          : descriptor.expect
        ).map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ol>
      <div className={classes.buttons}>
        <CopyLink link={signIn.link} variant={failed ? 'filled' : 'default'} />
        <Button variant="default" leftSection={<IconBrowser size="1rem" aria-hidden />} onClick={onOpenBrowser}>
          {t('Open the browser again')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('Cancel')}
        </Button>
      </div>
      {!failed && (
        <p className={classes.quiet}>
          {t(
            'No page in sight? It may have opened behind this window. Or copy the link into a browser on this computer.',
          )}
        </p>
      )}
      <PageErrorHelp
        provider={signIn.provider}
        pageErrors={descriptor.pageErrors}
        clientName={t(descriptor.clientName)}
        link={signIn.link}
        onEnd={onPageError}
      />
    </Card>
  );
}
