/** The console in its real window, driven by Playwright. */
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { runtime } from '../start';

export type Opened = { app: ElectronApplication; window: Page; close(): Promise<void> };

export async function openConsole(profileDir: string, env: Record<string, string>): Promise<Opened> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const app = await electron.launch({
    executablePath: runtime.executablePath,
    args: [...runtime.args, process.cwd()],
    env: { ...inherited, ...runtime.env, VOXANNE_PROFILE_DIR: profileDir, ...env },
    timeout: 180_000,
  });
  const window = await app.firstWindow({ timeout: 180_000 });
  app.context().setDefaultTimeout(180_000);
  return { app, window, close: () => app.close() };
}
