/** The rules for every descriptor, so that every screen that is drawn from one is complete. */
import { describe, expect, test } from 'vitest';
import { isHelpUrl } from '../../../../src-shared/errors-catalogue';
import { allProviders } from '../../../../src-shared/providers';
import type { ProviderDescriptor } from '../../../../src-shared/providers/descriptor';
import { providerIds } from '../../../../src-shared/providers/ids';
import { providerErrors } from '../../../../src-shared/providers/provider-errors';
import { setupSteps, stepAfterProvider } from '../../../../src-shared/setup/setup-steps';

const isOnce = (values: readonly string[]) => new Set(values).size === values.length;

describe.each(allProviders.map((descriptor): [string, ProviderDescriptor] => [descriptor.id, descriptor]))(
  '%s',
  (id, descriptor) => {
    const { rungs, choice, test: ownTest, setup, methods, messages, modes } = descriptor;

    test('stands under its own id, and has a rung, a method and a step', () => {
      expect(providerIds).toContain(id);
      expect(rungs.length).toBeGreaterThan(1);
      expect(methods.length).toBeGreaterThan(0);
      expect(setup.filter(({ view }) => view === 'connect')).toHaveLength(1);
      expect(setup.some(({ view }) => view === 'messages')).toBe(messages !== undefined);
    });

    test('names each thing once', () => {
      expect(isOnce(rungs.map((rung) => rung.id))).toBe(true);
      expect(isOnce(methods.map((method) => method.id))).toBe(true);
      for (const { fields } of methods) expect(isOnce(fields.map((field) => field.id))).toBe(true);
      expect(isOnce(ownTest?.steps.map((step) => step.id) ?? [])).toBe(true);
    });

    test('points at rungs that there are', () => {
      if (choice !== null) expect(rungs.map((rung) => rung.id)).toContain(choice.rung);
      expect(rungs.some(({ provedBy }) => provedBy === 'test')).toBe(ownTest !== undefined);
    });

    test('links only to its own help places', () => {
      const { helpUrls, ending, signIn, network } = descriptor;
      for (const url of [...Object.values(helpUrls), ending.page, network.statusPage])
        expect(isHelpUrl(url), url).toBe(true);
      if (signIn !== undefined) expect(isHelpUrl(signIn.expiryHelpUrl)).toBe(true);
      expect(isHelpUrl(providerErrors[descriptor.id].errorPage('1'))).toBe(true);
    });

    test('hides secrets wherever they stand in a text', () => {
      for (const pattern of descriptor.secrets) expect(pattern.flags).toContain('g');
    });

    test('says in whole sentences what ending it means, and what is not needed', () => {
      const { ending, need, handoff } = descriptor;
      const said = ending.explain({ clinic: 'Sunrise Dental', keyHint: 'Key ending in 4f2a', account: 'x@y.example' });
      expect(said).toContain('Sunrise Dental');
      for (const text of [said, ending.done, ending.remains, need.notNeeded, need.atHand, handoff.missing.why])
        expect(text).toMatch(/\.$/);
    });

    test('has its host variable, hosts, and words for each of its modes', () => {
      expect(descriptor.network.variable).toMatch(/^VOXANNE_[A-Z]+_URL$/);
      expect(descriptor.network.hosts.length).toBeGreaterThan(0);
      for (const { label, meaning } of Object.values(modes ?? {})) expect(`${label}: ${meaning}`).toMatch(/\.$/);
    });
  },
);

describe('the wizard', () => {
  test('has the clinic first, then each provider’s steps in their order, the handoff last', () => {
    expect(isOnce(setupSteps.map(({ id }) => id))).toBe(true);
    expect(setupSteps.map(({ id }) => id)).toEqual([
      'clinic',
      ...allProviders.flatMap(({ setup }) => setup.map(({ id }) => id)),
      'handoff',
    ]);
    expect(stepAfterProvider(allProviders.at(-1)?.id ?? 'twilio')).toBe('handoff');
  });
});
