import type { CallSchemas, CallsOf, Domain } from './calls-of';
import type { CallChannel } from './channels';

const app = async () => (await import('./app-calls')).appCalls;
const vault = async () => (await import('./vault-calls')).vaultCalls;
const sharedVault = async () => (await import('./shared-vault-calls')).sharedVaultCalls;
const organizations = async () => (await import('./organizations-calls')).organizationsCalls;
const connections = async () => (await import('./connections-calls')).connectionsCalls;
const tests = async () => (await import('./tests-calls')).testsCalls;
const records = async () => (await import('./records-calls')).recordsCalls;

const domains: { [D in Domain<CallChannel>]: () => Promise<CallsOf<D>> } = {
  app,
  settings: app,
  network: async () => (await import('./network-calls')).networkCalls,
  vault,
  recovery: vault,
  rescue: vault,
  members: sharedVault,
  machines: sharedVault,
  practice: async () => (await import('./practice-calls')).practiceCalls,
  notices: organizations,
  organizations,
  credentials: connections,
  signIn: connections,
  calendar: connections,
  test: tests,
  messages: tests,
  handoff: records,
  audit: records,
  support: records,
  updates: async () => (await import('./updates-calls')).updatesCalls,
};

/**
 * What a call takes and gives. Schemas are read, and made, with the first call of their file: the window's start needs
 * two files of ten.
 */
export async function readCall(channel: CallChannel): Promise<CallSchemas> {
  const domain = channel.slice(0, channel.indexOf('.')) as Domain<CallChannel>;
  const calls: Partial<Record<CallChannel, CallSchemas>> = await domains[domain]();
  const found = calls[channel];
  if (found === undefined) throw new Error(`${channel} has no schemas`);
  return found;
}
