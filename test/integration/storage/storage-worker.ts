/**
 * The thread that copies databases, from its source: Node leaves out the types by itself. By the working folder, since
 * children run from a bundle.
 */
import path from 'node:path';

export const storageWorker = path.resolve('src-main/storage/storage-worker.ts');
