/** Remembers where the window was. A missing or odd file means the default place, never an error. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type WindowState = {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
  /** The theme that was set last, so that the first frame has its colour before the settings are open. */
  theme?: Theme;
};
export type Theme = 'system' | 'light' | 'dark';

export type Area = { x: number; y: number; width: number; height: number };

const fallback: WindowState = { width: 1200, height: 800, maximized: false };

const whole = (value: unknown, from: number): value is number =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= 20_000;

/** Read by hand and not by schema: this file is all that stands before the first window, and a schema library takes longer to load than the window. */
function parseState(value: unknown): WindowState {
  if (typeof value !== 'object' || value === null) return fallback;
  const { x, y, width, height, maximized, theme } = value as Record<keyof WindowState, unknown>;
  if (!whole(width, 800) || !whole(height, 560)) return fallback;
  return {
    ...(whole(x, -20_000) && whole(y, -20_000) ? { x, y } : {}),
    width,
    height,
    maximized: maximized === true,
    ...(theme === 'system' || theme === 'light' || theme === 'dark' ? { theme } : {}),
  };
}
const fileIn = (profileDir: string) => path.join(profileDir, 'window-state.json');

/** The remembered place, if a good part of its title bar would still be on one of the screens. */
export function fitToScreens(state: WindowState, screens: readonly Area[]): WindowState {
  const { x, y, width } = state;
  if (x === undefined || y === undefined) return state;
  const reachable = screens.some(
    (area) =>
      x + width > area.x + 80 && x < area.x + area.width - 80 && y >= area.y - 10 && y < area.y + area.height - 40,
  );
  if (reachable) return state;
  const { x: _x, y: _y, ...sized } = state;
  return sized;
}

export function readWindowState(profileDir: string, screens: readonly Area[]): WindowState {
  try {
    return fitToScreens(parseState(JSON.parse(readFileSync(fileIn(profileDir), 'utf8'))), screens);
  } catch {
    return fallback;
  }
}

/** Best effort: a full disk must not keep the window from closing. */
export function writeWindowState(profileDir: string, state: WindowState): void {
  try {
    mkdirSync(profileDir, { recursive: true, mode: 0o700 });
    const file = fileIn(profileDir);
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // Nothing of value is lost.
  }
}
