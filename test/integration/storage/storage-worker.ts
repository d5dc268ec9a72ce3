/**
 * The thread that copies databases: as `test/fakes/storage-worker-once.ts` made it for this run, or from its source,
 * of which Node leaves out the types by itself. By the working folder, since children run from a bundle.
 */
import path from 'node:path';

export const storageWorker =
  process.env.VOXANNE_TEST_STORAGE_WORKER ?? path.resolve('src-main/storage/storage-worker.ts');
