/** The last attempt at a connection beside its last proof, in words with exact times. Pure. */
import { exactTime } from './time-words';

const timeWords = (at: string | null | undefined, otherwise: string) =>
  at == null ? otherwise : exactTime(Date.parse(at));

/** `Last tried 4 May 2026, 11:30:07 GMT+2; last answer 3 May 2026, 09:00:00 GMT+2.` */
export const attemptWords = (times: { attemptedAt?: string | null | undefined; verifiedAt: string | null }): string =>
  `Last tried ${timeWords(times.attemptedAt, 'at a time that was not kept')}; ` +
  `last answer ${timeWords(times.verifiedAt, 'never')}.`;
