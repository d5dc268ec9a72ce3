/** Forbids all pages to navigate away, open windows, attach webviews or get permissions. */
import { app, type Session, type WebContents } from 'electron';
import { appOrigin } from './app-protocol';

/** The console's page. */
export const consolePage = `${appOrigin}/index.html`;
/** The static page that is shown in its place after repeated crashes. */
export const crashPage = `${appOrigin}/crashed.html`;

/** True for addresses of our own origin. Compared by prefix with the slash, so that look-alike hosts fail. */
export const isOwnPage = (url: string): boolean => url === appOrigin || url.startsWith(`${appOrigin}/`);

const pageOf = (url: string) => url.split(/[?#]/, 1)[0];
/** The only navigation that a page may begin: a reload of the console's own page, or the way back to it. */
const isReload = (url: string): boolean => pageOf(url) === consolePage;
/** True for every page that a window may show. */
export const isKnownPage = (url: string): boolean => isReload(url) || pageOf(url) === crashPage;

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isReload(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isReload(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Without a listener Electron would choose the first device in range.
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Guards every web contents and every session that will ever exist. Call before the first window. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('session-created', (session) => {
    denyPermissions(session);
    session.on('will-download', (event) => event.preventDefault());
  });
}

/** Denies every permission, asked or checked. The console needs none: it copies through the main process. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
