/**
 * The thread that copies databases, from its source: Node leaves out the types by itself. By the working folder, since
 * children run from a bundle.
 */
import path from 'node:path';

export const copyWorker = path.resolve('src-main/storage/copy-worker.ts');
