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
    withCurrent: (work) => inTurn(async () => (closing ? undefined : work(current))),
    close() {
      closing = true;
      return inTurn(() => current.close());
    },
  };
}
