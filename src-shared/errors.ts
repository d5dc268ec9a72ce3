/**
 * The one error of the product. Thrown inside, turned into plain data once, at the edge (IPC reply or CLI output).
 * Everything in it is safe to show: no secret ever goes into an `AppError`.
 */

import { z } from 'zod';
import { type Text, t } from './texts/translate.ts';

/** What a person sees of a failure: what happened, why, and what to do about it. */
export const appErrorSchema = z.strictObject({
  /** Stable name of the failure, for example `acme.20003` or `network.timeout`. Programs may rely on it. */
  code: z.string(),
  /** The provider's own code, exactly as it answered, when there was one. */
  providerCode: z.string().optional(),
  /** One sentence: what happened. */
  message: z.string(),
  /** One or two sentences: why it usually happens. */
  cause: z.string(),
  /** One or two sentences: what the person can do now. */
  fix: z.string(),
  /** Things to look at one after another, likeliest first, where one fix does not fit all causes. */
  checks: z.array(z.string()).optional(),
  /** A page of the provider that explains it further. */
  helpUrl: z.string().optional(),
  /** True when trying the same thing again later may succeed. */
  retryable: z.boolean(),
});
export type AppErrorData = z.infer<typeof appErrorSchema>;

/** What is written down for a failure, in words of the catalogue. */
export type ErrorRow = Pick<AppErrorData, 'helpUrl' | 'retryable'> & {
  message: Text;
  cause: Text;
  fix: Text;
  checks?: readonly Text[];
};

/** The failure in the language of the person. */
export const inWords = ({ message, cause, fix, checks, helpUrl, retryable }: ErrorRow): Omit<AppErrorData, 'code'> => ({
  message: t(message),
  cause: t(cause),
  fix: t(fix),
  ...(checks === undefined ? {} : { checks: checks.map((check) => t(check)) }),
  ...(helpUrl === undefined ? {} : { helpUrl }),
  retryable,
});

/** An error with a stable code, carrying {@link AppErrorData}. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly data: AppErrorData;

  constructor(data: AppErrorData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.data = data;
  }
}

/** The error of a failure whose words are in the catalogue. */
export const errorOf = (code: string, row: ErrorRow): AppError => new AppError({ code, ...inWords(row) });

/** An error that is not retryable. */
export const refusal = (code: string, message: string, cause: string, fix: string): AppError =>
  new AppError({ code, message, cause, fix, retryable: false });

/**
 * The data of any thrown value. Unknown errors become `internal`, and their own text, which may hold anything, stays
 * out.
 */
export function toAppErrorData(thrown: unknown): AppErrorData {
  if (thrown instanceof AppError) return thrown.data;
  return {
    code: 'internal',
    message: t('Something went wrong inside the console.'),
    cause: t('This is a fault in the program, not in what you did.'),
    fix: t(
      'Try again. If it happens again, restart the console and send the support bundle from Settings to your support contact.',
    ),
    retryable: true,
  };
}
