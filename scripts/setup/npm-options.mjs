// @ts-check
// Options of a command that npm took as its own settings, because no `--` stood
// before the command: `npm run cli sms-test --dry-run` would run without its
// `--dry-run`, and send.

/** Options of the commands that npm passes on as settings in the environment. */
const OPTIONS = [
  'dry-run',
  'json',
  'env-file',
  'client-file',
  'organization',
  'provider',
  'only',
  'delivery-timeout',
  'all',
];

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} as they were typed: `--dry-run`
 */
export function optionsTakenByNpm(env) {
  if (env.npm_lifecycle_event !== 'cli') return [];
  return OPTIONS.filter((option) => {
    const value = env[`npm_config_${option.replaceAll('-', '_')}`];
    return value !== undefined && value !== '';
  }).map((option) => `--${option}`);
}
