import type { ProviderErrors } from './error-rows';
import * as errors from './errors';
import type { ProviderId } from './ids';

export const providerErrors: Readonly<Record<ProviderId, ProviderErrors>> = { ...errors };
