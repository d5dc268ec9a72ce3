/**
 * The language of the window, its menu and the tray: known before the first frame, as the theme is, and followed when a
 * person chooses another.
 */
import { app } from 'electron';
import { type LanguageSetting, languageOf } from '../../src-shared/texts/languages';
import { setLanguage } from '../../src-shared/texts/set-language';
import { currentLanguage } from '../../src-shared/texts/translate';

let setting: LanguageSetting = 'system';
let changed: () => void = () => undefined;

/** What was chosen last, to be remembered for the next start. */
export const chosenLanguage = (): LanguageSetting => setting;

/** @param then redraws what is already shown; called after the call that chose the language was answered */
export function whenLanguageChanges(then: () => void): void {
  changed = () => setImmediate(then);
}

export async function speak(chosen: LanguageSetting): Promise<void> {
  setting = chosen;
  const language = languageOf(chosen, app.getPreferredSystemLanguages());
  if (language === currentLanguage()) return;
  await setLanguage(language);
  changed();
}
