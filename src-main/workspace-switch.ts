/**
 * The open workspace, and the switch between the real one and practice. One switch at a time: two never overlap on one
 * profile.
 */
import { createTurns } from './turns';

type Closable = { readonly practice: unknown; close(): Promise<void> };

export type WorkspaceSwitch<W extends Closable> = {
  current(): W;
  /**
   * To practice or back. Does nothing where it leads to the present workspace.
   * @throws what opening throws; nothing has moved then
   */
  move(practice: boolean): Promise<void>;
  /**
   * Closes practice, and opens it again after `between`. False when nobody practises.
   * @throws what `between` or opening throws; the workspace outside of practice is open then
   */
  renewPractice(between: () => Promise<void>): Promise<boolean>;
  /** Runs `work` on the workspace that is open, after a move that is under way; the next one waits for it. */
  withCurrent(work: (workspace: W) => Promise<void>): Promise<void>;
  /** Waits for a move that is under way; none starts afterwards. */
  close(): Promise<void>;
};

export function createWorkspaceSwitch<W extends Closable>({
  first,
  open,
  moved,
}: {
  first: W;
  open: (practice: boolean) => Promise<W>;
  /** Called with the new workspace before the old one is closed. */
  moved: (workspace: W) => Promise<void>;
}): WorkspaceSwitch<W> {
  const inTurn = createTurns();
  let current = first;
  let closing = false;
  return {
    current: () => current,
    move: (practice) =>
      inTurn(async () => {
        if (closing || (current.practice !== null) === practice) return;
        const previous = current;
        current = await open(practice);
        try {
          await moved(current);
        } finally {
          await previous.close();
        }
      }),
    renewPractice: (between) =>
      inTurn(async () => {
        if (closing || current.practice === null) return false;
        // Its files are to be deleted, so it is closed before the new one is there.
        await current.close();
        try {
          await between();
          current = await open(true);
        } catch (thrown) {
          current = await open(false);
          await moved(current);
          throw thrown;
        }
        await moved(current);
        return true;
      }),
    withCurrent: (work) => inTurn(async () => (closing ? undefined : work(current))),
    close() {
      closing = true;
      return inTurn(() => current.close());
    },
  };
}
