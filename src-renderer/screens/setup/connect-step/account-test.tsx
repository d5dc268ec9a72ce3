import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../../../src-shared/credentials/connection';
import type { TestDescriptor } from '../../../../src-shared/providers/descriptor';
import { t } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { TestCard } from '../../../components/tests/test-card';
import { createTestStore } from '../../../components/tests/test-store';

type AccountTestProps = {
  connection: Connection;
  organizationId: string;
  descriptor: TestDescriptor;
  isProven: boolean;
};

/** The test of an account that is connected by its credentials alone: run where the connection is shown. */
export function AccountTest({ connection, organizationId, descriptor, isProven }: AccountTestProps) {
  const [tests] = useState(() => createTestStore(voxanne, connection.provider, organizationId));
  const { test, start } = useStore(tests);
  useEffect(() => tests.getState().open(), [tests]);
  const newest = test.runs?.[0];
  return (
    <TestCard
      title={t(descriptor.title)}
      descriptor={descriptor}
      store={tests}
      runs={newest === undefined ? [] : [newest]}
      start={{
        label: t(descriptor.action),
        variant: isProven ? 'default' : 'filled',
        disabled: false,
        onStart: () => void start(),
      }}
    />
  );
}
