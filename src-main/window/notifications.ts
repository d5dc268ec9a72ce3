/** Notices of background checks as the system's notifications; a click opens what they are about. */

import { Notification } from 'electron';
import { type BackgroundNotice, routeOfNotice } from '../../src-shared/background/notice';
import { t } from '../../src-shared/texts/translate';

export type Notifications = {
  show(notices: readonly BackgroundNotice[]): void;
  /** The system did not show the last one, or has none; the window says so. */
  isRefused(): boolean;
};

/**
 * @param open brings the window to the front, at this route
 * @param isLocked a locked console names no clinic, not even outside of its window
 * @param changed the system refuses them now, or shows them again
 */
export function createNotifications({
  open,
  isLocked,
  changed,
}: {
  open: (route: string) => void;
  isLocked: () => boolean;
  changed: () => void;
}): Notifications {
  // Without a reference, a notification and its click could be collected.
  const shown = new Set<Notification>();
  let isRefused = false;

  function refuse(now: boolean): void {
    if (now === isRefused) return;
    isRefused = now;
    changed();
  }

  function showOne(title: string, body: string, route: string): void {
    const notification = new Notification({ title, body });
    const forget = () => void shown.delete(notification);
    shown.add(notification);
    notification.on('click', () => {
      forget();
      open(route);
    });
    notification.on('close', forget);
    notification.on('show', () => refuse(false));
    notification.on('failed', () => {
      forget();
      refuse(true);
    });
    notification.show();
  }

  return {
    show(notices) {
      if (notices.length === 0) return;
      if (!Notification.isSupported()) refuse(true);
      else if (isLocked())
        showOne('Voxanne Console', t('A check found something. Unlock the console to see it.'), '/clinics');
      else for (const notice of notices) showOne(notice.title, notice.text, routeOfNotice(notice));
    },
    isRefused: () => isRefused,
  };
}
