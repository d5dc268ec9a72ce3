import { describe, expect, it } from 'vitest';
import { createSetupStore } from '../../../../src-renderer/screens/setup/setup-store';
import type { Bridge } from '../../../../src-shared/ipc/contract';
import type { Organization, SetupStep } from '../../../../src-shared/organizations/organization';
import { failed, ok, type Result } from '../../../../src-shared/result';
import { clinic, failure, later, organizationId } from './fixtures';

const form = { name: '  Sunrise \u200BDental\n', country: 'US', timeZone: 'America/Los_Angeles' };

/** Keeps one clinic and a note of every write. */
function clinicsAt(saved: Organization | null, refuseUpdates = false) {
  const writes: unknown[] = [];
  let kept = saved;
  const bridge = {
    get: async () => (kept === null ? failed(failure) : ok(kept)),
    add: async (request) => {
      writes.push(['add', request]);
      kept = { ...clinic, ...request, setupStep: 'clinic' };
      return ok(kept);
    },
    update: async (request) => {
      writes.push(['update', request]);
      if (kept === null || refuseUpdates) return failed(failure);
      const { organizationId: _, ...change } = request;
      kept = { ...kept, ...(change as Partial<Organization>) };
      return ok(kept);
    },
  } satisfies Pick<Bridge['organizations'], 'get' | 'add' | 'update'>;
  return {
    bridge: { organizations: bridge as unknown as Bridge['organizations'] },
    writes,
    resumesAt: (): SetupStep | null | undefined => kept?.setupStep,
  };
}

describe('the wizard’s store', () => {
  it('makes the clinic once, with a tidy name, and remembers the step that follows', async () => {
    const clinics = clinicsAt(null);
    const store = createSetupStore(clinics.bridge);
    await Promise.all([store.getState().saveClinic(form, 'twilio'), store.getState().saveClinic(form, 'twilio')]);
    expect(clinics.writes).toEqual([
      ['add', { name: 'Sunrise Dental', country: 'US', timeZone: 'America/Los_Angeles' }],
      ['update', { organizationId, setupStep: 'twilio' }],
    ]);
    expect(clinics.resumesAt()).toBe('twilio');
  });

  it('goes on with a clinic that was made even when its step could not be saved', async () => {
    const store = createSetupStore(clinicsAt(null, true).bridge);
    expect(await store.getState().saveClinic(form, 'twilio')).toMatchObject({ id: organizationId });
    expect(store.getState().setup).toMatchObject({ state: 'open', step: 'twilio' });
  });

  it('saves each step before showing it', async () => {
    const clinics = clinicsAt(clinic);
    const store = createSetupStore(clinics.bridge);
    await store.getState().load(organizationId, null);
    await store.getState().goTo('sms-test');
    expect(store.getState().setup).toMatchObject({ step: 'sms-test' });
    expect(clinics.resumesAt()).toBe('sms-test');
  });

  it('does not reopen a finished set-up because one step is repeated', async () => {
    const clinics = clinicsAt({ ...clinic, setupStep: null });
    const store = createSetupStore(clinics.bridge);
    await store.getState().load(organizationId, 'twilio');
    await store.getState().goTo('sms-test');
    expect(store.getState().setup).toMatchObject({ step: 'sms-test' });
    expect(clinics.resumesAt()).toBeNull();
  });

  it('says that finishing failed, and stays', async () => {
    const store = createSetupStore(clinicsAt(clinic, true).bridge);
    await store.getState().load(organizationId, null);
    expect(await store.getState().finish()).toBe(false);
    expect(store.getState().setup).toMatchObject({ state: 'open', busy: false, error: failure });
  });

  it('shows the clinic asked for last when an earlier answer comes late', async () => {
    const slow = later<Result<Organization>>();
    const other = { ...clinic, id: '01902f3a-0000-7000-8000-000000000002', name: 'Second' };
    const answers = [slow.promise, Promise.resolve(ok(other))];
    const store = createSetupStore({
      organizations: { get: () => answers.shift() } as unknown as Bridge['organizations'],
    });
    const first = store.getState().load(organizationId, null);
    await store.getState().load(other.id, null);
    slow.settle(ok(clinic));
    await first;
    expect(store.getState().setup).toMatchObject({ organization: { name: 'Second' } });
  });
});
