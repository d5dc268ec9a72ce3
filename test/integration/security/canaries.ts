/** Secrets made for one test, and the search for them in everything that the console leaves behind. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export type Canary = { name: string; value: string };

/** 32 lower-case hexadecimal digits: what an auth token looks like. */
export const tokenCanary = (name: string): Canary => ({ name, value: randomBytes(16).toString('hex') });
/** Text with characters that every encoding writes differently. */
export const textCanary = (name: string): Canary => ({
  name,
  value: `cn ${randomBytes(9).toString('base64url')}/+%é${randomBytes(9).toString('hex')}`,
});

/**
 * Base64 of a text wherever it lies in a longer one: the three ways its bytes can fall, without the digits that its
 * neighbours share.
 */
function base64Forms(value: string): string[] {
  return [0, 1, 2].map((shift) => {
    const bytes = Buffer.byteLength(value);
    const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]).toString('base64');
    return whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes) * 8) / 6));
  });
}

/** Each way in which the value could lie in a file or a message. */
export function formsOf({ value }: Canary): { form: string; bytes: Buffer }[] {
  const hex = Buffer.from(value).toString('hex');
  const swapped = Buffer.from(value, 'utf16le').swap16();
  const texts: [string, string][] = [
    ['raw', value],
    ['JSON', JSON.stringify(value).slice(1, -1)],
    ['hex', hex],
    ['upper-case hex', hex.toUpperCase()],
    ['URL-encoded', encodeURIComponent(value)],
    ['form-encoded', new URLSearchParams([['', value]]).toString().slice(1)],
    ...base64Forms(value).flatMap((text): [string, string][] => [
      ['base64', text],
      ['base64url', text.replaceAll('+', '-').replaceAll('/', '_')],
    ]),
  ];
  const all = [
    ...texts.map(([form, text]) => ({ form, bytes: Buffer.from(text) })),
    ...texts.slice(0, 2).map(([form, text]) => ({ form: `${form}, UTF-16LE`, bytes: Buffer.from(text, 'utf16le') })),
    { form: 'raw, UTF-16BE', bytes: swapped },
    { form: 'raw, Latin-1', bytes: Buffer.from(value, 'latin1') },
  ];
  return all.filter(({ bytes }, index) => all.findIndex((other) => other.bytes.equals(bytes)) === index);
}

/** What was found where, in words; the value itself is not repeated. */
export function searchBytes(where: string, bytes: Buffer, canaries: readonly Canary[]): string[] {
  return canaries.flatMap((canary) =>
    formsOf(canary)
      .filter((form) => bytes.includes(form.bytes))
      .map(({ form }) => `${canary.name}, ${form}, in ${where}`),
  );
}

export const searchText = (where: string, text: string, canaries: readonly Canary[]) =>
  searchBytes(where, Buffer.from(text), canaries);

/** Every file below the folders, their names included. */
export async function searchFolders(
  folders: readonly string[],
  canaries: readonly Canary[],
): Promise<{ files: number; bytes: number; hits: string[] }> {
  const hits: string[] = [];
  let files = 0;
  let bytes = 0;
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      hits.push(...searchText(`the name of ${file}`, entry.name, canaries));
      if (!entry.isFile()) continue;
      const content = await readFile(file).catch(() => null);
      // A file that went away between listing and reading is no hiding place.
      if (content === null) continue;
      files += 1;
      bytes += content.length;
      hits.push(...searchBytes(file, content, canaries));
    }
  }
  return { files, bytes, hits };
}
