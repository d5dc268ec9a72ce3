// @ts-check
// The files and variables of a private desktop session: pure text and bytes.
import os from 'node:os';
import path from 'node:path';

/** Wide enough for the console's largest layout. */
export const SCREEN = '1920x1200x24';

/**
 * A message bus of our own, without the system's service files: nothing of the
 * user's desktop (portals, accessibility, another keychain) is ever started on it.
 * @param {string} socket
 * @returns {string}
 */
export function busConfiguration(socket) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/**
 * An Xauthority file with one cookie that fits any display number. Written here
 * because it is all that the xauth program would be needed for.
 * @param {Buffer} cookie 16 random bytes
 * @returns {Buffer}
 */
export function xauthority(cookie) {
  const familyWild = 0xffff;
  const field = (/** @type {Buffer} */ data) => Buffer.concat([uint16(data.length), data]);
  return Buffer.concat([
    uint16(familyWild),
    field(Buffer.alloc(0)),
    field(Buffer.alloc(0)),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(cookie),
  ]);
}

/** @param {number} value */
function uint16(value) {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

/**
 * The environment of programs inside the session: every place where a desktop
 * program keeps things is inside `folder`.
 * @param {NodeJS.ProcessEnv} env the environment outside
 * @param {{ folder: string, token: string, display: string, cacheDir: string }} session
 * @returns {NodeJS.ProcessEnv}
 */
export function sessionEnvironment(env, session) {
  const inside = (/** @type {string} */ name) => path.join(session.folder, name);
  const result = {
    ...env,
    VOXANNE_SESSION: session.token,
    VOXANNE_CACHE_DIR: session.cacheDir,
    DISPLAY: session.display,
    XAUTHORITY: inside('xauthority'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${inside('bus')}`,
    XDG_RUNTIME_DIR: inside('run'),
    XDG_DATA_HOME: inside('data'),
    XDG_CONFIG_HOME: inside('config'),
    XDG_CACHE_HOME: inside('cache'),
    XDG_STATE_HOME: inside('state'),
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: 'GNOME',
    GDK_BACKEND: 'x11',
    // No accessibility bus is started here; without this, GTK waits for one.
    NO_AT_BRIDGE: '1',
  };
  // Leading to the real desktop, or to its keychain.
  for (const name of [
    'WAYLAND_DISPLAY',
    'GNOME_KEYRING_CONTROL',
    'GNOME_KEYRING_PID',
    'SSH_AUTH_SOCK',
    'DESKTOP_SESSION',
    'ELECTRON_RUN_AS_NODE',
  ]) {
    delete (/** @type {NodeJS.ProcessEnv} */ (result)[name]);
  }
  return result;
}

/** The folder under which sessions live: short, because a socket's path has at most 107 bytes. */
export const sessionParent = () => (os.tmpdir().length <= 60 ? os.tmpdir() : '/tmp');
