/** Which language a person gets. */
import { describe, expect, test } from 'vitest';
import { languageOf, terminalLanguages } from '../../../../src-shared/texts/languages';

describe('the language', () => {
  test.each([
    ['one that was chosen, whatever the system has', 'es', ['en-US'], 'es'],
    ['English that was chosen', 'en', ['es-MX'], 'en'],
    ['the system’s', 'system', ['es-MX'], 'es'],
    ['the first of the system’s that the console speaks', 'system', ['de-DE', 'es', 'en'], 'es'],
    ['English where it speaks none of them', 'system', ['de-DE', 'fr'], 'en'],
    ['English where the system has none', 'system', [], 'en'],
    ['as a terminal writes it', 'system', ['es_MX.UTF-8'], 'es'],
    ['English for a terminal without one', 'system', ['C'], 'en'],
  ] as const)('%s', (_what, setting, preferred, language) => {
    expect(languageOf(setting, preferred)).toBe(language);
  });

  test('of a terminal is the strongest of its variables that is set', () => {
    const set = { LC_ALL: 'es_ES.UTF-8', LC_MESSAGES: 'en_US.UTF-8', LANG: 'de_DE.UTF-8' };
    expect(terminalLanguages(set)).toEqual(['es_ES.UTF-8']);
    expect(terminalLanguages({ ...set, LC_ALL: '' })).toEqual(['en_US.UTF-8']);
    expect(terminalLanguages({ LANG: 'es_MX.UTF-8' })).toEqual(['es_MX.UTF-8']);
    expect(terminalLanguages({})).toEqual([]);
  });
});
