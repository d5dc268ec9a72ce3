/**
 * Switches of Electron and Chromium that could weaken the program: they open it to a debugger, send its requests
 * elsewhere, switch checks off, or take its pages out of the sandbox. A package does not open its window with one.
 */
import { t } from '../src-shared/texts/translate';

const ofDebuggers = ['debug', 'debug-brk', 'js-flags', 'enable-automation'];
const ofNetwork = [
  'proxy-server',
  'proxy-pac-url',
  'proxy-auto-detect',
  'proxy-bypass-list',
  'no-proxy-server',
  'host-rules',
  'host-resolver-rules',
  'unsafely-treat-insecure-origin-as-secure',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'ssl-key-log-file',
  'ssl-version-min',
  'ssl-version-max',
  'tls1',
  'cipher-suite-blacklist',
  'test-type',
];
const ofRecords = ['log-net-log', 'net-log-capture-mode', 'enable-logging', 'log-file', 'trace-startup', 'vmodule'];
const ofSandbox = [
  'no-sandbox',
  'no-zygote',
  'no-zygote-sandbox',
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-gpu-sandbox',
  'allow-sandbox-debugging',
  'single-process',
  'in-process-gpu',
  'gpu-launcher',
];
const ofPages = ['disable-web-security', 'load-extension', 'disable-extensions-except', 'user-data-dir'];

const names = new Set([...ofDebuggers, ...ofNetwork, ...ofRecords, ...ofSandbox, ...ofPages]);
/** Families, of which new ones appear. */
const families =
  /^(?:inspect|remote-debugging-|remote-allow-|ignore-certificate-errors|ignore-urlfetcher-cert|auth-|disable-site-isolation|allow-file-access|.*-cmd-prefix$)/;

/** A command opens no page: without a sandbox it can also run for root and where there are no namespaces. */
const harmlessForCommands: ReadonlySet<string> = new Set(['no-sandbox', 'no-zygote']);

/**
 * Names of those that the program was started with, each once.
 * @param argv with the program itself first
 */
export function weakeningSwitches(
  argv: readonly string[],
  { command, platform = process.platform }: { command: boolean; platform?: NodeJS.Platform },
): string[] {
  const end = argv.indexOf('--');
  const given = argv.slice(1, end === -1 ? argv.length : end).flatMap((argument) => {
    const [, name] = /^(?:--?|\/)([^=]+)/.exec(argument) ?? [];
    if (name === undefined || (argument.startsWith('/') && platform !== 'win32')) return [];
    return [platform === 'win32' ? name.toLowerCase() : name];
  });
  return [...new Set(given)].filter(
    (name) => (names.has(name) || families.test(name)) && !(command && harmlessForCommands.has(name)),
  );
}

/** Variables that Electron follows like a switch, before any code of the program runs. */
const ofVariables = ['ELECTRON_DISABLE_SANDBOX'];

/** What a package does not open its window with: switches and variables, as a person writes them. */
export const refusedIn = (switches: readonly string[], env: Readonly<Record<string, string | undefined>>): string[] => [
  ...switches.map((name) => `--${name}`),
  ...ofVariables.filter((name) => env[name]),
];

/** What a package that was started with them says. */
export const refusedSwitches = (refused: readonly string[]): string =>
  [
    t('Voxanne Console does not start with {options}.', { options: refused.join(', ') }),
    '',
    t('Such an option lets another program read or change what the console does, or switches a check off.'),
    '',
    t('Start it without. For tests, make a package that can be driven: npm run package -- --drivable.'),
  ].join('\n');
