import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src-shared/credentials/connection';
import { handoffReport } from '../../../../src-shared/handoff/handoff-report';
import { handoffText } from '../../../../src-shared/handoff/handoff-text';
import { paperFor } from '../../../../src-shared/handoff/paper';
import type { RungState } from '../../../../src-shared/organizations/ladder';
import type { ProviderId } from '../../../../src-shared/primitives';
import { providerDescriptors } from '../../../../src-shared/providers';
import { providerIds } from '../../../../src-shared/providers/ids';
import type { TestRun } from '../../../../src-shared/tests/test-run';
import { clinic, connection, run, step } from '../../renderer/setup/fixtures';

const at = '2026-05-04T09:30:00.000Z';
const now = new Date('2026-05-04T12:00:00.000Z');
const without = (...needed: ProviderId[]) => ({
  notNeeded: providerIds
    .filter((id) => !needed.includes(id))
    .map((id) => ({ provider: id, decidedBy: 'rosa', decidedAt: at })),
});

/** The report of this connection alone: the others are not needed. */
const reportOf = (shown: Connection | null, runs: readonly TestRun[] = [], provider: ProviderId = 'twilio') =>
  handoffReport({
    organization: { ...clinic, setupStep: null, ...without(shown?.provider ?? provider) },
    connections: shown === null ? [] : [shown],
    runs,
    madeBy: 'Rosa Alvarez',
    now,
  });

const passed = (id: Parameters<typeof step>[0]) => step(id, { state: 'passed', detail: 'Fine.' });
const fullPass = run(1, {
  finishedAt: at,
  steps: [passed('account'), passed('phone-number'), passed('test-sms'), passed('hot-lead-sms')],
});
/** Bottom first; those that are left out are proven. */
const withRungs = (states: RungState[] = [], over: Partial<Connection> = {}, provider: ProviderId = 'twilio') => ({
  ...connection,
  provider,
  ladder: {
    provider,
    rungs: providerDescriptors[provider].rungs.map(({ id, label }, index) => ({
      id,
      label,
      state: states[index] ?? ('proven' as const),
      checkedAt: states[index] === 'unproven' ? null : at,
      proof: `Proof ${index}`,
    })),
  },
  ...over,
});
const openOf = (report: ReturnType<typeof reportOf>) => report.open.map(({ what }) => what);
const partOf = (report: ReturnType<typeof reportOf>, provider: ProviderId) =>
  report.parts.find((part) => part.provider === provider);

describe('what was proven', () => {
  it('is told with its time, and by whom it was tested and connected', () => {
    const report = reportOf(withRungs(), [fullPass]);
    expect(report).toMatchObject({ isReady: true, open: [], headline: { tone: 'good', title: 'Ready' } });
    expect(partOf(report, 'twilio')).toMatchObject({
      state: { word: 'Ready' },
      settled: { label: 'Connected by', by: 'rosa', at },
    });
    expect(partOf(report, 'twilio')?.rungs.every(({ checkedAt }) => checkedAt === at)).toBe(true);
    expect(report.tests.map(({ what, by }) => `${what} by ${by}`)).toEqual([
      'Test SMS by rosa',
      'Hot-lead SMS by rosa',
    ]);
  });

  it('is never more than the ladder carries: nothing above a rung that failed or is in review', () => {
    for (const state of ['disproved', 'pending'] as const)
      expect(partOf(reportOf(withRungs([state])), 'twilio')?.rungs.some((rung) => rung.state === 'proven')).toBe(false);
  });

  it('holds for the number in use only', () => {
    expect(reportOf(withRungs([], { resource: '+14155550111' }), [fullPass]).tests).toEqual([]);
  });

  it('tells the test of a provider without messages by its rung', () => {
    const { tests } = reportOf(withRungs([], {}, 'google'));
    expect(tests).toMatchObject([{ what: 'Calendar test', result: 'Proof 4', at }]);
  });
});

describe('what is still open', () => {
  it('has an owner, a reason and a button each', () => {
    const lost = run(2, {
      steps: [passed('account'), passed('phone-number'), step('test-sms', { state: 'unconfirmed' })],
    });
    const report = reportOf(
      withRungs(['disproved', 'stale', 'unproven', 'unproven', 'unproven'], {
        notices: [{ tone: 'warning', title: 'Trial account', text: 'Ends soon.' }],
      }),
      [lost],
    );
    expect(report.headline).toMatchObject({ tone: 'warning', title: '7 things are still open' });
    expect(openOf(report)).toEqual([
      'Twilio: Signed in',
      'Twilio: Number owned',
      'Twilio: SMS-capable',
      'Twilio: Registered',
      'Test SMS',
      'Hot-lead SMS',
      'Trial account',
    ]);
    for (const { owner, why, action } of report.open)
      expect([owner, why, action.label, action.text].filter((text) => text === '')).toEqual([]);
  });

  it('says once what both the ladder and the test know', () => {
    const proven4: RungState[] = ['proven', 'proven', 'proven', 'proven', 'unproven'];
    expect(openOf(reportOf(withRungs(proven4)))).toEqual(['Run the SMS test']);
    const failedOnce = run(1, {
      steps: [passed('account'), passed('phone-number'), step('test-sms', { state: 'failed' })],
    });
    expect(openOf(reportOf(withRungs(proven4), [failedOnce]))).toEqual(['Test SMS', 'Hot-lead SMS']);
    // Every message passed once, and its proof is old by now.
    expect(openOf(reportOf(withRungs(['proven', 'proven', 'proven', 'proven', 'stale']), [fullPass]))).toEqual([
      'Twilio: Delivered',
    ]);
  });

  it('says in one line what one button renews', () => {
    const checked: RungState[] = ['stale', 'stale', 'stale', 'stale', 'stale'];
    expect(reportOf(withRungs(checked), [fullPass])).toMatchObject({
      headline: { title: '2 things are still open' },
      open: [
        {
          what: 'Twilio: 4 proofs are old: Signed in, Number owned, SMS-capable and Registered',
          why: '“Check now” renews them.',
          owner: 'rosa, as installer',
          action: { kind: 'check', provider: 'twilio' },
        },
        { what: 'Twilio: Delivered', action: { kind: 'test', provider: 'twilio' } },
      ],
    });
    expect(openOf(reportOf(withRungs(['proven', 'stale']), [fullPass]))).toEqual(['Twilio: Number owned']);
  });

  it('begins with the connection where there is none, and asks for no test before it', () => {
    const report = reportOf(null);
    expect(report.open).toMatchObject([{ what: 'Connect Twilio', action: { kind: 'connect', provider: 'twilio' } }]);
    expect(report.headline.text).toContain('Not proven yet: send text messages.');
  });

  it('names the provider as the owner of what it still reviews', () => {
    expect(reportOf(withRungs(['proven', 'proven', 'proven', 'pending'])).open[0]).toMatchObject({
      why: 'Proof 3',
      owner: 'Twilio',
    });
  });

  it('names the installer where somebody connected something, and says the role where nobody did', () => {
    const needsAll = (connections: Connection[]) =>
      handoffReport({ organization: { ...clinic, notNeeded: [] }, connections, runs: [], madeBy: 'anna', now });
    const owners = (report: ReturnType<typeof reportOf>) => report.open.map(({ owner }) => owner);
    expect(owners(needsAll([]))).toContain('Installer, with the clinic’s Twilio login');
    expect(owners(needsAll([withRungs([], { addedBy: 'Rosa Alvarez' })]))).toEqual([
      'Rosa Alvarez, as installer',
      'Rosa Alvarez, as installer, with the owner of the clinic’s calendar',
      'Rosa Alvarez, as installer, with the owner of the clinic’s Stripe account',
    ]);
    expect(owners(needsAll([withRungs([], { addedBy: '' })]))).toContain('Installer');
  });

  it('after a timeout is a check, and no other credentials', () => {
    const problem = { ...failureOf('network.timeout'), retryable: true };
    expect(reportOf(withRungs([], { problem }), [fullPass]).open).toMatchObject([
      {
        owner: 'rosa, as installer',
        why: 'Try again. Last tried at a time that was not kept; last answer May 4, 2026, 2:30 AM PDT.',
        action: { kind: 'check' },
      },
    ]);
  });

  it('hands over the end of a sign-in before it strikes', () => {
    const title = 'Google Calendar sign-in expires in 2 days';
    const notices = [{ tone: 'warning' as const, title, text: 'In testing.' }];
    expect(openOf(reportOf(withRungs([], { notices }, 'google')))).toEqual([title]);
  });
});

describe('what is not needed', () => {
  it('is told with who decided it, and is nothing open', () => {
    const report = reportOf(withRungs(), [fullPass]);
    expect(partOf(report, 'google')).toMatchObject({
      state: { word: 'Not needed' },
      notNeeded: 'This clinic takes no appointments through the receptionist.',
      settled: { by: 'rosa', at },
    });
  });

  it('counts as needed as long as it is connected', () => {
    const organization = { ...clinic, ...without() };
    const report = handoffReport({
      organization,
      connections: [withRungs(['unproven'], {}, 'google')],
      runs: [],
      madeBy: 'rosa',
      now,
    });
    expect(partOf(report, 'google')?.notNeeded).toBeNull();
  });

  it('may be everything', () => {
    const report = handoffReport({
      organization: { ...clinic, ...without() },
      connections: [],
      runs: [],
      madeBy: '',
      now,
    });
    expect(report.headline).toMatchObject({ tone: 'neutral', title: 'Nothing needed' });
  });
});

describe('practice', () => {
  it('is never green, and says so on the sheet, in the text and in the file’s name', () => {
    const simulated = { ...fullPass, simulated: true };
    const report = reportOf(withRungs([], { simulated: true }), [simulated]);
    expect(report).toMatchObject({ isPractice: true, isReady: true, headline: { tone: 'info' } });
    const text = handoffText(report);
    expect(text.indexOf('PRACTICE: SIMULATED ACCOUNTS')).toBeGreaterThan(0);
    expect(text.indexOf('PRACTICE: SIMULATED ACCOUNTS')).toBeLessThan(text.indexOf('Ready, in practice only'));
    const paper = paperFor(clinic, true, now);
    expect(paper.fileName).toBe('Practice handoff Sunrise Dental 2026-05-04.pdf');
    expect(paper.footer).toContain('PRACTICE');
  });
});

describe('as text', () => {
  it('has exact times with the clinic’s zone, who made it, and what is open with its owner', () => {
    const proven4: RungState[] = ['proven', 'proven', 'proven', 'proven', 'unproven'];
    const text = handoffText(reportOf(withRungs(proven4)));
    expect(text).toContain('May 4, 2026, 5:00 AM PDT, by Rosa Alvarez');
    expect(text).toContain('Text messages (Twilio, (415) 555-0100 US): Not fully proven');
    expect(text).toContain('- Signed in: Proven, May 4, 2026, 2:30 AM PDT');
    expect(text).toContain('- Delivered: Not proven yet\n');
    expect(text).toContain('Next: Run the SMS test. Owner: rosa, as installer.');
    expect(text).toContain('Key: Auth token ending in 4f2a');
    expect(text).toContain('Not needed');
  });
});

describe('the clinic’s contact', () => {
  const contact = {
    name: 'Dr. Kim',
    phone: '',
    email: 'kim@example.com',
    help: 'Northern IT, 555-0100',
    notes: 'Key under…',
  };
  const report = handoffReport({
    organization: { ...clinic, ...without('twilio'), contact },
    connections: [withRungs(['disproved'])],
    runs: [fullPass],
    madeBy: 'rosa',
    now,
  });

  it('owns what only the account’s holder can do, by name', () => {
    expect(report.open[0]?.owner).toBe('Dr. Kim, as holder of the Twilio account');
  });

  it('is in the text, with whom to call and the notes', () => {
    expect(handoffText(report)).toContain(
      'Who to call: Northern IT, 555-0100\nContact at the clinic: Dr. Kim, kim@example.com\nNotes: Key under…',
    );
  });
});

describe('the sheet', () => {
  it('is Letter where that is printed on, A4 elsewhere', () => {
    expect(paperFor(clinic, false, now).size).toBe('Letter');
    expect(paperFor({ ...clinic, country: 'GB' }, false, now).size).toBe('A4');
  });

  it('has a file name that every system takes, dated by the clinic’s calendar', () => {
    const named = (name: string) => paperFor({ ...clinic, name }, false, new Date('2026-05-04T02:00:00Z')).fileName;
    expect(named('A/B: "Smile"?')).toBe('Handoff A B Smile 2026-05-03.pdf');
    expect(named('...')).toBe('Handoff clinic 2026-05-03.pdf');
    expect([...named('🦷'.repeat(120))].length).toBeLessThan(90);
  });
});

const failureOf = (code: string) => ({
  code,
  message: 'No answer.',
  cause: 'Slow.',
  fix: 'Try again.',
  retryable: false,
});
