/**
 * Sign-in over SSH: the browser runs on another computer and can't reach the port here. Either an SSH tunnel forwards
 * the redirect, or the person pastes the browser's final address.
 */

import { get } from 'node:http';
import { t } from '../../src-shared/texts/translate';
import type { Environment } from './open-workspace';
import type { Terminal } from './terminal';

/** The address that the answer is sent to, as the link itself has it. */
function redirectOf(link: string): URL | null {
  const address = new URL(link).searchParams.get('redirect_uri');
  return address !== null && URL.canParse(address) ? new URL(address) : null;
}

export const isOverSsh = (env: Environment): boolean => Boolean(env.SSH_CONNECTION || env.SSH_TTY);

/** Instructions, in two lines. @param link of the sign-in page */
export function tunnelHint(link: string, env: Environment, canPaste: boolean): string[] {
  const redirect = redirectOf(link);
  if (redirect === null) return [];
  const [, , server = 'THIS-SERVER'] = (env.SSH_CONNECTION ?? '').split(' ');
  const user = env.USER ? `${env.USER}@` : '';
  const tunnel = `ssh -N -L ${redirect.port}:127.0.0.1:${redirect.port} ${user}${server}`;
  return [
    t(
      'This is an SSH session, and the browser brings its answer to port {port} of this computer. To lead it here, run on yours first: {tunnel}',
      { port: redirect.port, tunnel },
    ),
    ...(canPaste
      ? [
          t(
            'Without a tunnel the browser ends at a page that it can’t open. Copy the address of that page and paste it here.',
          ),
        ]
      : []),
  ];
}

/**
 * Requests the pasted address from the sign-in's listener, as the browser would. No other address is requested.
 * @returns false for any other address
 */
function deliver(pasted: string, redirect: URL): Promise<boolean> {
  const url = URL.canParse(pasted) ? new URL(pasted) : null;
  if (url === null || url.protocol !== 'http:' || url.host !== redirect.host) return Promise.resolve(false);
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

/** Asks for the address until the sign-in takes one, or `over` ends. Nothing that is pasted is shown. */
export async function askForAnswer(link: string, terminal: Terminal, over: AbortSignal): Promise<void> {
  const redirect = redirectOf(link);
  while (redirect !== null && !over.aborted) {
    const pasted = await terminal.askSecret(t('Address of the page where the browser ended'), over);
    if (pasted === '') continue;
    if (await deliver(pasted, redirect)) return;
    terminal.tell(
      t('That is not the answer of this sign-in. It begins with {origin}/?state=', { origin: redirect.origin }),
    );
  }
}
