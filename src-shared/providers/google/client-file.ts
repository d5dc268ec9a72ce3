/**
 * Reads the `client_secret_….json` that Google Cloud offers for download, and recognises everything else that people
 * take for it. Pure: a file and a pasted text go the same way.
 */

import { atStart } from '../../credentials/pasted-text';
import type { AppErrorData } from '../../errors';
import { t, text } from '../../texts/translate';

export type GoogleClientFile = { clientId: string; clientSecret: string; projectId: string | null };

const problem = (
  code: string,
  message: string,
  cause: string,
  fix: string,
  helpUrl?: string,
): { problem: AppErrorData } => ({
  problem: {
    code: `import.${code}`,
    message,
    cause,
    fix,
    ...(helpUrl === undefined ? {} : { helpUrl }),
    retryable: false,
  },
});

const clientsPage = 'https://console.cloud.google.com/auth/clients';
const makeDesktop = text(
  'In Google Cloud, open Google Auth Platform, Clients, choose “Create client” with the type “Desktop app”, and download its file.',
);
const downloadAgain = text(
  'Download it again: Google Cloud, Google Auth Platform, Clients, the client’s download button.',
);

const object = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** @param name of the file, as it is shown in the explanation */
export function readGoogleClientFile(content: string, name: string): GoogleClientFile | { problem: AppErrorData } {
  const file = atStart(name);
  const json = content.replace(/^\uFEFF/, '').trim();
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    if (json.startsWith('{'))
      return problem(
        'google-truncated',
        t('{file} is cut off or damaged.', { file }),
        t('It begins like an OAuth client file and does not end like one.'),
        t(downloadAgain),
        clientsPage,
      );
    return problem(
      'google-not-a-client',
      t('{file} is no OAuth client file.', { file }),
      t('The file from Google Cloud ends in .json and begins with a brace.'),
      t(makeDesktop),
      clientsPage,
    );
  }
  // Some tools keep several clients in a list.
  const listed: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const desktop = listed.filter((one) => object(object(one)?.installed) !== null);
  if (desktop.length > 1)
    return problem(
      'google-several-clients',
      t('{file} holds {count} desktop clients.', { file, count: desktop.length }),
      t('The clinic uses one of them, and the file does not say which.'),
      t(
        'Download the file of the one client: Google Cloud, Google Auth Platform, Clients, its download button. Or paste its ID and secret.',
      ),
      clientsPage,
    );
  const parts = object(desktop[0] ?? listed[0]);
  if (parts === null)
    return problem(
      'google-not-a-client',
      t('{file} is no OAuth client file.', { file }),
      t('It holds something else than one client.'),
      t(makeDesktop),
      clientsPage,
    );
  if (parts.type === 'service_account')
    return problem(
      'google-service-account',
      t('{file} is a service account’s key.', { file }),
      t(
        'A service account is a robot with calendars of its own; it can’t sign in as the clinic. Its key also opens everything that it may reach, so keep that file safe.',
      ),
      t(makeDesktop),
      clientsPage,
    );
  // A file that was put together by hand may have both parts; the desktop one is what the console needs.
  if (parts.web !== undefined && object(parts.installed) === null)
    return problem(
      'google-web-client',
      t('{file} belongs to a client of type “Web application”.', { file }),
      t(
        'Google sends the answer of such a client to a website, never to a program on this computer: the sign-in would end with “redirect_uri_mismatch”.',
      ),
      t(makeDesktop),
      clientsPage,
    );
  if (parts.project_info !== undefined)
    return problem(
      'google-mobile-app',
      t('{file} belongs to an Android app.', { file }),
      t('It is a Firebase file, without the secret that a desktop program needs.'),
      t(makeDesktop),
      clientsPage,
    );
  if (parts.refresh_token !== undefined || parts.access_token !== undefined || parts.type === 'authorized_user')
    return problem(
      'google-token-file',
      t('{file} holds the result of another program’s sign-in.', { file }),
      t('Such tokens belong to the program that made them. The console signs in by itself.'),
      t(makeDesktop),
      clientsPage,
    );
  const client = object(parts.installed);
  if (client === null)
    return problem(
      'google-not-a-client',
      t('{file} is no OAuth client file.', { file }),
      t('It has no part named “installed”, which a client of type “Desktop app” has.'),
      t(makeDesktop),
      clientsPage,
    );
  const [clientId, clientSecret] = [trimmed(client.client_id), trimmed(client.client_secret)];
  if (clientId === '')
    return problem(
      'google-truncated',
      t('{file} lacks the client ID.', { file }),
      t('The file was edited or cut off.'),
      t(downloadAgain),
      clientsPage,
    );
  if (clientSecret === '')
    return problem(
      'google-no-secret',
      t('{file} lacks the client secret.', { file }),
      t('Clients for phones have none, and Google shows the secret of a desktop client only when it is made.'),
      t('Add a new secret to the desktop client in Google Cloud and download its file, or make a new client.'),
      clientsPage,
    );
  const authUri = trimmed(client.auth_uri);
  if (authUri !== '' && !authUri.startsWith('https://accounts.google.com/'))
    return problem(
      'google-not-a-client',
      t('{file} is not from Google.', { file }),
      t('The sign-in page that it names is not Google’s.'),
      t(makeDesktop),
      clientsPage,
    );
  return { clientId, clientSecret, projectId: trimmed(client.project_id) || null };
}

/** The number of the Google Cloud project, which every client ID begins with; the whole id when it has another form. */
export const projectNumberOf = (clientId: string): string => /^(\d+)(?:-|\.apps\.)/.exec(clientId)?.[1] ?? clientId;
