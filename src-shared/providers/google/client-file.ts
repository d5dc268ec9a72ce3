/**
 * Reads the `client_secret_….json` that Google Cloud offers for download, and recognises everything else that people
 * take for it. Pure: a file and a pasted text go the same way.
 */
import { atStart } from '../../credentials/pasted-text';
import type { AppErrorData } from '../../errors';

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
const makeDesktop =
  'In Google Cloud, open Google Auth Platform, Clients, choose “Create client” with the type “Desktop app”, and ' +
  'download its file.';
const downloadAgain = 'Download it again: Google Cloud, Google Auth Platform, Clients, the client’s download button.';

const object = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** @param name of the file, as it is shown in the explanation */
export function readGoogleClientFile(content: string, name: string): GoogleClientFile | { problem: AppErrorData } {
  const subject = atStart(name);
  const trimmed = content.replace(/^\uFEFF/, '').trim();
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch {
    if (trimmed.startsWith('{'))
      return problem(
        'google-truncated',
        `${subject} is cut off or damaged.`,
        'It begins like an OAuth client file and does not end like one.',
        downloadAgain,
        clientsPage,
      );
    return problem(
      'google-not-a-client',
      `${subject} is no OAuth client file.`,
      'The file from Google Cloud ends in .json and begins with a brace.',
      makeDesktop,
      clientsPage,
    );
  }
  // Some tools keep several clients in a list.
  const listed: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const desktop = listed.filter((one) => object(object(one)?.installed) !== null);
  if (desktop.length > 1)
    return problem(
      'google-several-clients',
      `${subject} holds ${desktop.length} desktop clients.`,
      'The clinic uses one of them, and the file does not say which.',
      'Download the file of the one client: Google Cloud, Google Auth Platform, Clients, its download button. ' +
        'Or paste its ID and secret.',
      clientsPage,
    );
  const file = object(desktop[0] ?? listed[0]);
  if (file === null)
    return problem(
      'google-not-a-client',
      `${subject} is no OAuth client file.`,
      'It holds something else than one client.',
      makeDesktop,
      clientsPage,
    );
  if (file.type === 'service_account')
    return problem(
      'google-service-account',
      `${subject} is a service account’s key.`,
      'A service account is a robot with calendars of its own; it can’t sign in as the clinic. ' +
        'Its key also opens everything that it may reach, so keep that file safe.',
      makeDesktop,
      clientsPage,
    );
  // A file that was put together by hand may have both parts; the desktop one is what the console needs.
  if (file.web !== undefined && object(file.installed) === null)
    return problem(
      'google-web-client',
      `${subject} belongs to a client of type “Web application”.`,
      'Google sends the answer of such a client to a website, never to a program on this computer: ' +
        'the sign-in would end with “redirect_uri_mismatch”.',
      makeDesktop,
      clientsPage,
    );
  if (file.project_info !== undefined)
    return problem(
      'google-mobile-app',
      `${subject} belongs to an Android app.`,
      'It is a Firebase file, without the secret that a desktop program needs.',
      makeDesktop,
      clientsPage,
    );
  if (file.refresh_token !== undefined || file.access_token !== undefined || file.type === 'authorized_user')
    return problem(
      'google-token-file',
      `${subject} holds the result of another program’s sign-in.`,
      'Such tokens belong to the program that made them. The console signs in by itself.',
      makeDesktop,
      clientsPage,
    );
  const client = object(file.installed);
  if (client === null)
    return problem(
      'google-not-a-client',
      `${subject} is no OAuth client file.`,
      'It has no part named “installed”, which a client of type “Desktop app” has.',
      makeDesktop,
      clientsPage,
    );
  const [clientId, clientSecret] = [text(client.client_id), text(client.client_secret)];
  if (clientId === '')
    return problem(
      'google-truncated',
      `${subject} lacks the client ID.`,
      'The file was edited or cut off.',
      downloadAgain,
      clientsPage,
    );
  if (clientSecret === '')
    return problem(
      'google-no-secret',
      `${subject} lacks the client secret.`,
      'Clients for phones have none, and Google shows the secret of a desktop client only when it is made.',
      'Add a new secret to the desktop client in Google Cloud and download its file, or make a new client.',
      clientsPage,
    );
  const authUri = text(client.auth_uri);
  if (authUri !== '' && !authUri.startsWith('https://accounts.google.com/'))
    return problem(
      'google-not-a-client',
      `${subject} is not from Google.`,
      'The sign-in page that it names is not Google’s.',
      makeDesktop,
      clientsPage,
    );
  return { clientId, clientSecret, projectId: text(client.project_id) || null };
}

/** The number of the Google Cloud project, which every client ID begins with; the whole id when it has another form. */
export const projectNumberOf = (clientId: string): string => /^(\d+)(?:-|\.apps\.)/.exec(clientId)?.[1] ?? clientId;
