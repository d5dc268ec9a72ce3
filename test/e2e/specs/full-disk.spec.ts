/**
 * A disk that is really full, seen at the window: said with cause and fix, nothing half saved, and saved by pressing
 * again once there is room.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Console, expect, launchConsole, test } from '../driver';

/** A small file system, or why there is none: only the superuser may mount, and not in every container. */
function mountSmallDisk(): { at: string } | { whyNot: string } {
  const at = mkdtempSync(path.join(tmpdir(), 'voxanne-small-disk-'));
  try {
    if (process.platform !== 'linux') throw new Error('needs Linux');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m,mode=0700', 'tmpfs', at], { stdio: 'pipe' });
    return { at };
  } catch (thrown) {
    rmSync(at, { recursive: true, force: true });
    return {
      whyNot:
        'No small file system can be mounted here: ' +
        `${thrown instanceof Error ? thrown.message.split('\n')[0] : 'unknown'}`,
    };
  }
}

function fill(file: string): void {
  const descriptor = openSync(file, 'a');
  try {
    for (;;) writeSync(descriptor, Buffer.alloc(4096, 1));
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
  } finally {
    closeSync(descriptor);
  }
}

test('what does not fit is refused in words, and saved once there is room', async () => {
  const disk = mountSmallDisk();
  test.skip('whyNot' in disk, 'whyNot' in disk ? disk.whyNot : '');
  if ('whyNot' in disk) return;
  const filler = path.join(disk.at, 'filler');
  let console: Console | null = null;
  try {
    console = await launchConsole(path.join(disk.at, 'profile'));
    const { window } = console;
    await window
      .getByRole('button', { name: 'Set up a clinic' })
      .or(window.getByRole('link', { name: 'Set up a clinic' }))
      .first()
      .click();
    await window.getByLabel('Clinic name').fill(`Sunrise ${'Dental '.repeat(10)}`);
    // What is left in pages that are there already is used up first.
    await window.evaluate(async () => {
      for (let i = 0; i < 3; i += 1)
        await globalThis.window.voxanne.organizations.add({ name: `Filler ${i}`, timeZone: 'UTC', country: 'US' });
    });
    fill(filler);
    await window.evaluate(async () => {
      for (let i = 0; i < 200; i += 1) {
        const answer = await globalThis.window.voxanne.organizations.add({
          name: `More ${i}`,
          timeZone: 'UTC',
          country: 'US',
        });
        if (!answer.ok) return;
      }
    });
    await window.getByRole('button', { name: 'Continue' }).click();
    const alert = window.getByRole('alert');
    await expect(alert).toContainText('There is no room left to save this.');
    await expect(alert).toContainText('No changes were saved');
    await expect(alert).toContainText('Free some space, then try again.');
    rmSync(filler);
    await window.getByRole('button', { name: 'Continue' }).click();
    await expect(window.getByRole('heading', { name: /Twilio/ }).first()).toBeVisible();
  } finally {
    rmSync(filler, { force: true });
    await console?.close().catch(() => undefined);
    execFileSync('umount', ['-l', disk.at], { stdio: 'pipe' });
    rmSync(disk.at, { recursive: true, force: true });
  }
});
