import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOf } from '../../../src-shared/list-words';
import { allProviders } from '../../../src-shared/providers';
import { setupSteps } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import { Card } from '../../components/card';
import { SampleLadder } from '../../components/mini-ladder';
import { Page, PageHeader } from '../../components/page';
import { openDialog } from '../../console/dialogs/dialogs-store';
import { GuideButton } from '../../console/guides/guide-button';
import { shortcuts } from '../../console/shortcuts';
import { useAppStatus } from '../../console/use-console';
import classes from './help.module.css';
import { ladderSamples } from './ladder-samples';

const listCommands = ['voxanne-console', '--cli', '--help'].join(' ');

/** What the console does and how, in a page of its own: it is there without a network. */
export function HelpScreen() {
  const { platform } = useAppStatus();
  return (
    <Page>
      <PageHeader title={t('Documentation')} subtitle={t('How the console works. It is here without a network too.')} />
      <Topic title={t('Set up a clinic')}>
        <p>
          {t('The steps are {steps}. Each is saved, and any of them can be left for later.', {
            steps: listOf(setupSteps.map(({ label }) => t(label))),
          })}
        </p>
        <p>{t('Where the credentials are found, step by step and with drawings:')}</p>
        <div className={classes.buttons}>
          {allProviders.map((descriptor) => (
            <GuideButton key={descriptor.id} descriptor={descriptor} methodId={null} />
          ))}
        </div>
      </Topic>
      <Topic title={t('What the steps of a connection say')}>
        <p>
          {t(
            'Each connection climbs five steps, from the sign-in to what the receptionist really does. A clinic is ready when every step of all that it needs was proven lately.',
          )}
        </p>
        <dl className={classes.states}>
          {ladderSamples.map(({ states, word, text }) => (
            <div key={word}>
              <dt>
                <SampleLadder states={states} word={t(word)} />
              </dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </dl>
      </Topic>
      <Topic title={t('When something fails')}>
        <p>
          {t(
            'The clinic’s page says what failed, why, and what to do; the button at its top does the next thing. A check that fails removes no credential and sends nothing.',
          )}
        </p>
        <p>
          {t(
            'Activity says who did what and when. A support bundle holds what an engineer needs and no secret. You see it before it is saved, and it is never sent.',
          )}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" size="compact-md" onClick={() => openDialog('support-bundle')}>
            {t('Support bundle…')}
          </Button>
        </div>
      </Topic>
      <Topic title={t('Practice with simulated accounts')}>
        <p>
          {t(
            'Everything works as for a real clinic, with accounts that exist on this computer alone. No message leaves it, and your clinics stay as they are. The error gallery there shows each failure with its way out.',
          )}
        </p>
      </Topic>
      <Topic title={t('Where the credentials are')}>
        <p>
          {t(
            'They are sealed on this computer, with a key in its keychain or under a passphrase. No secret is shown again after it was saved.',
          )}
        </p>
        <p>
          {t(
            'Lock the console when you leave it. A recovery kit opens your clinics on another computer: save one in Settings, and keep its passphrase apart from it.',
          )}
        </p>
      </Topic>
      <Topic title={t('Keyboard')}>
        <dl className={classes.keys}>
          {shortcuts(platform).map(({ label, shown }) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>
                <kbd>{shown}</kbd>
              </dd>
            </div>
          ))}
        </dl>
      </Topic>
      <Topic title={t('At a terminal')}>
        <p>{t('The same work is done without a window. This lists the commands, with an example for each:')}</p>
        <p>
          <code className={classes.command}>{listCommands}</code>
        </p>
      </Topic>
    </Page>
  );
}

const Topic = ({ title, children }: { title: string; children: ReactNode }) => (
  <Card title={title}>
    <div className={classes.topic}>{children}</div>
  </Card>
);
