import { Button } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { SharedPlace } from '../../../src-shared/vault/clinics-place';
import { AuthorityDialog } from './authority-dialog';
import { ClinicKeysDialog } from './clinic-keys-dialog';
import { Setting } from './setting';

/** What is seldom done with a shared vault: other keys of its clinics, another authority of its server. */
export function UpkeepSettings({ place }: { place: SharedPlace }) {
  const [dialog, setDialog] = useState<'keys' | 'authority' | null>(null);
  const close = () => setDialog(null);
  const { server, problem } = place;
  // A server that proves itself by another certificate than before is what another authority is given for.
  const canTrust = problem === null || problem.code === 'shared-vault.certificate';
  return (
    <>
      <Setting
        label={t('Keys of the clinics')}
        help={t('Seals clinics again under new keys, for the same members and receptionists.')}
      >
        <Button variant="default" disabled={problem !== null} onClick={() => setDialog('keys')}>
          {t('Renew keys…')}
        </Button>
      </Setting>
      <Setting
        label={t('Authority of the server')}
        help={t('Whose certificates this computer accepts for {server}.', { server })}
      >
        <Button variant="default" disabled={!canTrust} onClick={() => setDialog('authority')}>
          {t('Change authority…')}
        </Button>
      </Setting>
      <ClinicKeysDialog opened={dialog === 'keys'} onClose={close} />
      <AuthorityDialog opened={dialog === 'authority'} server={server} onClose={close} />
    </>
  );
}
