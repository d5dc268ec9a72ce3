/**
 * Who tells on Linux that the screen is locked or that another user comes: logind, for the session in which the console
 * runs, and the screen saver of the desktop. What they say is read as `gdbus` prints it.
 */
import type { LockReason } from '../../../src-shared/vault/console-lock';
import type { Environment } from '../../environment';
import { askBus, type Bus } from './gdbus';

export type ScreenSource = {
  bus: Bus;
  name: string;
  /** The object whose signals count; undefined: any of the name's. KDE signals at another one than it answers at. */
  heardAt?: string;
  /** Whether it also tells of another user. */
  tellsOfUsers: boolean;
  /** Null for a signal that is no reason to lock. */
  reasonIn(signal: string): LockReason | null;
  /** Whether the screen is locked now. */
  isLocked(env: Environment): Promise<boolean>;
};

const login = 'org.freedesktop.login1';
const session = `${login}.Session`;
const readAll = 'org.freedesktop.DBus.Properties.GetAll';

/** The path of the session in an answer of logind. */
const sessionPath = (answer: string | null): string | null =>
  /objectpath '(\/org\/freedesktop\/login1\/session\/\w+)'/.exec(answer ?? '')?.[1] ?? null;

/** The session that this program belongs to; where it does not know, the one that this user sees. */
async function ownSession(env: Environment): Promise<string | null> {
  const ask = (path: string, method: string, args: readonly string[]) =>
    askBus(env, 'system', { name: login, path, method, args });
  const id = env.XDG_SESSION_ID;
  const named = id ? await ask('/org/freedesktop/login1', `${login}.Manager.GetSession`, [id]) : null;
  return (
    sessionPath(named) ??
    sessionPath(
      await ask('/org/freedesktop/login1/user/self', 'org.freedesktop.DBus.Properties.Get', [
        `${login}.User`,
        'Display',
      ]),
    )
  );
}

const loginSession = (path: string): ScreenSource => ({
  bus: 'system',
  name: login,
  heardAt: path,
  tellsOfUsers: true,
  reasonIn(signal) {
    if (signal.startsWith(`${session}.Lock `)) return 'screen-lock';
    if (!signal.startsWith('org.freedesktop.DBus.Properties.PropertiesChanged ')) return null;
    if (/'LockedHint': <true>/.test(signal)) return 'screen-lock';
    return /'Active': <false>/.test(signal) ? 'user-switch' : null;
  },
  isLocked: async (env) =>
    /'LockedHint': <true>/.test(
      (await askBus(env, 'system', { name: login, path, method: readAll, args: [session] })) ?? '',
    ),
});

const screenSaver = (name: string): ScreenSource => {
  const path = `/${name.replaceAll('.', '/')}`;
  return {
    bus: 'session',
    name,
    tellsOfUsers: false,
    reasonIn: (signal) => (signal === `${name}.ActiveChanged (true,)` ? 'screen-lock' : null),
    isLocked: async (env) =>
      (await askBus(env, 'session', { name, path, method: `${name}.GetActive` }))?.trim() === '(true,)',
  };
};

/** Desktops whose screen saver has a name of its own. The name of all, which KDE has, is heard everywhere. */
const own: readonly [desktop: RegExp, name: string][] = [
  [/GNOME|Unity|Budgie|Pantheon/i, 'org.gnome.ScreenSaver'],
  [/Cinnamon/i, 'org.cinnamon.ScreenSaver'],
  [/MATE/i, 'org.mate.ScreenSaver'],
  [/XFCE/i, 'org.xfce.ScreenSaver'],
];

const screenSaversOf = (desktop: string): string[] => [
  'org.freedesktop.ScreenSaver',
  ...own.filter(([pattern]) => pattern.test(desktop)).map(([, name]) => name),
];

/** Whether it is on its bus now. */
export const isThere = async (env: Environment, { bus, name }: ScreenSource): Promise<boolean> => {
  const own = 'org.freedesktop.DBus';
  const asked = { name: own, path: '/org/freedesktop/DBus', method: `${own}.NameHasOwner`, args: [name] };
  return (await askBus(env, bus, asked))?.trim() === '(true,)';
};

/** The sources that may tell on this computer; whether they do is seen when they are heard. */
export async function screenSources(env: Environment): Promise<ScreenSource[]> {
  const path = await ownSession(env);
  return [
    ...(path === null ? [] : [loginSession(path)]),
    ...screenSaversOf(env.XDG_CURRENT_DESKTOP ?? '').map(screenSaver),
  ];
}
