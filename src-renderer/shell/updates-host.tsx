import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { t } from '../../src-shared/texts/translate';
import { waitsForWords } from '../../src-shared/updates/update-words';
import type { Updates } from '../../src-shared/updates/updates';
import { voxanne } from '../bridge';
import { ReleaseNotes } from '../components/release-notes';
import { useUpdates } from '../console/updates-store';
import { navigate, useRouter } from '../router/router';
import classes from './banners.module.css';

/**
 * Tells of a newer version, of one that waits to be installed, and after the restart of what is new. Nothing is done by
 * itself.
 */
export function UpdatesHost() {
  const updates = useUpdates((state) => state.updates);
  const [later, setLater] = useState<string | null>(null);
  useEffect(() => {
    const { load, set } = useUpdates.getState();
    void load();
    return voxanne.on['updates.changed'](set);
  }, []);
  useHold(updates?.update.state === 'ready');
  if (updates === null) return null;
  const strip = stripOf(updates);
  return (
    <div role="status">
      {updates.news !== null && <NewsStrip news={updates.news} />}
      {strip !== null && strip.key !== later && (
        <div className={classes.update}>
          <IconDownload size="1.125rem" aria-hidden />
          <p>
            <strong>{strip.title}</strong> {strip.text}
          </p>
          <Button variant="default" size="compact-sm" onClick={() => navigate('/settings/updates')}>
            {t('Show the update')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('Later: the update')}
            onClick={() => setLater(strip.key)}
          >
            {t('Later')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** `key`: what a person puts off; the next step of it is told again. */
function stripOf({ update }: Updates): { key: string; title: string; text: string } | null {
  if (update.state === 'available')
    return {
      key: `available ${update.offer.version}`,
      title: t('Version {version} is there.', { version: update.offer.version }),
      text: t('What is new is shown before anything is downloaded.'),
    };
  if (update.state !== 'ready') return null;
  const waitsFor = update.install?.waitsFor ?? [];
  return {
    key: `ready ${update.offer.version} ${waitsFor.join()}`,
    title: t('Version {version} is ready to be installed.', { version: update.offer.version }),
    text: waitsFor.length > 0 ? waitsForWords(waitsFor) : t('The console restarts for it.'),
  };
}

function NewsStrip({ news }: { news: NonNullable<Updates['news']> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={classes.update}>
        <IconDownload size="1.125rem" aria-hidden />
        <p>
          <strong>{t('Updated to {version}.', { version: news.version })}</strong>{' '}
          {t('It was {version} before. Your clinics and settings are as they were.', { version: news.from })}
        </p>
        {news.notes !== '' && (
          <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('What is new')}
          </Button>
        )}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('Close: what is new')}
          onClick={() => void voxanne.updates.dismissNews({}).then(useUpdates.getState().take)}
        >
          {t('Close')}
        </Button>
      </div>
      {isOpen && (
        <div className={classes.news}>
          <ReleaseNotes notes={news.notes} />
        </div>
      )}
    </>
  );
}

/** An installation waits while a set-up or a dialog is open: what is typed there would be lost. */
function useHold(isReady: boolean): void {
  const isSetup = useRouter(({ route }) => route.screen === 'setup');
  useEffect(() => {
    if (!isReady) return;
    let told: boolean | null = null;
    const tell = () => {
      const isOpen = isSetup || document.querySelector('[role="dialog"]') !== null;
      if (isOpen === told) return;
      told = isOpen;
      void voxanne.updates.holdForWindow({ isOpen });
    };
    tell();
    const observer = new MutationObserver(tell);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [isReady, isSetup]);
}
