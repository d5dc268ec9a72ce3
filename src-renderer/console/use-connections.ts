/** A clinic's connections, read again after each change of the clinic, and when their proofs have grown old. */
import { useEffect } from 'react';
import type { Connection } from '../../src-shared/credentials/connection';
import { proofSpansOf } from '../../src-shared/readiness/proof-span';
import { failed, ok } from '../../src-shared/result';
import { voxanne } from '../bridge';
import { type Loaded, type Loader, useLoader } from '../components/loader';
import { readAgainWithAge } from './read-again-with-age';
import { useAppStatus } from './use-console';
import { useHeardAfterFailure } from './vault/use-heard';

export function useConnections(organizationId: string): {
  loaded: Loaded<readonly Connection[]>;
  loader: Loader<readonly Connection[]>;
} {
  const held = useLoader<readonly Connection[]>(organizationId, async () => {
    const listed = await voxanne.credentials.list({ organizationId });
    return listed.ok ? ok(listed.value.connections) : failed(listed.error);
  });
  const { loaded, loader } = held;
  const { checkIntervalHours, deliveryDays } = useAppStatus().settings;
  useEffect(
    () =>
      voxanne.on['organizations.changed']((changed) => {
        if (changed.organizationId === organizationId) void loader.reload();
      }),
    [loader, organizationId],
  );
  useHeardAfterFailure(loader);
  const connections = loaded.state === 'ready' ? loaded.value : null;
  useEffect(
    () =>
      connections === null
        ? undefined
        : readAgainWithAge(connections, proofSpansOf({ checkIntervalHours, deliveryDays }), () => void loader.reload()),
    [connections, checkIntervalHours, deliveryDays, loader],
  );
  return held;
}
