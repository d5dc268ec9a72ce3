/** A clinic's connections, read again after each change of the clinic. */
import { useEffect } from 'react';
import type { Connection } from '../../src-shared/credentials/connection';
import { failed, ok } from '../../src-shared/result';
import { voxanne } from '../bridge';
import { type Loaded, type Loader, useLoader } from '../components/loader';

export function useConnections(organizationId: string): {
  loaded: Loaded<readonly Connection[]>;
  loader: Loader<readonly Connection[]>;
} {
  const held = useLoader<readonly Connection[]>(organizationId, async () => {
    const listed = await voxanne.credentials.list({ organizationId });
    return listed.ok ? ok(listed.value.connections) : failed(listed.error);
  });
  const { loader } = held;
  useEffect(
    () =>
      voxanne.on['organizations.changed']((changed) => {
        if (changed.organizationId === organizationId) void loader.reload();
      }),
    [loader, organizationId],
  );
  return held;
}
