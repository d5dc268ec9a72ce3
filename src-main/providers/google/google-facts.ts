/** The lines of Google's status card, and what is stored beside a sign-in. */

import type { Fact } from '../../../src-shared/primitives';
import { projectNumberOf } from '../../../src-shared/providers/google/client-file';
import { permissionsOf } from '../../../src-shared/providers/google/permissions';
import { type Text, t } from '../../../src-shared/texts/translate';
import type { CredentialFields } from '../../storage/credential-fields';
import { fact } from '../fact';
import type { GoogleCalendar } from './google-api';

export function factsOf(
  methodId: string,
  fields: CredentialFields,
  calendar: GoogleCalendar | null,
  missing: readonly { label: Text }[],
): Fact[] {
  const granted = permissionsOf(methodId).map(({ label }) => t(label).toLowerCase());
  return [
    ...(fields.accountEmail ? [fact('account', t('Google account'), fields.accountEmail)] : []),
    ...(calendar === null ? [] : [fact('calendar', t('Calendar'), calendar.name)]),
    ...(calendar?.timeZone
      ? [fact('time-zone', t('Calendar’s time zone'), calendar.timeZone.replaceAll('_', ' '))]
      : []),
    ...(fields.scope === undefined
      ? []
      : [
          fact(
            'permissions',
            t('Permissions'),
            missing.length === 0
              ? t('All granted: {granted}', { granted: granted.join(', ') })
              : t('Missing: {missing}', { missing: missing.map(({ label }) => t(label)).join(', ') }),
            missing.length === 0 ? 'good' : 'bad',
          ),
        ]),
    fact('client', t('OAuth client'), fields.clientId ?? '', 'neutral', 'code'),
    ...(fields.projectId ? [fact('project', t('Google Cloud project'), fields.projectId)] : []),
  ];
}

export const metadataOf = (fields: CredentialFields): Record<string, unknown> => ({
  clientId: fields.clientId ?? '',
  project: projectNumberOf(fields.clientId ?? ''),
  projectId: fields.projectId ?? null,
  accountId: fields.accountId ?? null,
  accountEmail: fields.accountEmail ?? null,
  scopes: fields.scope === undefined ? [] : fields.scope.split(/\s+/),
});
