/** A process that listens, for a test that kills it. */
import { watchScreen } from '../../../src-main/lock/linux-screen/watch-screen';

const watch = watchScreen({
  env: process.env,
  lock: () => undefined,
  changed: () => {
    if (watch.hears().screenLock) process.stdout.write('heard\n');
  },
});
setInterval(() => undefined, 1000);
