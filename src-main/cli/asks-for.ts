/** True when an option stands on the command line, which is searched as text: it may not be parsable. Up to `--`. */
export const asksFor = (args: readonly string[], ...names: string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).some((word) => names.includes(word));
