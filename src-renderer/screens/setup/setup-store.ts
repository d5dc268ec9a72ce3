/** Opens a clinic in the wizard and saves how far it came; what it means is in `setup-machine.ts`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../src-shared/ipc/contract';
import type { Organization, SetupStep } from '../../../src-shared/organizations/organization';
import { cleanLine } from '../../../src-shared/pasted';
import type { ProviderId } from '../../../src-shared/primitives';
import type { Result } from '../../../src-shared/result';
import type { ClinicForm } from '../../components/clinic-form/clinic-form';
import { newClinic, type SetupEvent, type SetupState, setupTransition } from './setup-machine';

type SetupActions = {
  /** Back to the form of a clinic that is yet to be made. */
  reset(): void;
  /** Reads the clinic and resumes at its step, or opens the one that is wanted. */
  load(organizationId: string, wanted: SetupStep | null): Promise<void>;
  /**
   * Makes or changes the clinic, and goes on to `next`. Answers with the clinic once it is saved, null when it was not.
   */
  saveClinic(form: ClinicForm, next: SetupStep): Promise<Organization | null>;
  /** Shows a step, once it is on disk that this is where to resume. */
  goTo(step: SetupStep): Promise<void>;
  /** A person decides that the clinic does not need a provider, or needs it again. @returns true when it was saved */
  decideNeed(provider: ProviderId, needed: boolean): Promise<boolean>;
  /** What a dialog of the step has saved. */
  clinicChanged(organization: Organization): void;
  /** Marks the set-up as finished. @returns true when it was saved */
  finish(): Promise<boolean>;
};
export type SetupStore = StoreApi<{ setup: SetupState } & SetupActions>;

export function createSetupStore(bridge: Pick<Bridge, 'organizations'>): SetupStore {
  let requests = 0;
  return createStore((set, get) => {
    const send = (event: SetupEvent) => set(({ setup }) => ({ setup: setupTransition(setup, event) }));
    const begin = () => {
      requests += 1;
      return requests;
    };
    const isFree = () => {
      const { setup } = get();
      return (setup.state === 'new-clinic' || setup.state === 'open') && !setup.busy;
    };

    return {
      setup: newClinic,

      reset() {
        begin();
        set({ setup: newClinic });
      },

      async load(organizationId, wanted) {
        const request = begin();
        send({ type: 'load-started', request });
        send({ type: 'loaded', request, wanted, result: await bridge.organizations.get({ organizationId }) });
      },

      async saveClinic(form, next) {
        const { setup } = get();
        if (!isFree()) return null;
        const request = begin();
        send({ type: 'save-started', request });
        const details = { name: cleanLine(form.name), country: form.country, timeZone: form.timeZone };
        const result = setup.state === 'open' ? await change(setup, details, next) : await add(details, next);
        send({ type: 'clinic-saved', request, next, result });
        return result.ok ? result.value : null;
      },

      async goTo(step) {
        const { setup } = get();
        if (setup.state !== 'open' || setup.busy || setup.step === step) return;
        const request = begin();
        send({ type: 'save-started', request });
        const { organization } = setup;
        const result = setup.single
          ? okay(organization)
          : await bridge.organizations.update({ organizationId: organization.id, setupStep: step });
        send({ type: 'step-saved', request, step, result });
      },

      async decideNeed(provider, needed) {
        const { setup } = get();
        if (setup.state !== 'open' || setup.busy) return false;
        const request = begin();
        send({ type: 'save-started', request });
        const { organization, step } = setup;
        const result = await bridge.organizations.decideNeed({ organizationId: organization.id, provider, needed });
        send({ type: 'step-saved', request, step, result });
        return result.ok;
      },

      clinicChanged(organization) {
        set(({ setup }) => ({
          setup:
            setup.state === 'open' && setup.organization.id === organization.id ? { ...setup, organization } : setup,
        }));
      },

      async finish() {
        const { setup } = get();
        if (setup.state !== 'open' || setup.busy) return false;
        const request = begin();
        send({ type: 'save-started', request });
        const result = await bridge.organizations.update({ organizationId: setup.organization.id, setupStep: null });
        send({ type: 'step-saved', request, step: setup.step, result });
        return result.ok;
      },
    };
  });

  async function add(details: ClinicForm, next: SetupStep): Promise<Result<Organization>> {
    const added = await bridge.organizations.add(details);
    if (!added.ok) return added;
    const moved = await bridge.organizations.update({ organizationId: added.value.id, setupStep: next });
    // The clinic exists: failing here would invite a second one. It resumes one step early at worst.
    return moved.ok ? moved : added;
  }

  function change(
    open: Extract<SetupState, { state: 'open' }>,
    details: ClinicForm,
    next: SetupStep,
  ): Promise<Result<Organization>> {
    const step = open.single ? {} : { setupStep: next };
    return bridge.organizations.update({ organizationId: open.organization.id, ...details, ...step });
  }
}

const okay = (organization: Organization): Result<Organization> => ({ ok: true, value: organization });
