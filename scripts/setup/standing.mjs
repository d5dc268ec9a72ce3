// @ts-check
import fs from 'node:fs';

/**
 * Where the person stands. npm starts a script in the project's folder; files are named from elsewhere.
 * @param {string} script the script's name in package.json
 * @returns {string}
 */
export function standingIn(script) {
  const standing = process.env.npm_lifecycle_event === script ? process.env.INIT_CWD : undefined;
  return standing !== undefined && fs.existsSync(standing) ? standing : process.cwd();
}
