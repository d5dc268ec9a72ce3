/** The handoff as people see it: what is proven, what is open with its button, and never more than is true. */
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { HandoffPaper } from '../../src-renderer/components/handoff/handoff-paper';
import type { Connection } from '../../src-shared/credentials/connection';
import { handoffReport } from '../../src-shared/handoff/handoff-report';
import type { NextAction } from '../../src-shared/organizations/next-action';
import type { Organization } from '../../src-shared/organizations/organization';
import { clinic } from '../unit/renderer/setup/fixtures';
import { connected } from './setup/clinic-page';
import { renderInTheme } from './setup/render';

const decidedAt = '2026-05-04T09:30:00.000Z';

async function show(
  connections: Connection[],
  over: Partial<Organization> = {},
  onAct: (action: NextAction) => void = () => {},
) {
  const report = handoffReport({
    organization: { ...clinic, setupStep: null, ...over },
    connections,
    runs: [],
    madeBy: 'Rosa Alvarez',
    now: new Date(),
  });
  await renderInTheme(
    <div style={{ height: '100vh', overflow: 'auto' }}>
      <HandoffPaper report={report} level={2} onAct={onAct} />
    </div>,
  );
}
const paper = page.getByRole('article');
const section = (name: string) => page.getByRole('region', { name });

test('a clinic with everything proven or decided is ready, with exact times and who connected it', async () => {
  await show([connected('google')], {
    notNeeded: (['twilio', 'stripe'] as const).map((provider) => ({ provider, decidedBy: 'Rosa Alvarez', decidedAt })),
  });
  await expect.element(paper).toHaveTextContent('The receptionist can book on its calendar: proven.');
  await expect
    .element(section('What was proven'))
    .toHaveTextContent(/Signed in \w{3} \d{1,2}, \d{1,2}:\d{2} [AP]M P[DS]T/);
  await expect.element(section('What was proven')).toHaveTextContent(/Rosa Alvarez, May 4, (2026, )?2:30 AM PDT/);
  expect(section('Still open').elements()).toHaveLength(0);
});

test('each open thing has its owner, and the button that does it', async () => {
  const onAct = vi.fn();
  await show([connected('twilio', ['proven', 'disproved'])], {}, onAct);
  await section('Still open').getByRole('button', { name: 'Pick another number: Twilio: Number owned' }).click();
  expect(onAct).toHaveBeenCalledWith(expect.objectContaining({ kind: 'choose', provider: 'twilio' }));
  await expect.element(section('Still open')).toHaveTextContent('Owner The clinic, as holder of the Twilio account');
  for (const item of section('Still open').getByRole('listitem').elements())
    expect(item.querySelectorAll('button')).toHaveLength(1);
});

test('simulated accounts are called practice before anything else is said, and it is not green', async () => {
  await show([connected('twilio', [], { simulated: true })], {
    notNeeded: (['google', 'stripe'] as const).map((provider) => ({ provider, decidedBy: 'rosa', decidedAt })),
  });
  const note = page.getByRole('note').element();
  const headline = document.querySelector('[data-paper] > [data-tone]');
  expect(headline?.getAttribute('data-tone')).not.toBe('good');
  expect(note.compareDocumentPosition(headline ?? note)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});
