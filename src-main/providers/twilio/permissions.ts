/** The permission that a restricted key lacks: as Twilio names it, or else the one that the request needs. */

import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { asObject } from './answers';

export type AskedFor = { method: 'get' | 'post'; path: string };

/** Twilio's code for a restricted key that may not do what was asked. */
export const missingPermissionCode = '70051';

/** By what was asked, as the Twilio Console's list of permissions says it. */
const permissions: readonly { asked: AskedFor['method']; path: RegExp; name: string }[] = [
  { asked: 'post', path: /\/Messages\.json/, name: 'Messaging, Messages: create' },
  { asked: 'get', path: /\/Messages[./]/, name: 'Messaging, Messages: read and list' },
  { asked: 'get', path: /\/IncomingPhoneNumbers/, name: 'Phone numbers, Incoming phone numbers: read and list' },
  { asked: 'get', path: /\/OutgoingCallerIds/, name: 'Phone numbers, Outgoing caller IDs: read and list' },
  { asked: 'get', path: /\/Balance/, name: 'Account, Balance: read' },
  { asked: 'get', path: /^\/v1\/Tollfree/, name: 'Messaging, Toll-free verifications: read and list' },
  { asked: 'get', path: /^\/v1\//, name: 'Messaging, Services: read and list' },
];

/** @returns the permission's name; null when neither the answer nor the request tells it */
export function missingPermission(body: unknown, asked: AskedFor): string | null {
  const said = asObject(body);
  const texts = said === null ? '' : JSON.stringify([said.message, said.detail, said.details]).slice(0, 4000);
  // Permissions are paths at Twilio: `/twilio/messaging/messages/create`.
  const named = /\/twilio(?:\/[a-z0-9-]{1,40}){2,5}/.exec(texts)?.[0];
  return (
    named ??
    permissions.find((permission) => permission.asked === asked.method && permission.path.test(asked.path))?.name ??
    null
  );
}

/** The row of the catalogue, with the one permission that is missing. */
export function withPermission(data: AppErrorData, permission: string | null): AppErrorData {
  if (permission === null) return data;
  return {
    ...data,
    message: t('This API key lacks a permission: {permission}.', { permission }),
    fix: t(
      'Twilio Console, Account, API keys & tokens: open this key and allow “{permission}”, or make a standard key and replace it here.',
      { permission },
    ),
  };
}
