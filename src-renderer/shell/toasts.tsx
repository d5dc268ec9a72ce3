import { Notifications } from '@mantine/notifications';
import classes from './toasts.module.css';

/** The toasts that are shown at the moment, above the buttons that stand at the foot of a page. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} classNames={{ root: classes.root ?? '' }} />;
}
