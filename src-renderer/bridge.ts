/**
 * The only file that reads `window.voxanne`, the one way from the window to the main process. Lint and a test keep it
 * so.
 */
import type { Bridge, Wire } from '../src-shared/ipc/contract';
import type { Result } from '../src-shared/result';

declare global {
  interface Window {
    readonly voxanne: Wire;
  }
}

const wire = window.voxanne;

/** A reply that crossed as text. The main process has checked it against the contract. */
async function read<T>(crossing: Promise<Result<string>>): Promise<Result<T>> {
  const answer = await crossing;
  return answer.ok ? { ok: true, value: JSON.parse(answer.value) } : answer;
}

export const voxanne: Bridge = {
  ...wire,
  organizations: {
    ...wire.organizations,
    list: (request) => read(wire.organizations.list(request)),
    rows: (request) => read(wire.organizations.rows(request)),
  },
};
