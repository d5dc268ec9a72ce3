/** The last attempt at a connection beside its last proof, in words with exact times. Pure. */
import { t } from '../../src-shared/texts/translate';
import { exactTime } from './time-words';

const timeWords = (at: string | null | undefined, otherwise: string) =>
  at == null ? otherwise : exactTime(Date.parse(at));

/** `Last tried 4 May 2026, 11:30:07 GMT+2; last answer 3 May 2026, 09:00:00 GMT+2.` */
export const attemptWords = (times: { attemptedAt?: string | null | undefined; verifiedAt: string | null }): string =>
  t('Last tried {attempted}; last answer {answered}.', {
    attempted: timeWords(times.attemptedAt, t('at a time that was not kept')),
    answered: timeWords(times.verifiedAt, t('never')),
  });
