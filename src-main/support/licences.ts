/**
 * The licences of everything that is shipped: from the file that packaging writes, or in a checkout from what the build
 * lists.
 */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Licence } from '../../src-shared/support/about';

export type LicenceFiles = {
  /** Beside a packaged program: `licences.txt`, by scripts/package/licences.mjs. */
  packaged: string;
  /** By the bundler, for each bundle. */
  built: readonly string[];
  /** The console's own, in a checkout. */
  own: string;
};

const builtSchema = z.array(
  z.object({ name: z.string(), version: z.string(), identifier: z.string().nullish(), text: z.string().nullish() }),
);

const rule = '-'.repeat(80);
const noText = 'The package names this licence and carries no text of it.';

/** A licence may have such a line of its own: only one with a name and a version behind it begins the next. */
export function parseLicences(text: string): { own: string; licences: Licence[] } {
  const [head = '', ...rest] = text.replaceAll('\r\n', '\n').split(new RegExp(`^${rule}\\n(?=\\S+ \\d\\S*\\n)`, 'm'));
  const licences = rest.map((part): Licence => {
    const [title = '', licence = '', ...lines] = part.split('\n');
    const [name = '', version = ''] = title.split(' ');
    const body = lines.join('\n').trim();
    return { name, version, licence, text: body === noText ? '' : body };
  });
  const own = head.replace(/^Voxanne Console\n/, '').replace(/The program contains the following[^\n]*\n*$/, '');
  return { own: own.trim(), licences };
}

const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

export function readLicences({ packaged, built, own }: LicenceFiles): { own: string; licences: Licence[] } {
  if (existsSync(packaged)) return parseLicences(textOf(packaged));
  const found = new Map<string, Licence>();
  for (const file of built.filter((each) => existsSync(each)))
    for (const { name, version, identifier, text } of builtSchema.parse(JSON.parse(textOf(file))))
      found.set(`${name}@${version}`, { name, version, licence: identifier ?? '', text: text ?? '' });
  return {
    own: textOf(own).trim(),
    licences: [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')),
  };
}
