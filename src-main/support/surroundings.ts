/** What of the environment the support bundle and `doctor` look at. */
import { type Environment, weakeningIn } from '../environment';
import { ownPlaceOf } from '../profile';
import type { SupportSources } from './support-bundle';

export type Surroundings = Pick<SupportSources, 'consoleDir' | 'ownPlace' | 'passphrase' | 'weakening'>;

/** @param switches that could weaken the program, as it was started with them */
export const surroundingsOf = (
  env: Environment,
  consoleDir: string,
  switches: readonly string[] = [],
): Surroundings => ({
  consoleDir,
  ownPlace: ownPlaceOf(env),
  passphrase: env.VOXANNE_PASSPHRASE,
  weakening: [...weakeningIn(env), ...switches],
});
