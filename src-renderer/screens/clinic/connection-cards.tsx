import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { Organization } from '../../../src-shared/organizations/organization';
import { providerDescriptors } from '../../../src-shared/providers';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { TestHistory } from '../../components/tests/test-history';
import { createTestStore } from '../../components/tests/test-store';
import { navigate } from '../../router/router';
import { BusyWeekCard } from './busy-week-card';

/** What a clinic's page shows of a connection beside its card: a calendar's next days, and the provider's tests. */
export function ConnectionCards({ organization, connection }: { organization: Organization; connection: Connection }) {
  const { test: descriptor, choice } = providerDescriptors[connection.provider];
  const step = stepOf(connection.provider, 'connect');
  const [tests] = useState(() => createTestStore(voxanne, connection.provider, organization.id));
  const { test } = useStore(tests);
  useEffect(() => tests.getState().open(), [tests]);
  return (
    <>
      {choice?.kind === 'calendar' && (
        <BusyWeekCard
          organization={organization}
          problem={connection.problem}
          changes={
            `${connection.credentialId} ${connection.status} ${connection.verifiedAt} ` +
            `${test.runs?.[0]?.finishedAt}`
          }
        />
      )}
      {descriptor !== undefined && (
        <TestHistory
          title={t('{test} history', { test: t(descriptor.title) })}
          timeZone={organization.timeZone}
          descriptor={descriptor}
          none={t('No test was run yet. {about}', { about: t(descriptor.words.about) })}
          runs={test.runs}
          onTest={
            step === null
              ? null
              : () => navigate({ screen: 'setup', organizationId: organization.id, step, toTest: true })
          }
        />
      )}
    </>
  );
}
