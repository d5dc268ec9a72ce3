/** Adapts a provider's own test (`Provider.test`) to the engine of tests. */

import { AppError } from '../../src-shared/errors';
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
import { markTitle } from '../../src-shared/providers/modes';
import { t } from '../../src-shared/texts/translate';
import type { Provider, ProviderTest } from '../providers/provider';
import type { Storage } from '../storage/repositories';
import type { TestDefinition } from '../tests/test-definition';
import { choiceMissing, wholeOnly } from '../tests/test-errors';
import { checksOf, modeOf, signInStillNeeded } from './connection-view';
import { openConnected } from './stored-credential';

type ProviderTestDeps = {
  storage: Storage;
  provider: Provider;
  test: ProviderTest;
  descriptor: ProviderDescriptor & { test: TestDescriptor };
  simulated: boolean;
  now: () => Date;
};

export function createProviderTest(deps: ProviderTestDeps): TestDefinition {
  const { storage, provider, test, descriptor, simulated, now } = deps;
  return {
    descriptor,
    simulated,

    async prepare(scope, { only, to }) {
      if (only !== null || to !== null) throw wholeOnly(descriptor.test);
      const organization = await storage.organizations.get(scope.organizationId);
      const { record, fields, stored } = await openConnected(scope, provider);
      if (descriptor.signIn && record.accountKey === '') throw new AppError(signInStillNeeded());
      const { methodId, choice, metadata } = record;
      if (descriptor.choice !== null && choice === null) throw choiceMissing(t(descriptor.choice.word.one));
      return {
        subject: markTitle(test.subject?.(metadata, choice) ?? choice ?? descriptor.name, descriptor, modeOf(metadata)),
        recipient: null,

        async run({ board, signal, afterUncleanRun }) {
          const rungs = await test.run({
            methodId,
            fields,
            choice,
            stored,
            organization: { name: organization?.name ?? '', timeZone: organization?.timeZone ?? 'UTC' },
            afterUncleanRun,
            progress: {
              begin: (step) => board.begin(step),
              end: (step, outcome, detail, error, more) =>
                board.end(step, outcome, { ...more, detail, error: error ?? null }),
            },
            signal,
          });
          return {
            checks: checksOf(descriptor, { rungs }, now().toISOString(), simulated),
            credentialFailures: board
              .steps()
              .flatMap(({ state, error }) => (state === 'failed' && error !== null ? [new AppError(error)] : [])),
          };
        },
      };
    },
  };
}
