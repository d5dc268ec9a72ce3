/** All copies of a profile's database that may hold what is destroyed in it. */
import { listBackups } from './backup-files';
import { databasesPutAside } from './put-aside';

export const copiesIn = (profileDir: string): string[] => [
  ...listBackups(profileDir).map(({ file }) => file),
  ...databasesPutAside(profileDir),
];
