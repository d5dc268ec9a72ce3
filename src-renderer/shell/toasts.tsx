import { Notifications } from '@mantine/notifications';

/** Where toasts appear. Loaded after the first screen. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} />;
}
