/** A sign-in that waits for the browser, and the port on which it does. */
import { request } from 'node:http';
import { type Console, clientFields } from './clinic';

export async function waiting(console: Console, clinic: string, fields = clientFields('google.full')) {
  const started = await console.start(clinic, fields);
  if (started.state !== 'waiting') throw new Error(started.state);
  return started;
}

export const portOf = (link: string) => Number(new URL(new URL(link).searchParams.get('redirect_uri') ?? '').port);

export const isOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = request({ host: '127.0.0.1', port, path: '/' }, (response) => {
      response.resume();
      resolve(true);
    });
    probe.on('error', () => resolve(false));
    probe.end();
  });

/** As a provider does that sends its refusal back to the program. */
export async function sendBack(link: string, error: string): Promise<void> {
  const asked = new URL(link).searchParams;
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ error, state: asked.get('state') ?? '' }).toString();
  await (await fetch(back)).text();
}
