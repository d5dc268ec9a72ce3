// @ts-check

/**
 * Which of `npm start`'s arguments are its own, and which go to the app.
 * @param {readonly string[]} args
 * @returns {{ wantsTour: boolean, isCommand: boolean, rest: string[] }}
 */
export function startArguments(args) {
  const at = args.indexOf('--cli');
  // What follows belongs to the command.
  const own = at === -1 ? args : args.slice(0, at);
  const rest = own.filter((argument) => argument !== '--tour');
  return {
    wantsTour: own.includes('--tour'),
    isCommand: at !== -1,
    rest: at === -1 ? rest : [...rest, ...args.slice(at)],
  };
}

/**
 * Is there a display to open a window on?
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean}
 */
export function hasDisplay(platform = process.platform, env = process.env) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
