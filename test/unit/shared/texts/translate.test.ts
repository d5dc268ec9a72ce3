/** What a person reads, in the language that was set. */
import { afterEach, describe, expect, test } from 'vitest';
import { actionWords } from '../../../../src-shared/audit/actions';
import { durationWords } from '../../../../src-shared/durations';
import { errorOf } from '../../../../src-shared/errors';
import { catalogue, describeProviderError } from '../../../../src-shared/errors-catalogue';
import { exactMinute } from '../../../../src-shared/exact-times';
import { eitherOf, listOf } from '../../../../src-shared/list-words';
import { providerDescriptors } from '../../../../src-shared/providers';
import { providerIds } from '../../../../src-shared/providers/ids';
import { summarise } from '../../../../src-shared/tests/outcome';
import { setLanguage } from '../../../../src-shared/texts/set-language';
import { currentLanguage, t, text } from '../../../../src-shared/texts/translate';
import { consoleLockedError } from '../../../../src-shared/vault/console-lock';

afterEach(() => setLanguage('en'));

describe('a text', () => {
  test('is said in English until another language is set', async () => {
    expect(currentLanguage()).toBe('en');
    expect(t('Try again.')).toBe('Try again.');
    await setLanguage('es');
    expect(currentLanguage()).toBe('es');
    expect(t('Try again.')).toBe('Vuelva a intentarlo.');
  });

  test('says one and several', async () => {
    const found = (count: number) => t('{count, plural, one {# entry} other {# entries}}', { count });
    expect([0, 1, 2].map(found)).toEqual(['0 entries', '1 entry', '2 entries']);
    await setLanguage('es');
    expect([0, 1, 2].map(found)).toEqual(['0 entradas', '1 entrada', '2 entradas']);
  });

  test('that was made before the language was known is said in it', async () => {
    const made = text('Needs attention');
    await setLanguage('es');
    expect(t(made)).toBe('Requiere atención');
  });

  test('keeps a value as it was given, whatever is in it', () => {
    expect(t('There is no clinic “{idOrName}”.', { idOrName: '{count} <b>#' })).toBe(
      'There is no clinic “{count} <b>#”.',
    );
  });
});

describe('in Spanish', () => {
  test('lists, numbers and times are those of the language', async () => {
    expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
    expect(eitherOf(['a', 'b'])).toBe('a or b');
    expect(durationWords(800)).toBe('0.8 s');
    await setLanguage('es');
    expect(listOf(['a', 'b', 'c'])).toBe('a, b y c');
    expect(eitherOf(['a', 'b'])).toBe('a o b');
    expect(durationWords(800)).toBe('0.8 s');
    const place = { timeZone: 'America/Mexico_City', country: 'MX' };
    expect(exactMinute('2026-11-29T14:42:00.000Z', place)).toMatch(/29 nov\.? 2026/);
  });

  test('an error, an action and a count are said in it, and codes stay', async () => {
    await setLanguage('es');
    const row = { message: text('No sign-in is waiting.'), cause: text('It ended or was not started.') };
    const { data } = errorOf('sign-in.not-waiting', { ...row, fix: text('Start a new one.'), retryable: false });
    expect(data).toEqual({
      code: 'sign-in.not-waiting',
      message: 'No hay ningún inicio de sesión en espera.',
      cause: 'Terminó o no se inició.',
      fix: 'Inicie uno nuevo.',
      retryable: false,
    });
    expect(consoleLockedError).toMatchObject({ code: 'vault.console-locked', message: 'La consola está bloqueada.' });
    expect(actionWords('organization.added')).toBe('Clínica añadida');
    expect(summarise([{ state: 'passed' }, { state: 'passed' }, { state: 'failed' }])).toBe('2 superados, 1 con fallo');
    for (const provider of providerIds)
      expect(describeProviderError(provider, 'no_such_code').message).toBe(
        `${providerDescriptors[provider].company} rechazó con el código no_such_code.`,
      );
  });

  test('every error of the catalogue has words of its own', async () => {
    const wordsOf = () =>
      catalogue.map(({ code, title, data: { message, cause, fix } }) => ({ code, title, message, cause, fix }));
    const english = wordsOf();
    await setLanguage('es');
    const spanish = wordsOf();
    expect(spanish.map(({ code }) => code)).toEqual(english.map(({ code }) => code));
    const same = english.flatMap((row, index) =>
      (['title', 'message', 'cause', 'fix'] as const)
        .filter((part) => spanish[index]?.[part] === row[part])
        .map((part) => `${row.code}: ${row[part]}`),
    );
    expect(same).toEqual([]);
  });
});
