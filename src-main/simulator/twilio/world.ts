/** The state of the simulated Twilio, indexed for ten thousand accounts. */
import { createIdMaker, type IdMaker } from './ids';
import type { Account, ApiKey, Message, OwnedNumber } from './model';

export type World = {
  readonly ids: IdMaker;
  readonly seed: number;
  now(): number;
  /** Speed of deliveries relative to the real clock. */
  readonly clockSpeed: number;
  account(sid: string): Account | undefined;
  accounts(): readonly Account[];
  add(account: Account): void;
  addKey(account: Account, key: ApiKey): void;
  removeKey(account: Account, sid: string): void;
  keyOwner(sid: string): { account: Account; key: ApiKey } | undefined;
  /** Whoever owns this number at the simulated Twilio. */
  numberOwner(phoneNumber: string): { account: Account; number: OwnedNumber } | undefined;
  addMessage(account: Account, message: Message): void;
  message(account: Account, sid: string): Message | undefined;
  /** Every message that was ever accepted, oldest first. */
  messages(): readonly Message[];
  clear(): void;
};

export function createWorld(options: { seed: number; now: () => number; clockSpeed: number }): World {
  const accounts = new Map<string, Account>();
  const keyOwners = new Map<string, { account: Account; key: ApiKey }>();
  const numberOwners = new Map<string, { account: Account; number: OwnedNumber }>();
  const messagesBySid = new Map<string, Message>();
  const messages: Message[] = [];
  return {
    ids: createIdMaker(options.seed),
    seed: options.seed,
    now: options.now,
    clockSpeed: options.clockSpeed,
    account: (sid) => accounts.get(sid),
    accounts: () => [...accounts.values()],
    add(account) {
      accounts.set(account.sid, account);
      for (const key of account.keys.values()) keyOwners.set(key.sid, { account, key });
      for (const number of account.numbers) numberOwners.set(number.phoneNumber, { account, number });
    },
    addKey(account, key) {
      account.keys.set(key.sid, key);
      keyOwners.set(key.sid, { account, key });
    },
    removeKey(account, sid) {
      account.keys.delete(sid);
      keyOwners.delete(sid);
    },
    keyOwner: (sid) => keyOwners.get(sid),
    numberOwner: (phoneNumber) => numberOwners.get(phoneNumber),
    addMessage(account, message) {
      messages.push(message);
      if (message.pretended) return;
      account.messages.push(message);
      messagesBySid.set(message.sid, message);
    },
    message(account, sid) {
      const found = messagesBySid.get(sid);
      return found?.accountSid === account.sid ? found : undefined;
    },
    messages: () => messages,
    clear() {
      accounts.clear();
      keyOwners.clear();
      numberOwners.clear();
      messagesBySid.clear();
      messages.length = 0;
    },
  };
}
