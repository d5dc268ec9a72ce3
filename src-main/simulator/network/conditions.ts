/** The bad networks that can be rehearsed: what each is called, and which failure of the catalogue it leads to. */
import { catalogue } from '../../../src-shared/errors-catalogue';
import { type Text, t, text } from '../../../src-shared/texts/translate';

export type ConditionId = (typeof conditions)[number]['id'];

/** `code` null: requests succeed, and the console shows a notice. */
type Condition = { id: string; code: string | null; label?: Text; detail: Text };

const conditions = [
  {
    id: 'offline',
    code: 'network.offline',
    detail: text('The computer has lost its address: Wi-Fi or the cable is off'),
  },
  { id: 'dns', code: 'network.dns', detail: text('The name server knows no such name') },
  { id: 'refused', code: 'network.refused', detail: text('Nothing listens at the address') },
  { id: 'timeout', code: 'network.timeout', detail: text('The connection stands, and no answer ever comes') },
  { id: 'reset', code: 'network.reset', detail: text('The connection breaks each time') },
  { id: 'tls', code: 'network.tls', detail: text('The certificate is that of a guest Wi-Fi’s sign-in page') },
  {
    id: 'tls-intercepted',
    code: 'network.tls-intercepted',
    detail: text('A firewall’s certificate, from an issuer that nobody knows'),
  },
  {
    id: 'tls-self-signed',
    code: 'network.tls-intercepted',
    label: text('Connection is being read: self-signed'),
    detail: text('A certificate that vouches for itself'),
  },
  {
    id: 'clock',
    code: 'network.clock',
    label: text('Clock is wrong: ahead'),
    detail: text('By this computer’s clock the certificate has expired'),
  },
  {
    id: 'clock-behind',
    code: 'network.clock',
    label: text('Clock is wrong: behind'),
    detail: text('By this computer’s clock the certificate is not valid yet'),
  },
  {
    id: 'clock-skew',
    code: null,
    label: text('Clock is a day off'),
    detail: text('Everything works, and a notice tells of the clock'),
  },
  {
    id: 'proxy',
    code: 'network.proxy',
    label: text('Proxy asks for a sign-in'),
    detail: text('The proxy answers 407 to every connection'),
  },
  {
    id: 'proxy-blocked',
    code: 'network.proxy',
    label: text('Proxy blocks the address'),
    detail: text('The proxy answers with a page of its own'),
  },
  {
    id: 'proxy-gone',
    code: 'network.proxy',
    label: text('Proxy is not there'),
    detail: text('The proxy in the settings refuses connections'),
  },
  {
    id: 'proxy-password',
    code: 'network.proxy',
    label: text('Behind a proxy that asks for a password'),
    detail: text('The proxy lets through whoever signs in with the name “practice” and the password “practice”'),
  },
  {
    id: 'inspected',
    code: null,
    label: text('Inspected by your own company'),
    detail: text('Everything works, a notice tells who can read the requests, and Settings can forbid it'),
  },
  {
    id: 'satellite',
    code: null,
    label: text('Slow satellite'),
    detail: text('Everything works, and each request and answer takes 600 ms on its way'),
  },
  { id: 'http', code: 'network.http', detail: text('Something on the way answers 503') },
  {
    id: 'unreadable-answer',
    code: 'network.unreadable-answer',
    detail: text('A guest Wi-Fi’s sign-in page answers in the provider’s place'),
  },
  { id: 'too-large', code: 'network.too-large', detail: text('The answer is 64 MB long') },
  { id: 'redirect', code: 'network.redirect', detail: text('Every request is sent on to another address') },
] as const satisfies readonly Condition[];

/** One bad network as the window lists it. */
export type PracticeNetwork = { id: string; code: string | null; readonly label: string; readonly detail: string };

const titleOf = (code: string | null) => catalogue.find((entry) => entry.code === code)?.title ?? '';

export const conditionIds: readonly ConditionId[] = conditions.map(({ id }) => id);

/** Every bad network, in the order of the list. Their ids are the catalogue's scenario ids. */
export const practiceNetworks: readonly PracticeNetwork[] = (conditions as readonly Condition[]).map(
  ({ id, code, label, detail }) => ({
    id: `network.${id}`,
    code,
    get label() {
      return label === undefined ? titleOf(code) : t(label);
    },
    get detail() {
      return t(detail);
    },
  }),
);
