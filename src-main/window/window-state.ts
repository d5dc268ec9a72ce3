/** Remembers where the window was. A missing or odd file means the default place, never an error. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LanguageSetting } from '../../src-shared/texts/languages';
import { ensurePrivateFolder, writePrivateFile } from '../private-files';

export type WindowState = {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
  /** The theme that was set last, so that the first frame has its colour before the settings are open. */
  theme?: Theme;
  /** Likewise, so that the first words are in it. */
  language?: LanguageSetting;
};
type Theme = 'system' | 'light' | 'dark';

export type Area = { x: number; y: number; width: number; height: number };

const fallback: WindowState = { width: 1200, height: 800, maximized: false };
/** Smallest size of the window, unless the screen is smaller. */
export const smallest = { width: 800, height: 560 };

const whole = (value: unknown, from: number): value is number =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= 20_000;

/** Parsed by hand: a schema library would delay the first window. */
function parseState(value: unknown): WindowState {
  if (typeof value !== 'object' || value === null) return fallback;
  const { x, y, width, height, maximized, theme, language } = value as Record<keyof WindowState, unknown>;
  if (!whole(width, smallest.width) || !whole(height, smallest.height)) return fallback;
  return {
    ...(whole(x, -20_000) && whole(y, -20_000) ? { x, y } : {}),
    width,
    height,
    maximized: maximized === true,
    ...(theme === 'system' || theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(language === 'system' || language === 'en' || language === 'es' ? { language } : {}),
  };
}
const fileIn = (profileDir: string) => path.join(profileDir, 'window-state.json');

/** The part of one stretch that lies within another. */
const shared = (from: number, length: number, areaFrom: number, areaLength: number) =>
  Math.max(0, Math.min(from + length, areaFrom + areaLength) - Math.max(from, areaFrom));

/** The screen that most of the window is on; the primary one where it is on none. */
function screenOf({ x, y, width, height }: WindowState, screens: readonly Area[]): Area | undefined {
  if (x === undefined || y === undefined) return screens[0];
  const visible = (area: Area) => shared(x, width, area.x, area.width) * shared(y, height, area.y, area.height);
  return screens.reduce<Area | undefined>(
    (best, area) => (best === undefined || visible(area) > visible(best) ? area : best),
    undefined,
  );
}

/**
 * No larger than the screen that the window is on, and where its title bar can be reached.
 * @param screens their areas without task bars, the primary one first
 */
export function fitToScreens(state: WindowState, screens: readonly Area[]): WindowState {
  const screen = screenOf(state, screens);
  if (screen === undefined) return state;
  const { x, y, ...rest } = state;
  const [width, height] = [Math.min(state.width, screen.width), Math.min(state.height, screen.height)];
  const sized = { ...rest, width, height };
  if (x === undefined || y === undefined) return sized;
  const reachable = screens.some(
    (area) =>
      x + width > area.x + 80 && x < area.x + area.width - 80 && y >= area.y - 10 && y < area.y + area.height - 40,
  );
  if (!reachable) return sized;
  if (width === state.width && height === state.height) return { ...sized, x, y };
  const within = (at: number, length: number, from: number, until: number) =>
    Math.max(from, Math.min(at, until - length));
  return {
    ...sized,
    x: within(x, width, screen.x, screen.x + screen.width),
    y: within(y, height, screen.y, screen.y + screen.height),
  };
}

/** @param profileDir the real profile's, also in practice */
export const readLanguage = (profileDir: string): LanguageSetting => readState(profileDir).language ?? 'system';

function readState(profileDir: string): WindowState {
  try {
    return parseState(JSON.parse(readFileSync(fileIn(profileDir), 'utf8')));
  } catch {
    return fallback;
  }
}

/** @param screens as for {@link fitToScreens} */
export const readWindowState = (profileDir: string, screens: readonly Area[]): WindowState =>
  fitToScreens(readState(profileDir), screens);

/** Best effort: a full disk must not keep the window from closing. */
export function writeWindowState(profileDir: string, state: WindowState): void {
  try {
    ensurePrivateFolder(profileDir);
    writePrivateFile(fileIn(profileDir), JSON.stringify(state));
  } catch {
    // Ignored: only the window's place is lost.
  }
}
