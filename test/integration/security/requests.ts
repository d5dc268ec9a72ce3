/**
 * Requests for every call of the contract, made up by fast-check: of no form at all, nearly right, and right but
 * hostile.
 */
import fc from 'fast-check';
import type { CallChannel } from '../../../src-shared/ipc/channels';
import { cleanLine } from '../../../src-shared/pasted';

/** Texts that have broken programs before. */
const evilText = fc.constantFrom(
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  'x\uDFFFy',
  '\u202Etxt.exe',
  '‮​﻿',
  "'; DROP TABLE organizations; --",
  '" OR 1=1 --',
  '%s%n%x',
  '$(id)',
  '{{code}}',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'NaN',
  '-0',
  '1e999',
  '\u001B[2J\u001B]0;x\u0007',
  '👩‍⚕️'.repeat(20),
  'İ'.repeat(40),
  '\r\nSet-Cookie: a=b',
  'a'.repeat(5000),
);
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 40 }), evilText);
/** A text without digits: as a recipient it can be no phone number. */
const noNumber = anyText.map((text) => text.replace(/[\p{N}]/gu, '').slice(0, 40));
const anyId = fc.oneof(fc.uuid(), fc.uuid({ version: 7 }), fc.constant('00000000-0000-0000-0000-000000000000'));
const anything = fc.anything({
  maxDepth: 3,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
});

export type Ids = { organizationId: fc.Arbitrary<string>; runId: fc.Arbitrary<string>; heldId: fc.Arbitrary<string> };
export const unknownIds: Ids = { organizationId: anyId, runId: anyId, heldId: anyId };

/** Well-formed requests with hostile contents; which ids they name is the caller's matter. */
export function wellFormed(ids: Ids): (channel: CallChannel) => fc.Arbitrary<unknown> {
  const generators: Record<string, fc.Arbitrary<unknown>> = generatorsOf(ids);
  return (channel) => {
    const generator = generators[channel];
    if (generator === undefined) throw new Error(`${channel} is a new call: say here what its requests look like`);
    return generator;
  };
}

function generatorsOf({ organizationId, runId, heldId }: Ids) {
  const nothing = fc.constant({});
  const text = (max: number) => anyText.map((value) => value.slice(0, max));
  const some = (max: number) => text(max).filter((value) => value.length > 0);
  const provider = fc.constantFrom('twilio', 'google');
  const organization = fc.record({ organizationId });
  const connection = fc.record({ organizationId, provider });
  const memberName = text(80).filter((value) => cleanLine(value) !== '');
  const scope = fc.oneof(fc.constant('all' as const), fc.array(organizationId));
  const country = fc.stringMatching(/^[A-Z]{2}$/);
  const name = some(120).filter((value) => cleanLine(value) !== '');
  const zone = fc.oneof(fc.constantFrom('UTC', 'America/Los_Angeles', 'Europe/Berlin'), text(64));
  const passphrase = fc.oneof(fc.string({ minLength: 10, maxLength: 60 }), fc.constant('x'.repeat(1024)));
  const drafts = fc.record({ testSms: some(1600), hotLead: some(1600) });
  const step = fc.constantFrom('account', 'phone-number', 'test-sms', 'hot-lead-sms');
  const time = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
  const auditFilter = {
    organizationId: fc.option(organizationId, { nil: null }),
    search: text(200),
    outcome: fc.constantFrom(null, 'succeeded', 'failed', 'inconclusive'),
    actions: fc.array(fc.oneof(fc.constant('test.started'), text(60)), { minLength: 1, maxLength: 20 }),
    from: time.map((date) => date.toISOString()),
    to: time.map((date) => date.toISOString()),
  };
  return {
    'app.status': nothing,
    'app.openHelp': fc.record({ url: text(2000) }),
    'app.systemTimeZone': fc.constant({}),
    'app.reportFault': fc.record({ name: text(100), message: text(2000), stack: text(8000) }),
    'app.about': nothing,
    'app.copyText': fc.record({ text: text(10_000), kind: fc.constantFrom('value', 'document') }),
    'settings.get': nothing,
    'settings.update': fc.record(
      {
        theme: fc.constantFrom('system', 'light', 'dark'),
        checkIntervalHours: fc.integer({ min: 1, max: 720 }),
        deliveryDays: fc.integer({ min: 1, max: 365 }),
        textScale: fc.integer({ min: 100, max: 200 }),
        personName: text(80),
        autoLockMinutes: fc.integer({ min: 0, max: 480 }),
        checksWhileLocked: fc.boolean(),
        backgroundChecks: fc.boolean(),
        notifications: fc.boolean(),
        quietHours: fc.option(fc.constant({ from: '22:00', until: '07:00' }), { nil: null }),
        keepInTray: fc.boolean(),
        startAtLogin: fc.boolean(),
        lastScreen: text(300),
        clinicFilter: fc.constantFrom('all', 'needs-attention', 'unproven', 'ready', 'not-set-up'),
        clinicSort: fc.constantFrom('name', 'status', 'checked'),
        clinicSortDescending: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    'network.pending': nothing,
    'network.status': nothing,
    'network.signIn': fc.record({
      host: some(255),
      port: fc.integer({ min: 1, max: 65_535 }),
      username: some(1000),
      password: text(1000),
    }),
    'network.removeSignIn': fc.record({ host: some(255), port: fc.integer({ min: 1, max: 65_535 }) }),
    'network.dismiss': nothing,
    'network.acknowledge': fc.record({ fingerprint: text(100) }),
    'network.setTrust': fc.record({ trustsSystem: fc.boolean() }),
    'vault.place': nothing,
    'vault.lookAgain': nothing,
    'vault.chooseInvitation': nothing,
    'vault.openInvitation': fc.record({ code: text(200) }),
    'vault.join': nothing,
    'vault.cancelJoin': nothing,
    'vault.leave': nothing,
    'vault.moving': nothing,
    'vault.moveClinics': fc.record(
      { organizationIds: fc.array(organizationId, { minLength: 1 }), again: fc.boolean() },
      { requiredKeys: ['organizationIds'] },
    ),
    'vault.authorities': nothing,
    'vault.chooseAuthority': nothing,
    'vault.trustAuthority': fc.record({ only: fc.boolean() }),
    'vault.renewKey': fc.record({ organizationId }),
    'vault.stopMoving': nothing,
    'vault.forgetMoved': nothing,
    'members.list': nothing,
    'members.invite': fc.record({ name: memberName, clinics: scope }),
    'members.inviteAgain': fc.record({ name: text(80) }),
    'members.withdrawInvitation': fc.record({ name: text(80) }),
    'members.admit': fc.record({ name: text(80), words: text(200) }),
    'members.changeClinics': fc.record({ name: text(80), clinics: scope, seen: scope }),
    'members.remove': fc.record({ name: text(80), confirmName: text(200) }),
    'members.present': fc.record({
      organizationId,
      doing: fc.constantFrom('viewing' as const, 'twilio' as const, null),
    }),
    'machines.list': nothing,
    'machines.usesOf': fc.record({ organizationId }),
    'machines.choosePublicFile': nothing,
    'machines.add': fc.record({
      name: memberName,
      words: text(200),
      clinics: fc.array(organizationId, { minLength: 1 }),
    }),
    'machines.changeClinics': fc.record({
      name: text(80),
      clinics: fc.array(organizationId),
      seen: fc.array(organizationId),
    }),
    'machines.renewKeys': fc.record({ name: text(80), words: text(200) }),
    'machines.remove': fc.record({ name: text(80), confirmName: text(200) }),
    'vault.lock': nothing,
    'vault.retry': nothing,
    'vault.useMemory': nothing,
    'vault.passphraseStrength': fc.record({ passphrase: text(1024) }),
    'vault.createPassphrase': fc.record({ passphrase }),
    'vault.unlockWithPassphrase': fc.record({ passphrase: text(1024) }),
    'recovery.export': fc.record({ passphrase }),
    'recovery.restore': fc.record({ passphrase: text(1024) }),
    'rescue.options': nothing,
    'rescue.restore': fc.record({ id: text(300) }),
    'rescue.saveReadable': nothing,
    'rescue.startAnew': nothing,
    'rescue.putAside': nothing,
    'rescue.deletePutAside': fc.record({ name: text(200) }),
    'practice.start': nothing,
    'practice.stop': nothing,
    'practice.texts': nothing,
    'practice.reset': nothing,
    'practice.scenarios': nothing,
    'practice.chooseNetwork': fc.record({ id: fc.oneof(fc.constant(null), text(60)) }),
    'notices.list': nothing,
    'notices.recoveryKit': nothing,
    'notices.see': fc.record({ id: fc.option(fc.uuid(), { nil: null }) }),
    'app.keepDraft': fc.record({
      key: some(200),
      draft: fc.option(
        fc.record({ about: text(200), fields: fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{0,20}$/), text(200)) }),
        { nil: null },
      ),
    }),
    'app.recallDrafts': nothing,
    'organizations.list': fc.record(
      { after: fc.oneof(fc.constant(''), organizationId), known: text(100) },
      { requiredKeys: [] },
    ),
    'organizations.export': fc.record({ ids: fc.array(organizationId, { maxLength: 20 }) }, { requiredKeys: [] }),
    'organizations.rows': fc.record({ ids: fc.array(organizationId, { maxLength: 200 }) }),
    'organizations.add': fc.record({ name, timeZone: zone, country }),
    'organizations.get': organization,
    'organizations.update': fc.record(
      {
        organizationId,
        name,
        timeZone: zone,
        country,
        setupStep: fc.constantFrom(null, 'clinic', 'twilio', 'sms-test', 'handoff'),
      },
      { requiredKeys: ['organizationId'] },
    ),
    'organizations.decideNeed': connection.chain((ref) => fc.boolean().map((needed) => ({ ...ref, needed }))),
    'organizations.remove': fc.record({
      organizationId,
      confirmName: anyText.map((text) => `not ${text}`),
      leaveAccess: fc.boolean(),
    }),
    'organizations.checkAll': nothing,
    'organizations.cancelCheckAll': nothing,
    'organizations.dismissCheckAll': nothing,
    'organizations.keepView': fc.record({ search: text(1000), picked: fc.array(organizationId, { maxLength: 5 }) }),
    'organizations.recallView': nothing,
    'credentials.list': organization,
    'credentials.importFile': connection,
    'credentials.importText': fc.record({ organizationId, provider, fileName: text(255), text: text(5000) }),
    'credentials.verify': fc.record({
      organizationId,
      provider,
      methodId: fc.oneof(
        fc.constantFrom('auth-token', 'api-key', 'own-calendars', '__proto__', 'constructor'),
        text(40),
      ),
      fields: fc.dictionary(
        fc.oneof(
          fc.constantFrom('accountSid', 'authToken', 'apiKeySid', 'apiKeySecret', '__proto__', 'constructor'),
          text(60),
        ),
        text(4000),
      ),
      importId: fc.option(heldId, { nil: null }),
    }),
    'credentials.save': fc.record({
      organizationId,
      provider,
      verificationId: heldId,
      choice: fc.option(text(300), { nil: null }),
    }),
    'credentials.check': connection,
    'credentials.cancelCheck': connection,
    'credentials.options': connection,
    'credentials.choose': fc.record({ organizationId, provider, choice: text(300) }),
    'credentials.sharedUse': connection,
    'credentials.revoke': connection,
    'credentials.cameBack': nothing,
    'credentials.confirm': fc.record({ credentials: fc.array(connection, { minLength: 1, maxLength: 5 }) }),
    'credentials.retryRevocation': connection,
    'signIn.start': fc.record({
      organizationId,
      provider,
      methodId: fc.option(text(40), { nil: null }),
      fields: fc.dictionary(
        fc.oneof(fc.constantFrom('clientId', 'clientSecret', '__proto__', 'constructor'), text(60)),
        text(4000),
      ),
      importId: fc.option(heldId, { nil: null }),
      chooseAccount: fc.boolean(),
    }),
    'signIn.status': connection,
    'signIn.openBrowser': connection,
    'signIn.cancel': connection,
    'signIn.reportPageError': fc.record({
      organizationId,
      provider,
      pageError: fc.oneof(fc.constantFrom('org_internal', '__proto__'), text(60)),
    }),
    'calendar.busyWeek': organization,
    'messages.drafts': organization,
    'messages.saveDrafts': fc.record({ organizationId, drafts }),
    'messages.recipients': connection,
    'test.start': fc.record({
      organizationId,
      provider,
      to: fc.option(noNumber, { nil: null }),
      only: fc.option(fc.array(step, { minLength: 1, maxLength: 4 }), { nil: null }),
    }),
    'test.stop': fc.record({ organizationId, provider, runId }),
    'test.history': fc.record({ organizationId, provider, limit: fc.integer({ min: 1, max: 100 }) }),
    'messages.confirmCode': fc.record({ organizationId, runId, step, code: text(12) }),
    'messages.lookUpDelivery': fc.record({ organizationId, runId, step }),
    'audit.list': fc.record(
      {
        ...auditFilter,
        before: fc.option(fc.maxSafeInteger(), { nil: null }),
        limit: fc.integer({ min: 1, max: 200 }),
      },
      { requiredKeys: ['organizationId', 'search', 'outcome', 'before', 'limit'] },
    ),
    'audit.verify': nothing,
    'audit.export': fc.record(
      { ...auditFilter, format: fc.constantFrom('csv', 'json') },
      { requiredKeys: ['organizationId', 'search', 'outcome', 'format'] },
    ),
    'handoff.savePdf': organization,
    'handoff.print': organization,
    'support.prepare': nothing,
    'support.save': nothing,
    'support.copy': nothing,
    'updates.status': nothing,
    'updates.configure': fc.record(
      { feed: fc.oneof(fc.constant(null), text(500)), automatic: fc.boolean() },
      { requiredKeys: [] },
    ),
    'updates.check': nothing,
    'updates.download': nothing,
    'updates.install': nothing,
    'updates.cancel': nothing,
    'updates.dismissNews': nothing,
    'updates.holdForWindow': fc.record({ isOpen: fc.boolean() }),
  };
}

/** A request with one thing wrong: a key too many, a key missing, or a value of another kind. */
const spoiled = (request: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(request, fc.nat(), fc.constantFrom('extra', 'missing', 'replaced', 'wrapped', 'proto'), anything)
    .map(([whole, at, how, value]) => {
      const copy: Record<string, unknown> = { ...(whole as Record<string, unknown>) };
      const keys = Object.keys(copy);
      const key = keys[at % Math.max(1, keys.length)] ?? 'extra';
      if (how === 'extra') copy[`${key}X`] = value;
      if (how === 'missing') delete copy[key];
      if (how === 'replaced') copy[key] = value;
      if (how === 'wrapped') return [copy];
      if (how === 'proto')
        Object.defineProperty(copy, '__proto__', { value, enumerable: true, configurable: true, writable: true });
      return copy;
    });

/** What no page of ours would ever send: anything at all, or a request with one thing wrong. */
export const malformed = (channel: CallChannel): fc.Arbitrary<unknown> =>
  fc.oneof(anything, spoiled(wellFormed(unknownIds)(channel)));
