/** Apart from the texts themselves, so that what speaks English alone carries no catalogue. */
import type { Language } from './languages.ts';
import { speakBy } from './translate.ts';

/** Read before the first text is shown. Spanish is loaded only for those who read it. */
export async function setLanguage(to: Language): Promise<void> {
  speakBy(to, to === 'es' ? (await import('./es.json', { with: { type: 'json' } })).default : null);
}
