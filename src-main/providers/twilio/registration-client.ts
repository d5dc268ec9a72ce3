/** {@link TwilioRegistrationApi} over HTTP. Lists are bounded: a server may page for ever. */
import { readBrand, readCampaign, readServiceNumber, readServiceSid, readTollfreeVerification } from './answers';
import { twilioMessagingOrigin } from './hosts';
import { type TwilioWalk, walkList } from './lists';
import type { TwilioList, TwilioRegistrationApi } from './twilio-api';

export type RegistrationClientDeps = {
  /** One look-up at the messaging host, retried; answers the body. */
  get: (path: string, signal: AbortSignal) => Promise<unknown>;
  redirect: string | null;
  /** Takes the credentials out of what a reader read. */
  without: <T>(read: (body: unknown) => T) => (body: unknown) => T;
  /** The error of an answer that is no such thing. */
  unreadable: () => Error;
};

const bounds = { pages: 20, items: 2000 };
const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

export function createRegistrationClient({
  get,
  redirect,
  without,
  unreadable,
}: RegistrationClientDeps): TwilioRegistrationApi {
  const list = <T>(
    under: string,
    signal: AbortSignal,
    walk: Pick<TwilioWalk<T>, 'key' | 'read' | 'identity' | 'enough'>,
    filter: Record<string, string> = {},
  ) =>
    walkList<T>({
      ...walk,
      read: without(walk.read),
      get: (path) => get(path, signal),
      firstPath: `${under}?${query({ ...filter, PageSize: '100' })}`,
      under,
      origin: twilioMessagingOrigin,
      redirect,
      bounds,
    });
  const serviceAt = (sid: string) => `/v1/Services/${encodeURIComponent(sid)}`;

  return {
    listServices: (signal): Promise<TwilioList<string>> =>
      list('/v1/Services', signal, { key: 'services', read: readServiceSid, identity: (sid) => sid }),

    listServiceNumbers: (serviceSid, wanted, signal) =>
      list(`${serviceAt(serviceSid)}/PhoneNumbers`, signal, {
        key: 'phone_numbers',
        read: readServiceNumber,
        identity: ({ e164 }) => e164,
        enough: (numbers) => numbers.some(({ e164 }) => e164 === wanted),
      }),

    listCampaigns: (serviceSid, signal) =>
      list(`${serviceAt(serviceSid)}/Compliance/Usa2p`, signal, {
        key: 'compliance',
        read: readCampaign,
        identity: ({ brandSid, status, reasons }) => JSON.stringify([brandSid, status, reasons]),
      }),

    async fetchBrand(brandSid, signal) {
      const brand = without(readBrand)(await get(`/v1/a2p/BrandRegistrations/${encodeURIComponent(brandSid)}`, signal));
      if (brand === null) throw unreadable();
      return brand;
    },

    listTollfreeVerifications: (numberSid, signal) =>
      list(
        '/v1/Tollfree/Verifications',
        signal,
        {
          key: 'verifications',
          read: readTollfreeVerification,
          identity: ({ numberSid: of, e164, status, reasons }) => JSON.stringify([of, e164, status, reasons]),
        },
        { TollfreePhoneNumberSid: numberSid },
      ),
  };
}
