// @ts-check

/**
 * Which of `npm start`'s arguments are its own, and which go to the app.
 * @param {readonly string[]} args
 * @returns {{ wantsTour: boolean, rest: string[] }}
 */
export function startArguments(args) {
  return { wantsTour: args.includes('--tour'), rest: args.filter((argument) => argument !== '--tour') };
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
