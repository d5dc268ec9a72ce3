import { Notifications } from '@mantine/notifications';

/** The toasts that are shown at the moment. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} />;
}
