/**
 * The environment at the program's start. Variables that could weaken the program, and secrets, are then removed from
 * `process.env`, so that neither the runtime nor a child process (a browser, for example) sees them.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that disable checks, log what is sent, or change what is executed. None of them has an effect. */
const weakening: ReadonlySet<string> = new Set([
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_V8_COVERAGE',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_INSPECT_RESUME_ON_START',
  'NODE_REDIRECT_WARNINGS',
  'OPENSSL_CONF',
  'OPENSSL_MODULES',
  'OPENSSL_ENGINES',
  'SSLKEYLOGFILE',
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_NO_ASAR',
  'ELECTRON_FORCE_IS_PACKAGED',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
  'ELECTRON_ENABLE_STACK_DUMPING',
  'ELECTRON_DEBUG_DRAG_REGIONS',
  'ELECTRON_LOG_ASAR_READS',
  'ELECTRON_DISABLE_SANDBOX',
  'CHROME_SANDBOX_DEBUGGING',
]);

/** Windows knows a variable by any spelling of its name. */
const isWeakening = (name: string) => weakening.has(process.platform === 'win32' ? name.toUpperCase() : name);

/** Secrets of the console, and by their names those of others: a shell may have read an `.env` file. */
const isSecret = (name: string) =>
  /^VOXANNE_(?:PASSPHRASE|INVITATION_CODE)$/i.test(name) ||
  /(?:TOKEN|SECRET|PASSWORD|PASSPHRASE|(?:API|AUTH|SECRET|PRIVATE)_?KEY)$/i.test(name);

const isProxyVariable = (name: string) => /^(?:https?|all|ftp)_proxy$/i.test(name);

/** `http://user:password@proxy:1` without the sign-in. A proxy is also named without `http://`. */
const withoutSignIn = (name: string, value: string) =>
  value.replace(isProxyVariable(name) ? /^([a-z][\w+.-]*:\/\/)?.*@/i : /^([a-z][\w+.-]*:\/\/)[^/\s]*@/i, '$1');

/** Names of the set variables that have no effect, for `doctor`. */
export const weakeningIn = (env: Environment): string[] =>
  Object.keys(env).filter((name) => isWeakening(name) && env[name] !== undefined && env[name] !== '');

/**
 * The environment for child processes: without weakening variables, secrets, and passwords in addresses.
 */
export function environmentOfChildren(env: Environment): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) => {
    if (value === undefined || isWeakening(name) || isSecret(name)) return [];
    return [[name, withoutSignIn(name, value)]];
  });
  return Object.fromEntries(kept) as Record<string, string>;
}

/**
 * Copies the environment, and leaves in it only what other programs may know.
 * @param env of this process
 */
export function takeEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const taken = { ...env };
  const kept = environmentOfChildren(taken);
  for (const [name, value] of Object.entries(taken)) {
    if (kept[name] === undefined) delete env[name];
    else if (kept[name] !== value) env[name] = kept[name];
  }
  return taken;
}

/** With it, a release follows the variables that redirect providers. */
const allowRedirects = 'VOXANNE_ALLOW_REDIRECTS';

/** True where somebody asked a release to follow them. */
export const allowsRedirects = (env: Environment): boolean => env[allowRedirects] === 'yes';

/**
 * A release ignores the variables that redirect a provider's requests, unless they are explicitly allowed: a forgotten
 * one would send credentials to another server.
 * @returns the environment without them, and their names
 */
export function ignoreRedirects(env: Environment): { env: Environment; ignored: string[] } {
  if (allowsRedirects(env)) return { env, ignored: [] };
  const ignored = Object.keys(env).filter((name) => /^VOXANNE_\w+_URL$/i.test(name) && env[name] !== '');
  return { env: Object.fromEntries(Object.entries(env).filter(([name]) => !ignored.includes(name))), ignored };
}
