import { useEffect, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { ClinicsPlace } from '../../../src-shared/vault/clinics-place';
import { voxanne } from '../../bridge';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { Setting } from './setting';

/** Where the clinics live. What is not in the window yet is named with its place. */
export function VaultCard() {
  const [place, setPlace] = useState<ClinicsPlace | null>(null);
  const [error, setError] = useState<AppErrorData | null>(null);
  useEffect(() => {
    let isHere = true;
    void voxanne.vault.place({}).then((answer) => {
      if (!isHere) return;
      if (answer.ok) setPlace(answer.value);
      setError(answer.ok ? null : answer.error);
    });
    return () => {
      isHere = false;
    };
  }, []);

  if (place === null && error === null) return null;
  return (
    <Card title={t('Vault')}>
      {error !== null && <ErrorNotice error={error} />}
      {place?.place === 'this-computer' && (
        <Setting
          label={t('On this computer')}
          help={t(
            'The clinics of this console are in its own database, for this computer alone. Several consoles can share them on a PostgreSQL server: “vault provision” on the command line begins it.',
          )}
        >
          {null}
        </Setting>
      )}
      {place?.place === 'shared' && (
        <>
          <Setting
            label={t('Shared, on {server}', { server: place.server })}
            help={t(
              'You are {member}, one of {members, plural, one {# member} other {# members}}, with {machines, plural, one {# receptionist} other {# receptionists}}. Members and receptionists are looked after on the command line: “vault” and “machines”.',
              { member: place.member, members: place.members ?? 0, machines: place.machines ?? 0 },
            )}
          >
            {null}
          </Setting>
          <Setting
            label={place.words ?? ''}
            help={t(
              'The six words of this vault. Every member sees the same ones; compare them by voice when in doubt.',
            )}
          >
            {null}
          </Setting>
        </>
      )}
    </Card>
  );
}
