/** Says to the other consoles on a shared vault that somebody is at a clinic, and hears who else is. */
import { useEffect, useState } from 'react';
import type { Doing, Present } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { useIsShared } from '../use-console';

/** A word holds for less than a minute: it is said again before. */
const everyMs = 20_000;

const nobody: readonly Present[] = [];

/** The others at this clinic. Nothing is said or asked where the clinics are on this computer alone. */
export function usePresent(organizationId: string | null, doing: Doing): readonly Present[] {
  const isShared = useIsShared();
  const [others, setOthers] = useState<readonly Present[]>(nobody);
  useEffect(() => {
    if (!isShared || organizationId === null) return setOthers(nobody);
    let isHere = true;
    const say = async () => {
      const answer = await voxanne.members.present({ organizationId, doing });
      // A server that is out of reach is said elsewhere.
      if (isHere) setOthers(answer.ok ? answer.value.others : nobody);
    };
    void say();
    const timer = setInterval(() => void say(), everyMs);
    const stop = voxanne.on['vault.heard'](() => void say());
    return () => {
      isHere = false;
      clearInterval(timer);
      stop();
      void voxanne.members.present({ organizationId, doing: null });
    };
  }, [isShared, organizationId, doing]);
  return others;
}
