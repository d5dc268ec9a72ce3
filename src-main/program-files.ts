/** Files of the build that are started by path. Every part of the main process is built into one folder, so `__dirname` is the same in each. */
import path from 'node:path';

/** `Platform.copyWorker` of the built program. */
export const copyWorker = path.join(__dirname, 'copy-worker.cjs');
