/** The shared vault of a profile: its storage and its members. Read only where the profile belongs to one. */

import { AppError, type AppErrorData } from '../../src-shared/errors';
import { databasePassword, loginRole } from '../../src-shared/shared-vault/database-login';
import { type Identity, publicOf } from '../../src-shared/shared-vault/identity';
import { serverName } from '../../src-shared/shared-vault/server-address';
import { identityWords } from '../../src-shared/shared-vault/words';
import { t } from '../../src-shared/texts/translate';
import type { SharedPlace } from '../../src-shared/vault/clinics-place';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import { createNews, readChanges } from '../storage/postgres/changes';
import {
  adoptReplacedTokens,
  createSharedParts,
  createSharedStorage,
  type SharedParts,
} from '../storage/postgres/create-shared-storage';
import { createSharedDatabase, type SharedDatabase } from '../storage/postgres/driver';
import { listenTo } from '../storage/postgres/listener';
import { createMembershipReader } from '../storage/postgres/membership-reader';
import type { Storage } from '../storage/repositories';
import { createMembershipFile, type VaultMembership } from '../vault/membership/membership-file';
import { createAdmission } from './admission';
import { changeAuthority } from './change-authority';
import { createContact, isClosedWay, isOutOfReach } from './contact';
import { createFollowing, type Following, type Pace } from './following';
import { type ClinicList, createLastKnown, type LastKnown } from './last-known';
import { type ClinicMove, createClinicMove } from './move-clinics';
import { createPresence, type Presence } from './presence';
import { type CheckReported, createReportedChecks, readReportedFailures } from './reported-failures';
import { createStanding, invitationsIn, type Standing } from './standing';
import { vouchNow } from './unvouched';
import { createVouching, type Vouching, vouchLookMs } from './vouching';

export type SharedVault = {
  /** @throws AppError `shared-vault.file-unreadable` */
  membership(): VaultMembership;
  /** Over the open database of this computer; the same object for the same one. */
  storageOver(local: Storage): Storage;
  admission(local: Storage): ReturnType<typeof createAdmission>;
  standing(local: Storage): Standing;
  presence(local: Storage): Presence;
  vouching(local: Storage): Vouching;
  /** The list of a storage; as it was known last, while the server is out of reach. */
  listOver(local: Storage, rows: ClinicList): ClinicList;
  /**
   * Where this computer stands in the vault. A server that is out of reach is part of the answer, not an error.
   * @throws AppError `vault.*`, `shared-vault.file-unreadable`
   */
  place(local: Storage): Promise<SharedPlace>;
  /**
   * Tells what others change from now on, and when the server comes and goes; until it is closed.
   * @param check checks a connection of which a receptionist reports a failure
   */
  follow(local: Storage, publish: Publish, check: CheckReported, pace?: Pace): void;
  /**
   * Trusts other authorities for the server's certificate, from now on; see `changeAuthority`.
   * @returns how many are trusted
   */
  trust(local: Storage, given: string, only: boolean): Promise<number>;
  /** @param settle looks up what became of tests of this computer that were cut off */
  clinicMove(local: Storage, settle: () => Promise<void>): ClinicMove;
  /** The vault of this computer was locked: keys, password and what is connected with it go. */
  forgetKeys(): void;
  close(): Promise<void>;
};

const notAdmittedCode = 'shared-vault.not-admitted';
const notAdmitted = () =>
  new AppError({
    code: notAdmittedCode,
    message: t('This computer has not been admitted to the shared vault yet.'),
    cause: t('It has joined with an invitation, and a member has to compare the six words and admit it.'),
    fix: t('Tell the six words to the member who invited you: Settings and “vault status” show them.'),
    retryable: true,
  });
const isNotAdmitted = (thrown: unknown) => thrown instanceof AppError && thrown.data.code === notAdmittedCode;

type Made = {
  local: Storage;
  parts: SharedParts;
  storage: Storage;
  forgetLogin(): void;
  login: Parameters<typeof createSharedDatabase>[1];
  lastKnown: LastKnown;
};
type PlaceRead = Awaited<ReturnType<Standing['place']>>;

/** Reads nothing yet: a file that can’t be read is told when the vault is used. */
export function openSharedVault({ profileDir, now }: Pick<Platform, 'profileDir' | 'now'>): SharedVault {
  const file = createMembershipFile(profileDir);
  let made: Made | null = null;
  let keys: Identity | null = null;
  /** The newest that the server said of this member’s place, and over which storage. */
  let read: (PlaceRead & { by: Made }) | null = null;
  let following: {
    local: Storage;
    publish: Publish;
    check: CheckReported;
    pace: Pace | undefined;
    work: Following;
  } | null = null;
  let stopped: Promise<unknown> = Promise.resolve();
  /** What keeps this computer from vouching, as it was found last while the vault is followed. */
  let unvouched: AppErrorData | null = null;
  const contact = createContact(now, () => void tellPlace());

  function over(local: Storage): Made {
    if (made?.local === local) return made;
    const { memberId, pinned } = file.require();
    made?.lastKnown.close();
    void made?.parts.database.close();
    const self = async () => {
      keys ??= file.openKeys(local.computerSecrets);
      return { id: memberId, keys };
    };
    const login = async () => ({
      user: loginRole('member', memberId),
      password: await databasePassword((await self()).keys),
    });
    const reader = createMembershipReader({
      read: async () => file.read()?.pinned ?? pinned,
      advance: async (head) => file.pin(head),
    });
    const server = createSharedDatabase(() => file.require().address, login);
    let isAdmitted = false;
    const database: SharedDatabase = {
      transaction: (clinic, work) =>
        contact.asking(() =>
          server.transaction(clinic, async (tx) => {
            if (!isAdmitted) {
              const { receive, sign } = publicOf((await self()).keys);
              const admitted = (await reader(tx)).members.get(memberId)?.keys;
              isAdmitted = admitted?.receive === receive && admitted.sign === sign;
            }
            if (!isAdmitted) throw notAdmitted();
            return work(tx);
          }),
        ),
      close: () => server.close(),
    };
    const parts = createSharedParts({ database, membership: reader, self, local, now });
    const forgetLogin = () => server.forgetLogin();
    const secrets = local.computerSecrets;
    const lastKnown = createLastKnown({ profileDir, secrets, now, recalled: contact.recall });
    made = { local, parts, storage: createSharedStorage(parts, local), forgetLogin, login, lastKnown };
    return made;
  }
  const standing = (local: Storage) => createStanding(over(local).parts, serverName(file.require().address));

  async function place(local: Storage): Promise<SharedPlace> {
    const { address, name } = file.require();
    const about = { place: 'shared', server: serverName(address), member: name } as const;
    const by = over(local);
    const state = () => ({ ...contact.state(), unvouched });
    /** Two readings overlap, and the one that saw less may end last: what is told never goes back. */
    const asMember = (newest: PlaceRead): SharedPlace => ({
      ...about,
      standing: 'member',
      ...newest.told,
      ...state(),
    });
    try {
      const now = await standing(local).place();
      if (read?.by !== by || read.entries <= now.entries) read = { ...now, by };
      return asMember(read);
    } catch (thrown) {
      if (isNotAdmitted(thrown)) {
        const words = await identityWords(publicOf((await by.parts.self()).keys), '');
        // Admitted since this reading began.
        if (read?.by === by) return asMember(read);
        const nothingYet = { mayAdmit: false, members: null, machines: null };
        return { ...about, standing: 'waiting', ...nothingYet, words, ...state() };
      }
      if (!isOutOfReach(thrown)) throw thrown;
      const nothingYet = { member: name, mayAdmit: false, members: null, machines: null, words: null };
      return asMember({ entries: 0, told: read?.told ?? nothingYet });
    }
  }
  /** Locked meanwhile, or closed: nobody is told anything then. */
  async function tellPlace(): Promise<void> {
    const to = following;
    if (to === null) return;
    const now = await place(to.local).catch(() => null);
    if (now !== null && following === to) to.publish('vault.placeChanged', now);
  }

  async function stopFollowing(): Promise<void> {
    const stopping = following?.work.close();
    following = null;
    stopped = Promise.allSettled([stopped, stopping]);
    await stopped;
  }
  function follow(local: Storage, publish: Publish, check: CheckReported, pace?: Pace): void {
    if (following?.local === local) return;
    void stopFollowing();
    const { parts, login } = over(local);
    const { memberId } = file.require();
    const newOf = createNews();
    const checkReported = createReportedChecks(check);
    let head: number | null = null;
    let belonging: string | null = null;
    const vouching = createVouching(parts);
    let vouchedAt: number | null = null;
    unvouched = null;
    /** @returns whether something else keeps it from vouching than before */
    const vouch = async (): Promise<boolean> => {
      const before = unvouched;
      // A server that is away, or must not be believed, is told as such.
      const kept = await vouchNow(vouching).catch(() => before);
      if (kept === null || !isClosedWay(kept.code)) unvouched = kept;
      return before?.message !== unvouched?.message;
    };
    const look = async (isRound: boolean) => {
      // One that can't be taken stays, and is no reason not to tell what others changed.
      await adoptReplacedTokens(parts, local.actor).catch(() => undefined);
      const { seen, sequence, invited, reported } = await parts.database.transaction(null, async (tx) => ({
        seen: await readChanges(tx, memberId),
        sequence: (await parts.membership(tx)).head.sequence,
        invited: await invitationsIn(tx),
        // Comes without a hint.
        reported: isRound ? await readReportedFailures(tx) : null,
      }));
      const { clinics, acts } = newOf(seen);
      for (const organizationId of clinics) publish('organizations.changed', { organizationId });
      const belongs = `${sequence} ${invited}`;
      publish('vault.heard', { members: belongs !== belonging, acts, clinics, round: isRound });
      belonging = belongs;
      // A provider may be slow: what others change is told meanwhile.
      if (reported !== null) void checkReported(reported);
      // Machines that were admitted meanwhile have no word of this member yet.
      const isDue = vouchedAt === null || Math.abs(now().getTime() - vouchedAt) >= vouchLookMs;
      // A clock that was set right counts at once.
      const isMended = isRound && unvouched?.retryable === true;
      let isNews = false;
      if (sequence !== head || isDue || isMended) {
        vouchedAt = now().getTime();
        isNews = await vouch();
      }
      if (sequence === head && !isNews) return;
      head = sequence;
      await tellPlace();
    };
    const listen = async (heard: () => void, lost: () => void) =>
      listenTo(file.require().address, await login(), heard, lost);
    const work = createFollowing({ listen, look, ...(pace === undefined ? {} : { pace }) });
    following = { local, publish, check, pace, work };
  }

  return {
    membership: () => file.require(),
    storageOver: (local) => over(local).storage,
    admission: (local) => createAdmission(over(local).parts),
    standing,
    presence: (local) => createPresence(over(local).parts),
    vouching: (local) => createVouching(over(local).parts),
    listOver: (local, rows) => over(local).lastKnown.over(rows),
    place,
    follow,
    async trust(local, given, only) {
      const count = await changeAuthority(file, local.computerSecrets, given, only);
      // What is connected was proved by what was trusted before.
      made?.forgetLogin();
      if (following !== null) {
        const { local: followed, publish, check, pace } = following;
        await stopFollowing();
        follow(followed, publish, check, pace);
      }
      return count;
    },
    clinicMove(local, settle) {
      if (local.moves === null) throw new Error('The clinics of this computer are in no store of their own.');
      const move = createClinicMove(over(local).parts, local.moves, serverName(file.require().address), settle);
      // Nobody waits for a server that is known to be away.
      return { ...move, lost: async () => (contact.state().problem === null ? move.lost() : new Set()) };
    },
    forgetKeys() {
      keys = null;
      made?.parts.clinicKeys.forget();
      void stopFollowing();
      made?.forgetLogin();
    },
    async close() {
      await stopFollowing();
      made?.lastKnown.close();
      await made?.parts.database.close();
    },
  };
}
