import { refusal } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';

/** What the window's calls about a shared vault refuse without one. */
export const notShared = () =>
  refusal(
    'usage.not-shared',
    t('The clinics of this profile are on this computer alone.'),
    t('It belongs to no shared vault.'),
    t('Create a shared vault in Settings, or join one.'),
  );
