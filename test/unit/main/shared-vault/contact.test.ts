/** What is known of the way to the server: questions overlap, and the one that was asked first may end last. */
import { expect, test } from 'vitest';
import { createContact } from '../../../../src-main/shared-vault/contact';
import { AppError } from '../../../../src-shared/errors';

const failureOf = (code: string) => new AppError({ code, message: code, cause: '', fix: '', retryable: true });
const away = 'shared-vault.unreachable';

function contactOfTest() {
  const turns: (string | null)[] = [];
  const contact = createContact(
    () => new Date('2026-05-04T09:30:00.000Z'),
    () => void turns.push(contact.state().problem?.code ?? null),
  );
  /** A question that is answered, or fails with a code, when the test says so. */
  const ask = () => {
    let end: (code: string | null) => void = () => undefined;
    const ended = new Promise<string | null>((resolve) => {
      end = resolve;
    });
    const asked = contact
      .asking(async () => {
        const code = await ended;
        if (code !== null) throw failureOf(code);
      })
      .catch(() => undefined);
    return async (code: string | null) => {
      end(code);
      await asked;
    };
  };
  return { contact, turns, ask, problem: () => contact.state().problem?.code ?? null };
}

test('one that waited in vain is no news once the server answered what was asked later', async () => {
  const { turns, ask, problem } = contactOfTest();
  const first = ask();
  const second = ask();
  await second(null);
  await first(away);
  expect([problem(), turns]).toEqual([null, []]);
  // What is asked after that answer counts.
  await ask()(away);
  expect([problem(), turns]).toEqual([away, [away]]);
});

test('a refusal is an answer too; what the server itself says counts whenever it comes', async () => {
  const { ask, problem } = contactOfTest();
  const [first, second, third] = [ask(), ask(), ask()];
  await third('shared-vault.not-allowed');
  await first(away);
  expect(problem()).toBeNull();
  await second('shared-vault.log-forked');
  expect(problem()).toBe('shared-vault.log-forked');
});

test('an answer is believed whenever it comes', async () => {
  const { turns, ask, problem } = contactOfTest();
  const [first, second] = [ask(), ask()];
  await second(away);
  await first(null);
  expect([problem(), turns]).toEqual([null, [away, null]]);
});
