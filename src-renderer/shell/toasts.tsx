import { Notifications } from '@mantine/notifications';

/** Those that are shown at the moment. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} />;
}
