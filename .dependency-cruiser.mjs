// @ts-check
// Who may import whom. test/unit/boundaries.test.ts runs these rules, and proves of each that it catches its violation.
import { readdirSync } from 'node:fs';

/** Rooms, lowest first. A room imports from those before it, never from one after it. */
export const MAIN_ROOMS = [
  'logging',
  'crypto',
  'storage',
  'vault',
  'shared-vault',
  'lock',
  'providers/http',
  'providers',
  'network',
  'tests',
  'credentials',
  'calendar',
  'sign-in',
  'messaging',
  'organizations',
  'checks',
  'handoff',
  'audit',
  'background',
  'simulator',
  'practice',
  'support',
  'updates',
  'window',
  'ipc',
  'cli',
  'preload',
];
export const WINDOW_ROOMS = ['theme', 'router', 'components', 'console', 'screens', 'shell'];

/** Files of the main process that join its rooms. */
const JOINING =
  'main|desktop|desktop-updates|desktop-background|headless|compose|connections|joined|unfinished-work|workspace-switch';

/** Where each program begins; the page of a window that crashes is made by the build. */
const ENTRANCES =
  '^src-(main/(main|cli/main|storage/storage-worker|preload/preload|window/crash-page)|renderer/main|' +
  'receptionist/(index|command|api))[.]tsx?$';

/** Each has a folder of its own beside `http`. */
const PROVIDER = readdirSync(new URL('src-main/providers', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'http')
  .map(({ name }) => name)
  .join('|');
/** Packages that only one provider's folder may import. */
const PROVIDER_PACKAGE = {
  twilio: 'twilio',
  google: '@googleapis/[^/]+|google-auth-library|googleapis-common|gaxios',
  stripe: 'stripe',
};
const packages = (/** @type {string} */ names) => `(^|node_modules/)(${names})(/|$)`;

/** @param {string} root @param {string} room */
const within = (root, room) => `^${root}/${room === 'providers' ? 'providers/(?!http/)' : `${room}/`}`;

/**
 * @param {string} root
 * @param {string[]} rooms
 * @returns {import('dependency-cruiser').IForbiddenRuleType[]}
 */
const pointingDown = (root, rooms) =>
  rooms.slice(0, -1).map((room, index) => ({
    name: `up-from-${room.replace('/', '-')}`,
    comment: `${root}/${room} imports nothing of the rooms above it.`,
    severity: 'error',
    from: { path: within(root, room) },
    to: { path: rooms.slice(index + 1).map((above) => within(root, above)) },
  }));

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const providerPackages = Object.entries(PROVIDER_PACKAGE).flatMap(([provider, names]) => [
  {
    name: `package-of-${provider}`,
    comment: `The packages of ${provider} are known to its own rooms alone.`,
    severity: 'error',
    from: { path: '^src-', pathNot: `^src-main/providers/${provider}/|^src-receptionist/` },
    to: { path: packages(names) },
  },
  {
    name: `package-of-${provider}-when-needed`,
    comment: `The packages of ${provider} are loaded when the first request needs them, not with the program.`,
    severity: 'error',
    from: { path: '^src-main/' },
    to: { path: packages(names), dynamic: false, dependencyTypesNot: ['type-only'] },
  },
]);

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
export const forbidden = [
  {
    name: 'no-circle',
    comment: 'No file imports itself by way of others, not even for a type.',
    severity: 'error',
    from: { path: '^src-' },
    to: { circular: true },
  },
  {
    name: 'no-circle-of-rooms',
    comment: 'As between files, so between folders.',
    severity: 'error',
    scope: 'folder',
    from: { path: '^src-shared/' },
    to: { circular: true },
  },
  {
    name: 'shared-depends-on-nobody',
    severity: 'error',
    from: { path: '^src-shared/' },
    to: { path: '^(src-main|src-renderer|src-receptionist|test|scripts)/' },
  },
  {
    name: 'shared-without-node',
    severity: 'error',
    from: { path: '^(src-shared|src-renderer)/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'context-is-passed',
    comment: 'What a request belongs to is an argument: it does not travel with the asynchronous context.',
    severity: 'error',
    from: { path: '^src-' },
    to: { path: '^(node:)?async_hooks$' },
  },
  {
    name: 'window-and-main-meet-in-shared',
    severity: 'error',
    from: { path: '^src-(renderer|main)/' },
    to: { path: '^src-(renderer|main)/', pathNot: '^src-$1/' },
  },
  {
    name: 'no-test-code-in-the-program',
    severity: 'error',
    from: { path: '^src-' },
    to: { path: '^(test|scripts)/|node_modules/(vitest|@vitest|@playwright|playwright)/' },
  },
  {
    name: 'part-of-the-program',
    comment: 'What no program reads is dead, or belongs to the tests.',
    severity: 'error',
    from: { path: ENTRANCES },
    to: { path: '^src-.*[.]tsx?$', pathNot: ENTRANCES, reachable: false },
  },
  {
    name: 'electron-in-the-shell',
    comment: 'Services run in the terminal as well, without Electron.',
    severity: 'error',
    from: {
      path: '^src-',
      pathNot: '^src-main/((main|desktop|headless)[.]ts$|window/|preload/|ipc/(register|publish)[.]ts$)',
    },
    to: { path: packages('electron') },
  },
  {
    name: 'preload-alone',
    comment: 'The preload runs in the sandbox: it gets the names of the contract and nothing else.',
    severity: 'error',
    from: { path: '^src-main/preload/' },
    to: { path: '^src-', pathNot: '^src-(main/preload|shared)/' },
  },
  {
    name: 'updater-when-needed',
    comment: 'electron-updater is read when a feed is asked, and not with the program.',
    severity: 'error',
    from: { path: '^src-main/', pathNot: '^src-main/updates/(feed|feed-updater)[.]ts$' },
    to: { path: packages('electron-updater') },
  },
  {
    name: 'feed-when-needed',
    severity: 'error',
    from: { path: '^src-main/', pathNot: '^src-main/updates/feed-(updater|requests)[.]ts$' },
    to: {
      path: '^src-main/updates/feed(-updater|-requests)?[.]ts$',
      dynamic: false,
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'keychain-in-its-store',
    severity: 'error',
    from: { path: '^src-', pathNot: '^src-main/vault/keychain/keytar-key-store[.]ts$' },
    to: { path: packages('keytar|@github/keytar') },
  },
  {
    name: 'sqlite-in-storage',
    comment: 'Databases are opened by storage, and by the rescue of a damaged one. The start reads the module early.',
    severity: 'error',
    from: { path: '^src-', pathNot: '^src-main/(storage|vault)/|^src-main/main[.]ts$' },
    to: { path: packages('better-sqlite3|kysely') },
  },
  {
    name: 'postgres-in-its-store',
    comment: 'The driver is known to the shared store alone, and to the package of the backend.',
    severity: 'error',
    from: { path: '^src-', pathNot: '^src-main/storage/postgres/|^src-receptionist/' },
    to: { path: packages('pg|pg-pool|pg-protocol|pg-types') },
  },
  {
    name: 'postgres-when-needed',
    comment: 'A console whose clinics are on this computer never reads the driver.',
    severity: 'error',
    from: { path: '^src-main/' },
    to: { path: packages('pg'), dynamic: false, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'shared-vault-when-needed',
    comment: 'Nor what belongs to a shared vault.',
    severity: 'error',
    from: { path: '^src-main/', pathNot: '^src-main/(storage/postgres|shared-vault|vault/membership)/' },
    to: {
      path: '^src-main/(storage/postgres|shared-vault|vault/membership)/',
      dynamic: false,
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'receptionist-alone',
    comment: 'The package of the backend has what is shared, and nothing of the console; the console nothing of it.',
    severity: 'error',
    from: { path: '^src-(main|renderer|shared|receptionist)/' },
    to: { path: '^src-(main|renderer|receptionist)/', pathNot: '^src-$1/' },
  },
  {
    name: 'providers-do-not-know-each-other',
    severity: 'error',
    from: { path: `^src-main/providers/(${PROVIDER})/` },
    to: { path: `^src-main/providers/(${PROVIDER})/`, pathNot: '^src-main/providers/$1/' },
  },
  {
    name: 'services-do-not-know-a-provider',
    comment: 'Only the registry names the providers; everybody else goes through the interface.',
    severity: 'error',
    from: { path: '^src-main/', pathNot: '^src-main/providers/(?!http/)' },
    to: { path: `^src-main/providers/(${PROVIDER})/` },
  },
  {
    name: 'registry-alone-joins-providers',
    severity: 'error',
    from: { path: '^src-main/providers/[^/]+$', pathNot: '^src-main/providers/entries[.]ts$' },
    to: { path: `^src-main/providers/(${PROVIDER})/` },
  },
  {
    name: 'simulator-in-practice',
    comment: 'No service can reach a simulator: what is real and what is practised is decided by addresses alone.',
    severity: 'error',
    from: { path: '^src-main/', pathNot: '^src-main/(simulator|practice)/' },
    to: { path: '^src-main/simulator/' },
  },
  {
    name: 'screens-do-not-know-each-other',
    severity: 'error',
    from: { path: '^src-renderer/screens/([^/]+)/' },
    to: { path: '^src-renderer/screens/[^/]+/', pathNot: '^src-renderer/screens/$1/' },
  },
  {
    name: 'rooms-know-not-what-joins-them',
    comment: 'The doors (ipc, cli) know the type of the workspace that they open on; the command line also makes it.',
    severity: 'error',
    from: { path: '^src-main/[^/]+/' },
    to: { path: `^src-main/(${JOINING})[.]ts$`, pathNot: '^src-main/compose[.]ts$' },
  },
  {
    name: 'doors-alone-know-the-workspace',
    severity: 'error',
    from: { path: '^src-main/[^/]+/', pathNot: '^src-main/(ipc|cli)/' },
    to: { path: '^src-main/compose[.]ts$' },
  },
  ...pointingDown('src-main', MAIN_ROOMS),
  ...pointingDown('src-renderer', WINDOW_ROOMS),
  ...providerPackages,
];

/** @type {import('dependency-cruiser').ICruiseOptions} */
export const options = {
  // TypeScript 7 has no interface for JavaScript.
  parser: 'swc',
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: {
    extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'default'],
  },
};

export default { forbidden, options };
