/** The console's window: sandboxed, isolated, and painted in the theme's colour from its first frame. */
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { consolePage, isReload } from './guards';
import { showWithPage } from './show-with-page';
import { readWindowState, writeWindowState } from './window-state';

const frameColour = { light: '#ffffff', dark: '#10171a' };

export function createMainWindow(deps: { profileDir: string; distDir: string; title: string }): BrowserWindow {
  const state = readWindowState(
    deps.profileDir,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  if (state.theme) nativeTheme.themeSource = state.theme;
  const window = new BrowserWindow({
    ...(state.x === undefined || state.y === undefined ? {} : { x: state.x, y: state.y }),
    width: state.width,
    height: state.height,
    minWidth: 800,
    minHeight: 560,
    title: deps.title,
    // By `showWithPage`. Until then the page draws nothing, and so waits for no graphics.
    show: false,
    paintWhenInitiallyHidden: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? frameColour.dark : frameColour.light,
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
  // The page names itself for screen readers; the window keeps the product's name, so that no clinic's name lands in the task bar.
  window.on('page-title-updated', (event) => event.preventDefault());
  // One that nobody saw was not put anywhere.
  window.once('show', () => {
    window.on('close', () => {
      const { x, y, width, height } = window.getNormalBounds();
      writeWindowState(deps.profileDir, {
        x,
        y,
        width: Math.max(width, 800),
        height: Math.max(height, 560),
        maximized: window.isMaximized(),
        theme: nativeTheme.themeSource,
      });
    });
  });
  // Going to an empty page is the one navigation that can't be refused beforehand.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isReload(url)) void window.loadURL(consolePage);
  });
  reloadAfterCrash(window);
  void window.loadURL(consolePage);
  return window;
}

/** How long after a window is shown its icon is read, in milliseconds: the page's first frames need not wait for a picture in the task bar. */
const iconAfter = 1_000;

/** For Linux. Elsewhere the program's file carries the icon. */
function setIconLater(window: BrowserWindow, file: string): void {
  window.once('show', () => {
    setTimeout(() => {
      if (!window.isDestroyed()) window.setIcon(file);
    }, iconAfter);
  });
}

/** A page that crashed comes back by itself, as it was: all of its state is in the main process. Not for ever, so that a page that can't live is seen to be dead. */
function reloadAfterCrash(window: BrowserWindow): void {
  let crashes = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    crashes += 1;
    if (reason !== 'clean-exit' && crashes <= 3 && !window.isDestroyed()) window.webContents.reload();
  });
}
