/** Clients of the twilio package for clinics’ own accounts. */
import type Twilio from 'twilio';
import { otherEndpoint } from './receptionist-errors';
import { redirectOf } from './redirects';

/** What the package needs of an HTTP client. Its own type is a class with a private axios instance. */
type PackageClient = Pick<Twilio.RequestClient, 'request'>;
export type TwilioFields = Readonly<Record<string, string>>;

/** Who signs a request. */
const signer = ({ accountSid, authToken, apiKeySid, apiKeySecret }: TwilioFields) =>
  apiKeySid && apiKeySecret
    ? { username: apiKeySid, password: apiKeySecret }
    : { username: accountSid ?? '', password: authToken ?? '' };

const host = 'api.twilio.com';

/**
 * @param current the credentials at the moment of each request; throws where they were revoked
 * @param refused Twilio refused them: answers with newer ones of the same account, or null
 */
export async function createTwilioClient(
  fields: TwilioFields,
  isSimulated: boolean,
  current: () => TwilioFields,
  refused: () => Promise<TwilioFields | null>,
): Promise<Twilio.Twilio> {
  const redirect = redirectOf('twilio');
  if (isSimulated !== (redirect !== null)) throw otherEndpoint('twilio', isSimulated);
  const { Twilio: Client, RequestClient } = (await import('twilio')).default;

  const requests = new RequestClient();
  const placeOf = (uri: string): string => {
    const url = new URL(uri);
    if (url.hostname !== host) throw new Error(`${url.hostname} is not a host of this client`);
    return redirect === null ? uri : `${redirect}${url.pathname}${url.search}`;
  };
  const httpClient: PackageClient = {
    async request(options) {
      const placed = { ...options, uri: placeOf(options.uri) };
      const answer = await requests.request({ ...placed, ...signer(current()) });
      if (answer.statusCode !== 401) return answer;
      // Refused before anything was done: the same request once more is not a second message.
      const newer = await refused();
      return newer === null ? answer : requests.request({ ...placed, ...signer(newer) });
    },
  };
  const { username, password } = signer(fields);
  return new Client(username, password, {
    accountSid: fields.accountSid ?? '',
    httpClient: httpClient as unknown as Twilio.RequestClient,
    // Empty, not absent: otherwise TWILIO_REGION and TWILIO_EDGE of the environment would change the host.
    region: '',
    edge: '',
    userAgentExtensions: ['voxanne-receptionist'],
  });
}
