/**
 * The names of every call and every event between the two sides.
 * They stand apart from their schemas so that the preload, which needs only names, does not carry a schema library.
 * `contract.ts` does not compile unless each name has its schemas, and `register.ts` unless each has its handler.
 */
export const callChannels = [
  'app.status',
  'app.openHelp',
  'app.copyText',
  'settings.get',
  'settings.update',
  'vault.retry',
  'vault.useMemory',
  'vault.createPassphrase',
  'vault.unlockWithPassphrase',
  'recovery.export',
  'recovery.restore',
  'rescue.options',
  'rescue.restore',
  'rescue.saveReadable',
  'practice.start',
  'practice.stop',
  'practice.scenarios',
  'organizations.list',
  'organizations.add',
  'organizations.get',
  'organizations.update',
  'organizations.remove',
  'organizations.checkAll',
  'organizations.cancelCheckAll',
  'credentials.list',
  'credentials.importFile',
  'credentials.verify',
  'credentials.save',
  'credentials.check',
  'credentials.options',
  'credentials.choose',
  'credentials.sharedUse',
  'credentials.revoke',
  'smsTest.drafts',
  'smsTest.saveDrafts',
  'smsTest.recipients',
  'smsTest.start',
  'smsTest.stop',
  'smsTest.history',
  'smsTest.confirmCode',
  'audit.list',
  'audit.verify',
] as const;
export type CallChannel = (typeof callChannels)[number];

export const eventChannels = ['vault.changed', 'organizations.changed', 'organizations.checkAllProgress', 'smsTest.progress', 'app.navigate'] as const;
export type EventChannel = (typeof eventChannels)[number];
