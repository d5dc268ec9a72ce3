/** Whose credentials a file holds, before anything is taken from it. Pure. */
import type { ProviderDescriptor } from './descriptor';
import { withShellLines } from './env-lines';
import type { ProviderId } from './ids';

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)(?:\s*=|:\s)/gm;

/** The providers whose credentials a text holds, the one with the most first. Only names are looked at. */
export function fileOwners(text: string, descriptors: readonly ProviderDescriptor[]): ProviderId[] {
  const names = new Set([...withShellLines(text).matchAll(assignment)].map(([, name = '']) => name.toUpperCase()));
  const held = ({ importFile, methods }: ProviderDescriptor): number => {
    if (importFile?.marks.test(text)) return Number.POSITIVE_INFINITY;
    const known = new Set(methods.flatMap(({ fields }) => fields.flatMap(({ envKeys }) => envKeys)));
    return [...known].filter((key) => names.has(key)).length;
  };
  return descriptors
    .map((descriptor) => ({ id: descriptor.id, count: held(descriptor) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ id }) => id);
}
