/** Words about the network, for the window and the terminal. */
import { t } from '../texts/translate';
import type { Inspector, NetworkPending, ProxyPlace } from './network';

/** `proxy.clinic:3128`, `[::1]:3128`. */
export const placeWords = ({ host, port }: ProxyPlace): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Notice about an inspector. */
export const inspectorWords = ({ name, host }: Pick<Inspector, 'name' | 'host'>): string =>
  t('Your network’s certificate “{name}” is trusted by this computer, so {name} can read the requests to {host}.', {
    name,
    host,
  });

/** A proxy that wants a name and a password, and what can be done. */
export function askingWords(asking: NonNullable<NetworkPending['asking']>): string {
  const { name, refused, unsupported } = asking;
  const proxy = t('The proxy {place}{name, select, none {} other { (“{name}”)}}', {
    place: placeWords(asking),
    name: name ?? 'none',
  });
  if (unsupported !== null)
    return t(
      '{proxy} accepts no sign-in but {unsupported}, which the console can’t do. Ask whoever runs the network to let the providers’ addresses pass, or to allow Basic.',
      { proxy, unsupported },
    );
  return refused
    ? t('{proxy} did not accept the user name and password. They are forgotten.', { proxy })
    : t('{proxy} asks for a user name and a password.', { proxy });
}
