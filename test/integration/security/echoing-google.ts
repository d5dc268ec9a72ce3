/** A Google that refuses in error texts that repeat what it was sent. */
import { startTinyGoogle, type TinyCall } from '../google/tiny-google';
import type { Canary } from './canaries';

/** Which requests it refuses so. */
export const googleEchoes = {
  tokens: /token/,
  account: /userinfo|calendar/,
  revocation: /revoke/,
  everything: /./,
} as const;
export type GoogleEcho = keyof typeof googleEchoes;

const refusalOf = ({ path, body, authorization }: TinyCall) =>
  path.startsWith('/calendar')
    ? {
        status: 403,
        body: {
          error: {
            code: 403,
            message: `no: ${authorization} ${body}`,
            errors: [{ reason: `x ${authorization}`, message: authorization }],
          },
        },
      }
    : {
        status: 400,
        body: {
          error: 'refused',
          error_description: `${decodeURIComponent(body)} ${body} ${authorization}`,
          error_uri: authorization,
        },
      };

export async function startEchoingGoogle() {
  const server = await startTinyGoogle();
  return {
    origin: server.origin,
    options: server.options,
    /** From now on; null: it answers as Google does. */
    echo: (next: GoogleEcho | null) => {
      server.options.intercept = (call) =>
        next !== null && googleEchoes[next].test(call.path) ? refusalOf(call) : null;
    },
    /** Another secret that it hands out. */
    issue: (value: string) => void server.issued.push(value),
    /** The codes and tokens that it handed out. */
    issued: (): Canary[] => server.issued.map((value, index) => ({ name: `token ${index}`, value })),
    close: server.close,
  };
}
