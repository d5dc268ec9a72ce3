/**
 * What Google prints on its own sign-in page when it refuses there. No answer comes back then, so the person reads it
 * to the console. The lines are Google's, word for word; “…” stands for the app's name.
 */
import type { PageErrorDescriptor } from '../descriptor';

export const googlePageErrors = [
  {
    id: 'redirect_uri_mismatch',
    printed: 'Error 400: redirect_uri_mismatch',
    says: 'Access blocked: …’s request is invalid',
    repair: 'other-client',
  },
  {
    id: 'not_test_user',
    printed: 'Error 403: access_denied',
    says: 'Access blocked: … has not completed the Google verification process',
    repair: 'other-account',
  },
  {
    id: 'admin_policy_enforced',
    printed: 'Error 400: admin_policy_enforced',
    says: 'Access to your account data is restricted by policies within your organization',
    repair: 'other-account',
  },
  {
    id: 'org_internal',
    printed: 'Error 403: org_internal',
    says: 'Access blocked: … can only be used within its organization',
    repair: 'other-account',
  },
  {
    id: 'disallowed_useragent',
    printed: 'Error 403: disallowed_useragent',
    says: '…’s request does not comply with Google’s “Use secure browsers” policy',
    repair: 'other-browser',
  },
  {
    id: 'invalid_client',
    printed: 'Error 401: invalid_client',
    says: 'The OAuth client was not found.',
    repair: 'other-client',
  },
  {
    id: 'deleted_client',
    printed: 'Error 401: deleted_client',
    says: 'The OAuth client was deleted.',
    repair: 'other-client',
  },
  {
    id: 'disabled_client',
    printed: 'Error 401: disabled_client',
    says: 'The OAuth client was disabled.',
    repair: 'other-client',
  },
  {
    id: 'invalid_request',
    printed: 'Error 400: invalid_request',
    says: 'Access blocked: Authorization Error',
    repair: 'again',
  },
] as const satisfies readonly PageErrorDescriptor[];
