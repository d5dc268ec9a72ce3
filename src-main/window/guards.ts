/** What no page may do, whichever it is: navigate away, open windows, attach webviews, ask for permissions. */
import { app, type Session, type WebContents } from 'electron';
import { appOrigin } from './app-protocol';

/** Only a reload of our own page is a navigation that we know. Compared by prefix with the slash, so that look-alike hosts fail. */
export const isOwnPage = (url: string): boolean => url === appOrigin || url.startsWith(`${appOrigin}/`);

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Guards every web contents that will ever exist. Call before the first window. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

/** Denies every permission, asked or checked. The console needs none: it copies through the main process. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
