import type { OrganizationSummary } from '../../../../src-shared/organizations/organization';

export function clinic(
  number: number,
  over: Partial<OrganizationSummary> & { phone?: string } = {},
): OrganizationSummary {
  const { phone, ...rest } = over;
  const { status = 'ready' } = rest;
  return {
    id: `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name: `Clinic ${number}`,
    timeZone: 'America/Los_Angeles',
    setupStep: null,
    notNeeded: [],
    connections:
      phone === undefined
        ? []
        : [{ provider: 'twilio', resource: phone, ladder: { provider: 'twilio', rungs: [] }, checkedAt: null }],
    state: status === 'needs-attention' ? 'failed' : status,
    status,
    attention: null,
    nextAction: null,
    checkedAt: null,
    ...rest,
  };
}
