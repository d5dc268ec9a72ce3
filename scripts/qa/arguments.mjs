// @ts-check

/**
 * Which of `npm run qa`'s arguments are its own, and which go to Playwright.
 * @param {readonly string[]} args
 * @returns {{ packaged: string | null, rest: string[], problem: string | null }} `packaged`: the package to test; null
 * for this checkout
 */
export function qaArguments(args) {
  /** @type {string[]} */
  const rest = [];
  /** @type {string | null} */
  let packaged = null;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument !== '--package' && !argument.startsWith('--package=')) rest.push(argument);
    else {
      packaged = argument === '--package' ? (args[index + 1] ?? '') : argument.slice('--package='.length);
      if (argument === '--package') index += 1;
    }
  }
  const problem =
    packaged === '' || packaged?.startsWith('-')
      ? 'Say which package: npm run qa -- --package release/rehearsal/linux-unpacked'
      : null;
  return { packaged, rest, problem };
}
