/** What Commander itself says: in English as it says it, in Spanish in the catalogue's words. */
import { afterEach, expect, test } from 'vitest';
import { helpWords, refusalWords } from '../../../../src-main/cli/commander-words';
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
  expect(helpWords.styleTitle('Options:')).toBe('Opciones:');
  expect(helpWords.styleTitle('Else:')).toBe('Else:');
});

test('help is told in it, with names of options and commands as they are', async () => {
  const told = () => [
    helpWords.styleUsage('voxanne-console audit [options] [command]'),
    helpWords.styleSubcommandTerm('add [options] <name>'),
    helpWords.styleOptionDescription('in two letters (default: "US")'),
    helpWords.styleOptionDescription('whose it is (choices: "twilio", "google")'),
  ];
  expect(told()).toEqual([
    'voxanne-console audit [options] [command]',
    'add [options] <name>',
    'in two letters (default: "US")',
    'whose it is (choices: "twilio", "google")',
  ]);
  await setLanguage('es');
  expect(told()).toEqual([
    'voxanne-console audit [opciones] [orden]',
    'add [opciones] <name>',
    'in two letters (predeterminado: "US")',
    'whose it is (valores posibles: "twilio", "google")',
  ]);
});
