import type { NetworkErrorKind } from '../../../src-shared/errors-catalogue';

/** A request that got no answer. Holds neither the request nor Node's error. */
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
