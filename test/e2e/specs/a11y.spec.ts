/**
 * WCAG 2.2 AA as far as a machine can tell: every screen and its main states, in both themes, without a single
 * violation.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { drawAs, expect, test, themes } from '../driver';
import { walkAlong, walks } from '../walks';

// A walk looks at some twenty states, twice.
test.describe.configure({ timeout: 300_000 });

for (const walk of walks) {
  test(`no violation on the way through: ${walk.name}`, async ({ start, photograph }) => {
    const found: string[] = [];
    await walkAlong(walk, start, async (console, state) => {
      const { window } = console;
      for (const theme of themes) {
        await drawAs(window, theme);
        await photograph(console, `${state}, ${theme}`);
        // Legacy mode: a window of this program cannot open the second page in which axe would otherwise join its
        // results.
        const axe = new AxeBuilder({ page: window }).setLegacyMode();
        // Only colours differ between the themes.
        if (theme !== themes[0]) axe.withRules(['color-contrast', 'link-in-text-block']);
        const { violations } = await axe.analyze();
        for (const { id, nodes } of violations) {
          const where = nodes.map(({ html, any }) => `${html.slice(0, 120)} (${any[0]?.message ?? 'see the rule'})`);
          found.push(`${state}, ${theme}: ${id}: ${where.join(' | ')}`);
        }
      }
    });
    expect(found).toEqual([]);
  });
}
