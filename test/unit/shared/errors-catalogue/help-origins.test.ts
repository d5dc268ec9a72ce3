/** Which links are opened: those that the console itself names, and no other that a forged answer could bring. */
import { describe, expect, test } from 'vitest';
import { isHelpUrl } from '../../../../src-shared/errors-catalogue';
import { providerDescriptors } from '../../../../src-shared/providers';

test('every place that the providers’ rooms name can be opened', () => {
  for (const { helpUrls } of Object.values(providerDescriptors))
    for (const url of Object.values(helpUrls)) expect([url, isHelpUrl(url)]).toEqual([url, true]);
  for (const url of [
    'https://www.twilio.com/docs/errors/21211',
    'https://stripe.com/docs/error-codes/api-key-expired',
    'https://dashboard.stripe.com/test/logs/req_1?t=1732900000',
    'https://console.cloud.google.com/apis/library/calendar-json.googleapis.com?project=sunrise',
  ])
    expect([url, isHelpUrl(url)]).toEqual([url, true]);
});

describe('a link that leads on to another place is not opened:', () => {
  test.each([
    'https://www.google.com/url?q=https://evil.example',
    'https://www.google.com/appsstatus/../url?q=evil',
    'https://www.google.com/appsstatus/%2e%2e/url',
    'https://stripe.com/redirect',
    'https://www.twilio.com/redirect?url=https://evil.example',
    'https://www.twilio.com/login?g=%2F%2Fevil.example',
    'https://help.twilio.com/hc/en-us?return_to=https%3A%2F%2Fevil.example',
    'https://help.twilio.com/hc/en-us?return_to=https%253A%252F%252Fevil.example',
    'https://dashboard.stripe.com/login?redirect=//evil.example',
    'https://support.google.com/accounts/answer/1#https://evil.example',
    'https://calendar.google.com/calendar/r?continue=http:evil.example',
    'https://console.twilio.com//evil.example/x',
    'https://accounts.google.com/ServiceLogin?continue=https://evil.example',
    'https://www.twilio.com.evil.example/docs',
    'https://evil.example@www.twilio.com/docs',
    'https://www.twilio.com:8443/docs',
    'https://www.twilio.com\\@evil.example/',
    'http://www.twilio.com/docs/errors/21211',
  ])('%s', (url) => expect(isHelpUrl(url)).toBe(false));
});
