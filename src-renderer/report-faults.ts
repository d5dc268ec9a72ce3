/** Reports unhandled faults of the page to the main process, which records them on this computer. */
import { voxanne } from './bridge';

const asText = (value: unknown, longest: number) => String(value ?? '').slice(0, longest);

/** @returns the report, to be copied; null when the main process does not answer */
export async function reportFault(thrown: unknown): Promise<string | null> {
  const { name, message, stack } = thrown instanceof Error ? thrown : new Error(`a thrown ${typeof thrown}`);
  const answer = await voxanne.app.reportFault({
    name: asText(name, 100),
    message: asText(message, 2000),
    stack: asText(stack, 8000),
  });
  return answer.ok ? answer.value.report : null;
}

/**
 * Chromium's notice that observers hear of the newest sizes one frame later. It comes as an `error` event without an
 * exception, on a busy computer now and then, and nothing is wrong.
 */
const sizesComeLater = /^ResizeObserver loop/;

export function watchFaults(): void {
  window.addEventListener('error', ({ error, message }) => {
    if (error instanceof Error) void reportFault(error);
    else if (!sizesComeLater.test(message)) void reportFault(new Error(message));
  });
  window.addEventListener('unhandledrejection', ({ reason }) => void reportFault(reason));
}
