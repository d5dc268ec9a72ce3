/** Joins the tests of all providers, and the services of text messages. */
import type { AppError } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import { createProviderTest } from '../credentials/provider-test';
import type { Publish } from '../events';
import type { Logger } from '../logging/logger';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import type { Provider } from '../providers/provider';
import type { Storage } from '../storage/repositories';
import type { TestDefinition } from '../tests/test-definition';
import { createTestService, type TestService } from '../tests/test-service';
import { createMessageService, type MessageService } from './message-service';
import { createMessageTest, type MessageTest } from './message-test';
import type { ReconcileTimes } from './reconcile';

export type TestsDeps = {
  storage: Storage;
  providers: Partial<Record<ProviderId, Provider>>;
  endpoints: Partial<Endpoints>;
  platform: Platform;
  publish: Publish;
  logger: Pick<Logger, 'warn'>;
  /** Called for failures that concern the stored credential itself. */
  foundInUse: (organizationId: string, provider: ProviderId, error: AppError) => Promise<unknown>;
  /** When to look for messages whose answer was lost. */
  reconcile?: ReconcileTimes | undefined;
};

export function createTests(deps: TestsDeps): { tests: TestService; messages: MessageService } {
  const { storage, providers, endpoints, platform, publish, logger, foundInUse, reconcile } = deps;
  const definitions: TestDefinition[] = [];
  const messageTests = new Map<ProviderId, MessageTest>();
  for (const provider of Object.values(providers)) {
    const { id, descriptor, messages: channel, test } = provider;
    if (!descriptor.test) continue;
    const given = {
      storage,
      provider,
      descriptor: { ...descriptor, test: descriptor.test },
      simulated: endpoints[id]?.simulated ?? false,
      now: () => platform.now(),
    };
    if (test) definitions.push(createProviderTest({ ...given, test }));
    else if (channel) {
      const messageTest = createMessageTest({ ...given, channel, reconcile });
      messageTests.set(id, messageTest);
      definitions.push(messageTest.definition);
    }
  }
  const tests = createTestService({ storage, definitions, platform, publish, logger, foundInUse });
  return { tests, messages: createMessageService({ storage, tests, messageTests, platform, publish }) };
}
