import type { ClientOptions } from './http/client-options';
import type { Provider } from './provider';

/** A provider as `entries.ts` lists it. */
export type ProviderEntry = {
  /** Exactly the hosts that its requests go to. */
  readonly hosts: ReadonlySet<string>;
  /** Loads no package of the provider yet. */
  create(options: ClientOptions): Provider;
};
