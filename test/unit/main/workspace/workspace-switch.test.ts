/**
 * A person who presses twice, or closes in the middle, never has two workspaces on one profile, and none is left open.
 */
import { describe, expect, test, vi } from 'vitest';
import { createWorkspaceSwitch } from '../../../../src-main/workspace-switch';

class SmallWorkspace {
  closed = 0;
  constructor(readonly practice: object | null) {}
  async close() {
    this.closed += 1;
  }
}

function desktop({ moved = async () => undefined }: { moved?: () => Promise<void> } = {}) {
  const opened: SmallWorkspace[] = [new SmallWorkspace(null)];
  const [first] = opened as [SmallWorkspace];
  let opening = 0;
  const workspaces = createWorkspaceSwitch<SmallWorkspace>({
    first,
    async open(practice) {
      opening += 1;
      expect(opening).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      const workspace = new SmallWorkspace(practice ? {} : null);
      opened.push(workspace);
      opening -= 1;
      return workspace;
    },
    moved,
  });
  return { opened, workspaces };
}

describe('moving to practice and back', () => {
  test('pressed twice opens it once', async () => {
    const { opened, workspaces } = desktop();
    await Promise.all([workspaces.move(true), workspaces.move(true)]);
    expect(opened.map(({ closed }) => closed)).toEqual([1, 0]);
    expect(workspaces.current()).toBe(opened[1]);
  });

  test('there and back at once ends where it began, with one workspace open', async () => {
    const { opened, workspaces } = desktop();
    await Promise.all([workspaces.move(true), workspaces.move(false)]);
    expect(opened.map(({ closed }) => closed)).toEqual([1, 1, 0]);
    expect(workspaces.current().practice).toBeNull();
  });

  test('closed while switching, it closes the new workspace too, and begins no other switch', async () => {
    const { opened, workspaces } = desktop();
    const moving = workspaces.move(true);
    await workspaces.close();
    await moving;
    await workspaces.move(false);
    expect(opened.map(({ closed }) => closed)).toEqual([1, 1]);
  });

  test('the old workspace is closed also when the window can’t be told of the new one', async () => {
    const { opened, workspaces } = desktop({ moved: () => Promise.reject(new Error('no window')) });
    await expect(workspaces.move(true)).rejects.toThrow('no window');
    expect(opened.map(({ closed }) => closed)).toEqual([1, 0]);
  });

  test('one that does not open leaves the present one open', async () => {
    const first = new SmallWorkspace(null);
    const workspaces = createWorkspaceSwitch<SmallWorkspace>({
      first,
      open: () => Promise.reject(new Error('no simulator')),
      moved: async () => undefined,
    });
    await expect(workspaces.move(true)).rejects.toThrow('no simulator');
    expect(workspaces.current()).toBe(first);
    expect(first.closed).toBe(0);
  });
});

describe('practice from its beginning', () => {
  test('it is closed before its files go, and opened anew after', async () => {
    const { opened, workspaces } = desktop();
    await workspaces.move(true);
    const renewed = workspaces.renewPractice(async () => {
      expect(opened.map(({ closed }) => closed)).toEqual([1, 1]);
    });
    await expect(renewed).resolves.toBe(true);
    expect(opened.map(({ closed }) => closed)).toEqual([1, 1, 0]);
    expect(workspaces.current()).toBe(opened[2]);
  });

  test('outside of practice nothing is closed, and nothing is deleted', async () => {
    const { opened, workspaces } = desktop();
    const deleted = vi.fn(async () => undefined);
    await expect(workspaces.renewPractice(deleted)).resolves.toBe(false);
    expect(deleted).not.toHaveBeenCalled();
    expect(opened.map(({ closed }) => closed)).toEqual([0]);
  });

  test('files that can’t be deleted end practice, and the real workspace is open', async () => {
    const { opened, workspaces } = desktop();
    await workspaces.move(true);
    await expect(workspaces.renewPractice(() => Promise.reject(new Error('in use')))).rejects.toThrow('in use');
    expect(workspaces.current().practice).toBeNull();
    expect(opened.map(({ closed }) => closed)).toEqual([1, 1, 0]);
  });
});
