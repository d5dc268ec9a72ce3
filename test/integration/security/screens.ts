/**
 * What the window works out from the replies before it draws them, called as its screens call it. Throws when a reply
 * breaks one of them.
 */
import { expect } from 'vitest';
import { hasNothingToPick, judgeTyped, matchingOptions } from '../../../src-renderer/components/choice/number-choice';
import { connectionState } from '../../../src-renderer/components/connection-state';
import { ladderInBrief, shownRungs } from '../../../src-renderer/components/ladder-view';
import { newsBetween } from '../../../src-renderer/components/tests/announcements';
import { runHeadline, summaryOf, testLines } from '../../../src-renderer/components/tests/test-lines';
import { emptyTest, testTransition } from '../../../src-renderer/components/tests/test-machine';
import { deliveryTone, deliveryWord } from '../../../src-renderer/components/tests/words';
import { durationWords, exactTime, relativeTime } from '../../../src-renderer/components/time-words';
import { createClinicIndex } from '../../../src-renderer/console/clinics/clinic-index';
import { drawnWeek } from '../../../src-renderer/screens/clinic/busy-view';
import { providerWords } from '../../../src-renderer/screens/clinic/provider-words';
import { connectTransition, emptyConnect } from '../../../src-renderer/screens/setup/connect-step/connect-machine';
import { repeatRisk, runAwaitingCode } from '../../../src-renderer/screens/setup/sms-test-step/sending-again';
import { actionWords } from '../../../src-shared/audit/actions';
import type { AuditEntry } from '../../../src-shared/audit/audit-entry';
import type { BusyWeek } from '../../../src-shared/calendar/busy';
import type { Choice, Connection, Verification } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import { isHelpUrl } from '../../../src-shared/errors-catalogue';
import { handoffReport } from '../../../src-shared/handoff/handoff-report';
import { handoffText } from '../../../src-shared/handoff/handoff-text';
import { parsePhoneNumber } from '../../../src-shared/messaging/phone-number';
import { shownPhone } from '../../../src-shared/messaging/shown-phone';
import type { ClinicRow } from '../../../src-shared/organizations/clinic-row';
import { noContact } from '../../../src-shared/organizations/contact';
import type { Fact } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { proofSpansOf } from '../../../src-shared/readiness/proof-span';
import { ok, type Result } from '../../../src-shared/result';
import { defaultSettings } from '../../../src-shared/settings/settings';
import type { TestRun } from '../../../src-shared/tests/test-run';

const now = Date.now();
/** Words that say that something was drawn from nothing. */
const nonsense = /\b(?:undefined|NaN|Infinity|Invalid Date)\b|\[object Object\]/;
const said = (...texts: (string | null | undefined)[]) => {
  for (const text of texts) if (text != null) expect(text).not.toMatch(nonsense);
};
const when = (time: string | null | undefined) => {
  if (time != null) said(relativeTime(Date.parse(time), now), exactTime(Date.parse(time)));
};

export function drawError(error: AppErrorData): void {
  expect(error.code, 'a fault inside the console').not.toBe('internal');
  for (const text of [error.code, error.message, error.cause, error.fix]) expect(text.trim()).not.toBe('');
  said(error.code, error.message, error.cause, error.fix);
  expect(error.message.length).toBeLessThan(600);
  if (error.helpUrl !== undefined) expect(isHelpUrl(error.helpUrl)).toBe(true);
}

function drawFacts(facts: readonly Fact[]): void {
  for (const { kind, label, value } of facts) {
    said(label, value);
    if (kind === 'time') when(value);
    if (kind === 'phone') said(shownPhone(value).national);
  }
}

export function drawChoice(choice: Choice): void {
  hasNothingToPick(choice);
  for (const { id, label, detail, badges, disabledReason } of matchingOptions(choice.options, 'a'))
    said(id, label, detail, disabledReason, ...badges);
  judgeTyped(parsePhoneNumber('+14155550100', 'US'), choice);
}

export function drawVerification(provider: 'twilio' | 'google', result: Result<Verification>): void {
  const descriptor = providerDescriptors[provider];
  const { form } = emptyConnect(descriptor) as Extract<ReturnType<typeof emptyConnect>, { state: 'filling' }>;
  const next = connectTransition(
    descriptor,
    { state: 'verifying', form, request: 1 },
    { type: 'verify-answered', request: 1, result },
  );
  if (!result.ok) {
    drawError(result.error);
    expect(next).toMatchObject({ state: 'filling' });
    return;
  }
  const { headline, facts, notices, choice } = result.value;
  said(headline, ...notices.flatMap(({ title, text }) => [title, text]));
  drawFacts(facts);
  if (choice !== null) drawChoice(choice);
}

export function drawConnection(connection: Connection, runs: readonly TestRun[]): void {
  const { ladder } = connection;
  said(connectionState(connection).word, ladderInBrief(ladder.provider, shownRungs(ladder)).word, connection.resource);
  for (const { proof, checkedAt } of connection.ladder.rungs) {
    said(proof);
    when(checkedAt);
  }
  drawFacts(connection.facts);
  said(...connection.notices.flatMap(({ title, text }) => [title, text]));
  for (const time of [connection.addedAt, connection.verifiedAt, connection.expiresAt]) when(time);
  const { ending } = providerDescriptors[connection.provider];
  said(
    ending.explain({ clinic: 'Sunrise Dental', keyHint: connection.keyHint, account: connection.resource }),
    providerWords(connection.provider).change,
  );
  if (connection.problem !== null) drawError(connection.problem);
  const report = handoffReport({
    organization: {
      id: connection.credentialId,
      name: 'Sunrise Dental',
      timeZone: 'UTC',
      country: 'US',
      createdAt: connection.addedAt,
      setupStep: null,
      notNeeded: [],
      contact: noContact,
    },
    connections: [connection],
    runs,
    madeBy: 'rosa',
    now: new Date(),
  });
  said(report.headline.title, report.headline.text, handoffText(report));
}

export function drawRuns(runs: readonly TestRun[], provider: 'twilio' | 'google' = 'twilio'): void {
  const { test } = providerDescriptors[provider];
  if (test === undefined) throw new Error(`${provider} has no test`);
  const { runs: read } = testTransition(emptyTest, { type: 'history-read', result: ok(runs) });
  const lines = testLines(test, read ?? []);
  said(summaryOf(test, lines)?.title, ...newsBetween([], lines));
  for (const { id } of test.steps) runAwaitingCode(id, runs);
  for (const line of lines) repeatRisk(line);
  for (const run of runs) {
    said(runHeadline(test, run).title, run.subject);
    for (const { detail, delivery, durationMs, error } of run.steps) {
      said(detail, ...delivery.map(({ status }) => deliveryWord(status)));
      for (const { status } of delivery) deliveryTone(status);
      if (durationMs !== null) said(durationWords(durationMs));
      if (error !== null) drawError(error);
    }
  }
}

export function drawWeek(week: BusyWeek): void {
  const { days, hours, busyMinutes } = drawnWeek(week, 'en');
  expect(busyMinutes).toBeGreaterThanOrEqual(0);
  for (const { top } of hours) expect(top).toBeGreaterThanOrEqual(0);
  for (const { blocks, label } of days) {
    said(label);
    for (const { top, height, words } of blocks) {
      said(words);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top + height).toBeLessThanOrEqual(102);
    }
  }
}

export function drawClinics(clinics: readonly ClinicRow[]): void {
  const index = createClinicIndex(
    { search: 'sun', filter: 'all', sort: { column: 'name', descending: true } },
    { locale: 'en' },
  );
  index.proofsCount(proofSpansOf(defaultSettings));
  index.put(clinics);
  index.counts();
  for (const clinic of index.rows()) {
    const { attention, connections } = index.summary(clinic);
    said(
      attention,
      ...connections.flatMap(({ resource, ladder }) => [
        resource,
        ladderInBrief(ladder.provider, shownRungs(ladder)).word,
      ]),
    );
  }
}

export function drawActivity(entries: readonly AuditEntry[]): void {
  for (const { action, detail } of entries) said(actionWords(action), detail);
}
