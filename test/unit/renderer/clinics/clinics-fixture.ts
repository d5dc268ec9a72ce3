import type { ClinicRow, ClinicSlice, RowConnection } from '../../../../src-shared/organizations/clinic-row';
import type { OrganizationStatus } from '../../../../src-shared/organizations/organization';

const connections: Record<OrganizationStatus, Pick<RowConnection, 'rungs' | 'said'> | null> = {
  ready: { rungs: 'ppppp' },
  'needs-attention': { rungs: 'dpppp' },
  unproven: { rungs: 'ppppu' },
  'not-set-up': null,
};

/** A clinic that needs Twilio alone, in a state. */
export function clinic(
  number: number,
  {
    name = `Clinic ${number}`,
    status = 'ready',
    phone,
    attention,
    checkedAt,
    setupStep,
  }: Partial<{
    name: string;
    status: OrganizationStatus;
    phone: string;
    attention: string;
    checkedAt: string;
    setupStep: string;
  }> = {},
): ClinicRow {
  const twilio = connections[status];
  return {
    id: `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name,
    ...(setupStep === undefined ? {} : { setupStep }),
    notNeeded: ['google', 'stripe'],
    connections: twilio
      ? {
          twilio: {
            ...twilio,
            times: checkedAt === undefined ? Array.from(twilio.rungs, () => null) : [Date.parse(checkedAt)],
            ...(phone === undefined ? {} : { resource: phone }),
            ...(attention === undefined ? {} : { said: { 0: attention } }),
          },
        }
      : {},
  };
}

/** A reply of `organizations.list`. Proofs never grow old. */
export const slice = (organizations: readonly ClinicRow[], over: Partial<ClinicSlice> = {}): ClinicSlice => ({
  organizations: [...organizations],
  next: null,
  total: organizations.length,
  version: '1',
  proofSpans: { checkMs: 4e13, testMs: 4e13 },
  ...over,
});
