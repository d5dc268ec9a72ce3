import { IconDatabaseOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { t } from '../../src-shared/texts/translate';
import { RelativeTime } from '../components/relative-time';
import { Said } from '../components/said';
import { vaultBannerId } from '../console/vault/needs-vault';
import { usePlace } from '../console/vault/place-store';
import classes from './banners.module.css';

/** Loaded where the clinics are in a shared vault: says when its server is out of reach, and since when. */
export function VaultHost() {
  const place = usePlace((state) => state.place);
  useEffect(() => void usePlace.getState().load(), []);
  const problem = place?.place === 'shared' ? place.problem : null;
  const answeredAt = place?.place === 'shared' ? place.answeredAt : null;
  const isWaiting = place?.place === 'shared' && place.standing === 'waiting';
  return (
    <div role="status">
      {(problem !== null || isWaiting) && (
        <div id={vaultBannerId} className={problem === null ? classes.update : classes.network}>
          <IconDatabaseOff size="1.125rem" aria-hidden />
          <p>
            <strong>{problem?.message ?? t('This computer waits to be admitted to the shared vault.')}</strong>{' '}
            {problem === null
              ? t('Settings show the six words to read to the member who invited you.')
              : answeredAt === null
                ? t('Nothing can be changed until it is back.')
                : null}
            {problem !== null && answeredAt !== null && (
              <Said
                text="You see what it said <ago></ago>. Nothing can be changed, and no SMS is sent, until it is back."
                parts={{ ago: () => <RelativeTime at={answeredAt} /> }}
              />
            )}
          </p>
        </div>
      )}
    </div>
  );
}
