import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { Organization } from '../../../src-shared/organizations/organization';
import { providerDescriptors } from '../../../src-shared/providers';
import type { TestDescriptor } from '../../../src-shared/providers/descriptor';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import { voxanne } from '../../bridge';
import { TestHistory } from '../../components/tests/test-history';
import { createTestStore } from '../../components/tests/test-store';
import { navigate } from '../../router/router';

type AccountTestsProps = { organization: Organization; connection: Connection };

/** The tests of an account that has nothing else to show beside its card. */
export function AccountTests({ organization, connection }: AccountTestsProps) {
  const { test, messages, choice } = providerDescriptors[connection.provider];
  if (test === undefined || messages !== undefined || choice?.kind === 'calendar') return null;
  return <History organization={organization} connection={connection} descriptor={test} />;
}

function History({ organization, connection, descriptor }: AccountTestsProps & { descriptor: TestDescriptor }) {
  const [tests] = useState(() => createTestStore(voxanne, connection.provider, organization.id));
  const { test } = useStore(tests);
  useEffect(() => tests.getState().open(), [tests]);
  const step = stepOf(connection.provider, 'connect');
  return (
    <TestHistory
      title={`${descriptor.title} history`}
      timeZone={organization.timeZone}
      descriptor={descriptor}
      none={`No test was run yet. ${descriptor.words.about}`}
      runs={test.runs}
      onTest={
        step === null ? null : () => navigate({ screen: 'setup', organizationId: organization.id, step, toTest: true })
      }
    />
  );
}
