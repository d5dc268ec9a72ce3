/** The state of the simulators, a file each in the practice profile. It holds nothing of a real account. */
import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { ProviderId } from '../../src-shared/primitives';
import type { Logger } from '../logging/logger';
import { ensurePrivateFolder, temporaryName, writePrivateFile } from '../private-files';
import type { SimulatorMemory } from '../simulator/memory';

export function createSimulatorMemory(
  practiceDir: string,
  provider: ProviderId,
  logger: Pick<Logger, 'fault'>,
): SimulatorMemory {
  const folder = path.join(practiceDir, 'simulators');
  const file = path.join(folder, `${provider}.json`);
  let last: string | null = null;

  return {
    read(schema) {
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch (thrown) {
        const isAbsent = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
        if (!isAbsent) logger.fault('reading the practice accounts', thrown);
        return null;
      }
      try {
        const kept = schema.parse(JSON.parse(text));
        last = text;
        return kept;
      } catch (thrown) {
        logger.fault('reading the practice accounts', thrown);
        // Not overwritten: a newer console may have written it.
        renameSync(file, temporaryName(file).replace(/\.part$/, '.unreadable'));
        return null;
      }
    },
    write(state) {
      const text = JSON.stringify(state);
      if (text === last) return;
      try {
        ensurePrivateFolder(folder);
        writePrivateFile(file, text);
        last = text;
      } catch (thrown) {
        logger.fault('keeping the practice accounts', thrown);
      }
    },
  };
}
