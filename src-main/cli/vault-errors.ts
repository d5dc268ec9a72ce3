/** What commands about a shared vault refuse. */
import { refusal } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';

export const notShared = () =>
  refusal(
    'usage.not-shared',
    t('The clinics of this profile are on this computer alone.'),
    t('It belongs to no shared vault.'),
    t('Make one with “vault provision”, or join one with “vault join”.'),
  );

export const sharedAlready = () =>
  refusal(
    'usage.shared-already',
    t('This profile belongs to a shared vault already.'),
    t('A profile belongs to one shared vault.'),
    t('Use another profile (VOXANNE_PROFILE_DIR) for another vault.'),
  );
