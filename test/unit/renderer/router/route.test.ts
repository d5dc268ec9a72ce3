import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../../src-renderer/router/route';

const id = '0190a000-0000-7000-8000-000000000001';

describe('routes', () => {
  it.each<[string, Route]>([
    ['/clinics', { screen: 'clinics' }],
    [`/clinics/${id}`, { screen: 'clinic', organizationId: id }],
    ['/setup', { screen: 'setup', organizationId: null }],
    [`/setup/${id}`, { screen: 'setup', organizationId: id }],
    [`/setup/${id}/sms-test`, { screen: 'setup', organizationId: id, step: 'sms-test' }],
    [`/setup/${id}/google/test`, { screen: 'setup', organizationId: id, step: 'google', toTest: true }],
    ['/activity', { screen: 'activity' }],
    ['/error-gallery', { screen: 'error-gallery' }],
    ['/error-gallery/twilio.30003', { screen: 'error-gallery', code: 'twilio.30003' }],
    ['/settings', { screen: 'settings' }],
    ['/settings/network', { screen: 'settings', section: 'network' }],
    ['/help', { screen: 'help' }],
  ])('%s names a place and is its name again', (path, route) => {
    expect(parseRoute(path)).toEqual(route);
    expect(formatRoute(route)).toBe(path);
  });

  it('a part of the settings that is not there is their beginning', () =>
    expect(parseRoute('/settings/nowhere')).toEqual({ screen: 'settings' }));

  it.each(['', '/', '/nowhere', 'clinics', '/%E0%A4%A'])('%j, which names none, is the list of clinics', (path) => {
    expect(parseRoute(path)).toEqual({ screen: 'clinics' });
  });
});
