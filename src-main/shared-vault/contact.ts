/** What is known of the way to a shared vault: when its server answered last, and why it does not answer now. */
import { AppError, type AppErrorData } from '../../src-shared/errors';

const unreachable = 'shared-vault.unreachable';

/** The server is away, or must not be believed: nothing can be read there. Every other refusal is an answer of it. */
const closedWays: ReadonlySet<string> = new Set(
  [
    'unreachable',
    'certificate',
    'login-refused',
    'not-provisioned',
    'server-too-old',
    'log-invalid',
    'log-rolled-back',
    'log-forked',
    'log-newer',
  ].map((name) => `shared-vault.${name}`),
);

/** Whether the code of an error says that nothing can be read in the shared vault now. */
export const isClosedWay = (code: string): boolean => closedWays.has(code);
export const isOutOfReach = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && isClosedWay(thrown.data.code);

/** @param turned the server answers again, or no more */
export function createContact(now: () => Date, turned: () => void) {
  let answeredAt: string | null = null;
  let problem: AppErrorData | null = null;
  /** Questions in the order in which they were asked, and the latest of them that was answered. */
  let asked = 0;
  let answered = 0;

  function hear(question: number): void {
    answeredAt = now().toISOString();
    answered = Math.max(answered, question);
    if (problem === null) return;
    problem = null;
    turned();
  }

  return {
    state: () => ({ answeredAt, problem }),
    /** It answered in an earlier run of the console. */
    recall(at: string): void {
      answeredAt ??= at;
      if (problem !== null) turned();
    },
    /** Runs what asks the server, and remembers how it went. */
    async asking<T>(ask: () => Promise<T>): Promise<T> {
      asked += 1;
      const question = asked;
      try {
        const answer = await ask();
        hear(question);
        return answer;
      } catch (thrown) {
        if (isOutOfReach(thrown)) {
          // It waited in vain since before the server answered somebody else: that it is away is no news.
          if (question < answered && thrown.data.code === unreachable) throw thrown;
          const before = problem?.code ?? null;
          problem = thrown.data;
          if (before !== problem.code) turned();
        } else if (thrown instanceof AppError && thrown.data.code.startsWith('shared-vault.')) hear(question);
        throw thrown;
      }
    },
  };
}
