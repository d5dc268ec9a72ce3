/** Remembers where the window was. A missing or odd file means the default place, never an error. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const boundsSchema = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(800).max(10_000),
  height: z.number().int().min(560).max(10_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof boundsSchema>;

export type Area = { x: number; y: number; width: number; height: number };

const fallback: WindowState = { width: 1200, height: 800, maximized: false };
const fileIn = (profileDir: string) => path.join(profileDir, 'window-state.json');

/** The remembered place, if a good part of its title bar would still be on one of the screens. */
export function fitToScreens(state: WindowState, screens: readonly Area[]): WindowState {
  const { x, y, width, height, maximized } = state;
  if (x === undefined || y === undefined) return state;
  const reachable = screens.some((area) => x + width > area.x + 80 && x < area.x + area.width - 80 && y >= area.y - 10 && y < area.y + area.height - 40);
  return reachable ? state : { width, height, maximized };
}

export function readWindowState(profileDir: string, screens: readonly Area[]): WindowState {
  try {
    return fitToScreens(boundsSchema.parse(JSON.parse(readFileSync(fileIn(profileDir), 'utf8'))), screens);
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
