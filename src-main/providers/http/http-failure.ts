import type { NetworkErrorKind } from '../../../src-shared/errors-catalogue';

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
