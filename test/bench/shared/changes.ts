/** How soon what one console writes is known elsewhere. */
import type { Publish } from '../../../src-main/events';
import { saveAccount } from '../clinics/profiles';
import { type Figure, figure } from '../figures';
import type { Person } from './people';

const pauseMs = 400;

const percentile = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

type Machine = {
  on(name: 'changed', listener: (change: { clinicId: string }) => void): () => void;
};

/** Listens at a console and at a receptionist. @returns what measures */
export function watchChanges(
  { anna, ben, machine }: { anna: Person; ben: Person; machine: Machine },
  clinics: readonly string[],
) {
  const waiting = new Map<string, (at: number) => void>();
  const heard = (kind: string, clinic: string) => waiting.get(`${kind} ${clinic}`)?.(performance.now());
  const seen = (kind: string, clinic: string) =>
    new Promise<number>((resolve) => waiting.set(`${kind} ${clinic}`, resolve));
  const publish: Publish = (event, payload) => {
    const { organizationId } = payload as { organizationId?: string };
    if (event === 'organizations.changed' && organizationId !== undefined) heard('console', organizationId);
  };
  ben.shared.follow(ben.local, publish, async () => undefined);
  machine.on('changed', ({ clinicId }) => heard('machine', clinicId));
  let count = 0;
  /** @param among in words, who else is there */
  return async (among: string, runs: number): Promise<Figure[]> => {
    const [consoles, machines]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      count += 1;
      const clinic = clinics[run % clinics.length] ?? '';
      const [atConsole, atMachine] = [seen('console', clinic), seen('machine', clinic)];
      const token = `${count}`.padStart(32, '0');
      await saveAccount(anna.storage, clinic, 'Bench', {
        accountSid: `AC${token}`,
        authToken: token,
        phoneNumber: '+14155550100',
      });
      // From when it counts: what was done before that is the writing itself.
      const written = performance.now();
      consoles.push(Math.max(0, (await atConsole) - written));
      machines.push(Math.max(0, (await atMachine) - written));
      // Not in step with the looks of the others.
      await new Promise((resolve) => setTimeout(resolve, pauseMs + (run % 7) * 61));
    }
    const of = (where: string, values: number[]) =>
      figure(
        `a change until ${where} knows it, 95th percentile of ${runs}, ${among}`,
        [percentile(values, 0.95)],
        'ms',
        1_000,
      );
    return [of('another console', consoles), of('a receptionist', machines)];
  };
}
