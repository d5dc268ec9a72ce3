/** Every known failure can be found in the gallery, and each says how it is rehearsed, or why it can't be. */
import { describe, expect, it } from 'vitest';
import { practiceNetworks, practiceSimulators } from '../../../../src-main/simulator';
import {
  findEntry,
  galleryGroups,
  rehearsalOf,
  unknownCode,
} from '../../../../src-renderer/screens/error-gallery/gallery';
import { catalogue } from '../../../../src-shared/errors-catalogue';
import { providerDescriptors } from '../../../../src-shared/providers';
import { providerIds } from '../../../../src-shared/providers/ids';

const scenarios = {
  credentials: providerIds.flatMap((id) => practiceSimulators[id].accounts()),
  recipients: providerIds.flatMap((id) => practiceSimulators[id].recipients?.() ?? []),
  networks: [...practiceNetworks],
};
const codes = (search: string) => galleryGroups(search).flatMap(({ entries }) => entries.map(({ code }) => code));

describe('the list', () => {
  it('holds the whole catalogue, each failure once', () => {
    expect(codes('').sort()).toEqual(catalogue.map(({ code }) => code).sort());
    expect(galleryGroups('').map(({ title }) => title)).toEqual([
      'Signing in and limits',
      'Refused at once',
      'Lost on the way',
      'Calendar',
      'Payments',
      'Network',
      'Updates of the console',
    ]);
  });

  it('is searched by code and by words, in any order and case', () => {
    expect(codes('30034')).toEqual(['twilio.30034']);
    expect(codes('LANDLINE twilio')).toEqual(expect.arrayContaining(['twilio.21635', 'twilio.30006']));
    expect(codes('proxy')).toContain('network.proxy');
    expect(codes('zebra')).toEqual([]);
    expect(galleryGroups('zebra')).toEqual([]);
  });
});

describe('an unknown code', () => {
  it('is shown as it would be', () => {
    expect(unknownCode('63999')).toMatchObject({
      code: 'twilio.63999',
      message: expect.stringContaining('Here the words'),
    });
    expect(unknownCode(' twilio.63999 ')).not.toBeNull();
  });
  it.each(['30034', 'landline', '12', '1234567', ''])('%j is none', (search) => {
    expect(unknownCode(search)).toBeNull();
  });
});

describe('how it is rehearsed', () => {
  it.each(catalogue.map((entry) => [entry.code, entry] as const))('%s', (_code, entry) => {
    const rehearsal = rehearsalOf(entry, scenarios);
    const kind = entry.scenarioId?.split('.')[0];
    if (kind === undefined) expect(rehearsal).toMatchObject({ kind: 'none', why: expect.stringMatching(/Updates/) });
    else if (kind === 'recipient') expect(rehearsal).toMatchObject({ kind, number: expect.stringMatching(/^\+1/) });
    else if (kind === 'credentials')
      expect(rehearsal).toMatchObject({
        kind: 'account',
        step: 'Twilio',
        copy: { label: 'Account SID', value: expect.stringMatching(/^AC/) },
      });
    else if (entry.provider !== null) {
      const { setup, practice } = providerDescriptors[entry.provider];
      expect(rehearsal).toMatchObject({ kind: 'account', step: setup[0]?.label, menu: practice.menu });
    } else
      expect(rehearsal).toMatchObject({
        kind: 'networks',
        networks: expect.arrayContaining([expect.objectContaining({ id: entry.scenarioId })]),
      });
    expect(JSON.stringify(rehearsal)).not.toMatch(/authToken|clientSecret|secretKey/);
  });

  it('offers each network that leads to a failure', () => {
    const entry = findEntry('network.proxy');
    const rehearsal = entry === null ? null : rehearsalOf(entry, scenarios);
    expect(rehearsal?.kind === 'networks' ? rehearsal.networks.map(({ label }) => label) : []).toEqual([
      'Proxy asks for a sign-in',
      'Proxy blocks the address',
      'Proxy is not there',
      'Behind a proxy that asks for a password',
    ]);
  });

  it('waits for the practice accounts', () => {
    const entry = findEntry('twilio.30003');
    expect(entry).not.toBeNull();
    if (entry !== null) expect(rehearsalOf(entry, null)).toBeNull();
  });
});
