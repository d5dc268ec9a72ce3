/** One request to a provider and its answer. */
import type { NetworkErrorKind } from '../../../src-shared/errors-catalogue';
import type { Endpoint } from '../endpoints';
import type { Network } from './network';

export type HttpMethod = 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT';

export type HttpRequest = {
  method: HttpMethod;
  /** At the provider's own host, also where `endpoint` sends it elsewhere. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** For everything from looking up the host to the answer's last byte, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Must not be repeated: a connection of its own, and the failure says whether bytes may have left. */
  once?: boolean;
};

export type HttpAnswer = {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** What the JSON says; the text itself where it is no JSON. */
  body: unknown;
};

/** A request without an answer. It holds neither the request nor what the network said. */
export class HttpFailure extends Error {
  readonly kind: NetworkErrorKind;
  /** Bytes of the request may have reached the other side. */
  readonly left: boolean;

  constructor(kind: NetworkErrorKind, left: boolean) {
    super('The request brought no answer.');
    this.name = 'HttpFailure';
    this.kind = kind;
    this.left = left;
  }
}

export interface HttpClient {
  /** The host that an error names. */
  readonly host: string;
  /**
   * @throws HttpFailure when no answer came; AppError `call.stopped` when the signal ended, `provider.unknown-host` for an address that
   * is not the provider's, `endpoint.not-loopback` for a detour that leaves this computer
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

export type HttpClientOptions = {
  /** Exactly the hosts that may be asked. */
  hosts: ReadonlySet<string>;
  /** The origin whose host an error names. */
  apiOrigin: string;
  endpoint: Pick<Endpoint, 'origin' | 'detour'>;
  network: Network;
  maxAnswerBytes?: number;
};
