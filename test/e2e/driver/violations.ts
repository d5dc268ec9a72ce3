/** What a machine can tell of WCAG 2.2 AA. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { drawn } from './pictures';

/** Each rule that the window breaks as it is now, with where. @param rules only these; all without */
export async function violationsOf(window: Page, rules?: string[]): Promise<string[]> {
  await drawn(window);
  // Legacy mode: a window of this program cannot open the second page in which axe would otherwise join its results.
  const axe = new AxeBuilder({ page: window }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules !== undefined) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => {
    const where = nodes.map(({ html, any }) => `${html.slice(0, 120)} (${any[0]?.message ?? 'see the rule'})`);
    return `${id}: ${where.join(' | ')}`;
  });
}
