import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { folded } from '../../../src-shared/folded';
import type { About, Licence } from '../../../src-shared/support/about';
import { isRehearsalVersion } from '../../../src-shared/support/rehearsal';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BrandMark } from '../../components/brand-mark';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { StatusBadge } from '../../components/status-badge';
import { toast } from '../toast';
import classes from './dialogs.module.css';

/** The console's version, its components and their licences. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { loaded, loader } = useLoader('about', () => voxanne.app.about({}));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('About Voxanne Console')}
      size="42rem"
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.dialog}>
        {loaded.state === 'loading' && <Busy>{t('Reading the list of licences…')}</Busy>}
        {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
        {loaded.state === 'ready' && <Contents about={loaded.value} />}
      </div>
    </Modal>
  );
}

function Contents({ about: { versions, ownLicence, licences } }: { about: About }) {
  const [search, setSearch] = useState('');
  const [own, ...parts] = versions;
  const copy = async () => {
    const answer = await voxanne.app.copyText({
      text: versions.map(({ name, version }) => `${name} ${version}`).join('\n'),
      kind: 'document',
    });
    if (answer.ok) toast({ tone: 'good', title: t('Versions copied') });
  };
  const wanted = folded(search).trim();
  const found = licences.filter(({ name, licence }) => [name, licence].some((words) => folded(words).includes(wanted)));
  return (
    <>
      <div className={classes.product}>
        <BrandMark size="2.75rem" />
        <div>
          <p className={classes.name}>{own?.name}</p>
          <p className={classes.explain}>{t('Version {version}', { version: own?.version ?? '' })}</p>
        </div>
        {isRehearsalVersion(own?.version ?? '') && (
          <StatusBadge tone="warning">{t('Rehearsal, not published')}</StatusBadge>
        )}
        <Button variant="default" className={classes.aside} onClick={() => void copy()}>
          {t('Copy versions')}
        </Button>
      </div>
      <dl className={classes.versions}>
        {parts.map(({ name, version }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
      <section className={classes.licences} aria-label={t('Licences')}>
        <h3 className={classes.heading}>{t('Licences')}</h3>
        <p className={classes.explain}>
          {t(
            'The console is under the MIT licence. It contains the work of others, each under a licence of its own; those of Electron and Chromium lie beside the program.',
          )}
        </p>
        {licences.length > 0 && (
          <TextInput
            aria-label={t('Find a package or a licence')}
            placeholder={t('Find a package or a licence')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <div className={classes.parts}>
          {wanted === '' && ownLicence !== '' && (
            <LicenceText licence={{ name: 'Voxanne Console', version: '', licence: 'MIT', text: ownLicence }} />
          )}
          {found.map((licence) => (
            <LicenceText key={`${licence.name} ${licence.version}`} licence={licence} />
          ))}
          {wanted !== '' && found.length === 0 && (
            <p className={classes.nothing}>{t('Nothing of that name is shipped.')}</p>
          )}
        </div>
      </section>
    </>
  );
}

function LicenceText({ licence: { name, version, licence, text } }: { licence: Licence }) {
  return (
    <details className={classes.part}>
      <summary>
        {name} {version} <span className={classes.count}>{licence}</span>
      </summary>
      <section className={classes.text} aria-label={t('Licence of {name}', { name })}>
        <pre>{text === '' ? t('The package names this licence and carries no text of it.') : text}</pre>
      </section>
    </details>
  );
}
