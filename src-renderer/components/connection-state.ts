/** What a connection is called as a whole, and what is lost of it. */
import type { Connection } from '../../src-shared/credentials/connection';
import { providerDescriptors } from '../../src-shared/providers';

export { connectionState } from '../../src-shared/readiness/connection-state';

/** True when the provider no longer lists the chosen number or calendar: nothing counts as chosen then. */
export const isChoiceLost = ({ ladder, provider }: Connection): boolean =>
  ladder.rungs.some(({ id, state }) => id === providerDescriptors[provider].choice?.rung && state === 'disproved');
