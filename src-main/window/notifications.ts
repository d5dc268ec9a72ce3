/** Notices of background checks as the system's notifications; a click opens what they are about. */
import { Notification } from 'electron';
import { type BackgroundNotice, routeOfNotice } from '../../src-shared/background/notice';

export type Notifications = { show(notices: readonly BackgroundNotice[]): void };

/**
 * @param open brings the window to the front, at this route
 * @param isLocked a locked console names no clinic, also not outside of its window
 */
export function createNotifications({
  open,
  isLocked,
}: {
  open: (route: string) => void;
  isLocked: () => boolean;
}): Notifications {
  // Without a reference, a notification and its click could be collected.
  const shown = new Set<Notification>();

  function showOne(title: string, body: string, route: string): void {
    const notification = new Notification({ title, body });
    const forget = () => void shown.delete(notification);
    shown.add(notification);
    notification.on('click', () => {
      forget();
      open(route);
    });
    notification.on('close', forget);
    // The window says it too.
    notification.on('failed', forget);
    notification.show();
  }

  return {
    show(notices) {
      if (!Notification.isSupported() || notices.length === 0) return;
      if (isLocked()) showOne('Voxanne Console', 'A check found something. Unlock the console to see it.', '/clinics');
      else for (const notice of notices) showOne(notice.title, notice.text, routeOfNotice(notice));
    },
  };
}
