/** For each provider of the registry a server that can repeat what it was sent, and credentials that it knows. */
import type { ProviderId } from '../../../../src-shared/providers/ids';
import { type Canary, tokenCanary } from '../../../integration/security/canaries';
import { type GoogleEcho, googleEchoes, startEchoingGoogle } from '../../../integration/security/echoing-google';
import {
  type StripeEcho,
  startEchoingStripe,
  stripeEchoes,
  stripeKeyCanary,
} from '../../../integration/security/echoing-stripe';
import { startHostileTwilio, echoes as twilioEchoes } from '../../../integration/security/hostile-twilio';

type Credentials = { fields: Record<string, string>; secrets: readonly Canary[] };

export type EchoingProvider = {
  origin: string;
  /** The ways in which it repeats a request. */
  echoes: readonly string[];
  /** Repeats requests in this way from now on; null: it answers as the provider does. */
  echo(way: string | null): void;
  /** Credentials that it accepts, for each of the descriptor's methods. */
  credentials: Readonly<Record<string, Credentials>>;
  /** The secrets that it handed out itself. */
  issued(): readonly Canary[];
  close(): Promise<void>;
};

async function twilio(): Promise<EchoingProvider> {
  const accountSid = `AC${'e5'.repeat(16)}`;
  const apiKeySid = `SK${'f6'.repeat(16)}`;
  const token = tokenCanary('the auth token');
  const secret = tokenCanary('the API key’s secret');
  const { origin, answerWith, close } = await startHostileTwilio(
    new Map([
      [accountSid, token.value],
      [apiKeySid, secret.value],
    ]),
  );
  return {
    origin,
    echoes: Object.keys(twilioEchoes),
    echo: (way) => answerWith(way === null ? null : (twilioEchoes[way] ?? null)),
    credentials: {
      'auth-token': { fields: { accountSid, authToken: token.value }, secrets: [token] },
      'api-key': { fields: { accountSid, apiKeySid, apiKeySecret: secret.value }, secrets: [secret] },
    },
    issued: () => [],
    close,
  };
}

async function google(): Promise<EchoingProvider> {
  const secret = tokenCanary('the client secret');
  const client: Credentials = {
    fields: { clientId: '42-canary.apps.googleusercontent.com', clientSecret: secret.value },
    secrets: [secret],
  };
  const { origin, options, echo, issued, close } = await startEchoingGoogle();
  options.userInfo = { sub: '42', email: 'front@clinic.example' };
  return {
    origin,
    echoes: Object.keys(googleEchoes),
    echo: (way) => echo(way as GoogleEcho | null),
    credentials: { 'own-calendars': client, 'shared-calendars': client },
    issued,
    close,
  };
}

async function stripe(): Promise<EchoingProvider> {
  const key = stripeKeyCanary('rk', 'live');
  const { origin, echo, close } = await startEchoingStripe();
  return {
    origin,
    echoes: stripeEchoes,
    echo: (way) => echo(way as StripeEcho | null),
    credentials: { 'api-key': { fields: { secretKey: key.value }, secrets: [key] } },
    issued: () => [],
    close,
  };
}

/** A new provider does not compile without its server here. */
export const echoingProviders: Readonly<Record<ProviderId, () => Promise<EchoingProvider>>> = {
  twilio,
  google,
  stripe,
};
