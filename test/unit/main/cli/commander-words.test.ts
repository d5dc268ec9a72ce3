/** What Commander itself says: in English as it says it, in Spanish in the catalogue's words. */
import { afterEach, expect, test } from 'vitest';
import { headingWords, refusalWords } from '../../../../src-main/cli/commander-words';
import { setLanguage } from '../../../../src-shared/texts/set-language';

afterEach(() => setLanguage('en'));

const refusals = [
  ["error: missing required argument 'name'", "error: falta el argumento obligatorio 'name'"],
  ["error: option '--to <number>' argument missing", "error: falta el valor de la opción '--to <number>'"],
  [
    "error: unknown option '--dry'\n(Did you mean --dry-run?)\n",
    "error: opción desconocida '--dry'\n(¿Quería decir --dry-run?)\n",
  ],
  [
    "error: too many arguments for 'add'. Expected 1 argument but got 2.",
    "error: demasiados argumentos para 'add'. Se esperaba 1 argumento y se recibieron 2.",
  ],
] as const;

test('a wrong command is told in the language of the person', async () => {
  for (const [english] of refusals) expect(refusalWords(english)).toBe(english);
  await setLanguage('es');
  for (const [english, spanish] of refusals) expect(refusalWords(english)).toBe(spanish);
});

test('what is not known stays as it is', async () => {
  await setLanguage('es');
  expect(refusalWords('error: something new')).toBe('error: something new');
  expect(headingWords('Options:')).toBe('Opciones:');
  expect(headingWords('Else:')).toBe('Else:');
});
