/** The console's window: sandboxed, isolated, and painted in the theme's colour from its first frame. */
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { tokenColours } from '../token-colours';
import { consolePage, isKnownPage } from './guards';
import { type CrashDeps, watchPage } from './page-crashes';
import { saveBounds } from './save-bounds';
import { showWithPage } from './show-with-page';
import { chosenLanguage } from './window-language';
import { readWindowState, smallest, writeWindowState } from './window-state';

export function createMainWindow(
  deps: CrashDeps & { profileDir: string; distDir: string; title: string },
): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const areas = [primary, ...others].map(({ workArea }) => workArea);
  const state = readWindowState(deps.profileDir, areas);
  if (state.theme) nativeTheme.themeSource = state.theme;
  const window = new BrowserWindow({
    ...(state.x === undefined || state.y === undefined ? {} : { x: state.x, y: state.y }),
    width: state.width,
    height: state.height,
    minWidth: Math.min(smallest.width, state.width),
    minHeight: Math.min(smallest.height, state.height),
    title: deps.title,
    // Shown by `showWithPage`. A hidden page does not wait for the graphics process.
    show: false,
    paintWhenInitiallyHidden: false,
    backgroundColor: tokenColours[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'].page,
    webPreferences: {
      preload: path.join(deps.distDir, 'preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  showWithPage(window, () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  if (process.platform === 'linux') setIconLater(window, path.join(deps.distDir, 'renderer/icon.png'));
  // The page's title is for screen readers. The window keeps the product's name, so that the task bar shows no clinic's
  // name.
  window.on('page-title-updated', (event) => event.preventDefault());
  saveBounds(window, () => {
    const { x, y, width, height } = window.getNormalBounds();
    writeWindowState(deps.profileDir, {
      x,
      y,
      width: Math.max(width, smallest.width),
      height: Math.max(height, smallest.height),
      maximized: window.isMaximized(),
      theme: nativeTheme.themeSource,
      language: chosenLanguage(),
    });
  });
  // Navigation to about:blank can't be prevented beforehand.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isKnownPage(url)) void window.loadURL(consolePage);
  });
  watchPage(window, deps);
  void window.loadURL(consolePage);
  return window;
}

/**
 * How long after a window is shown its icon is read, in milliseconds: the page's first frames need not wait for a
 * picture in the task bar.
 */
const iconAfter = 1_000;

/** For Linux. Elsewhere the program's file carries the icon. */
function setIconLater(window: BrowserWindow, file: string): void {
  window.once('show', () => {
    setTimeout(() => {
      if (!window.isDestroyed()) window.setIcon(file);
    }, iconAfter);
  });
}
