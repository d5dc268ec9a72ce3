/** The guides: each way to sign in has one, its links may be opened, and it needs no network. */
import { describe, expect, test } from 'vitest';
import { isHelpUrl } from '../../../../src-shared/errors-catalogue/help-origins';
import { allProviders } from '../../../../src-shared/providers';
import { providerGuides } from '../../../../src-shared/providers/guides';

describe.each(allProviders.map((descriptor) => [descriptor.name, descriptor] as const))('%s', (_, descriptor) => {
  const guides = providerGuides[descriptor.id];

  test('each way to sign in has exactly one guide', () => {
    expect(guides.flatMap(({ methods }) => methods).sort()).toEqual(descriptor.methods.map(({ id }) => id).sort());
  });

  test('each link is one that the console opens', () => {
    const links = guides.flatMap(({ steps }) => steps.flatMap(({ link }) => link?.url ?? []));
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((url) => !isHelpUrl(url))).toEqual([]);
  });

  test('each step has a drawing of its own', () => {
    const bare = guides.flatMap(({ id, steps }) =>
      steps.filter(({ sketch }) => sketch === undefined).map(({ title }) => `${id}: ${title}`),
    );
    expect(bare).toEqual([]);
  });

  test('a sketch is of a page that the guide leads to, outlines something, and says each thing once', () => {
    for (const { sketch } of guides.flatMap(({ steps }) => steps)) {
      if (sketch === undefined) continue;
      expect(isHelpUrl(`https://${sketch.host}/`)).toBe(true);
      expect(sketch.menu.entries).toContain(sketch.menu.chosen);
      expect(sketch.items.some(({ marked }) => marked)).toBe(true);
      expect(new Set(sketch.items.map(({ label }) => label)).size).toBe(sketch.items.length);
      for (const item of sketch.items) if (item.kind === 'choice') expect(item.options).toContain(item.chosen);
    }
  });
});
