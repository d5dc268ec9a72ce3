/** The simulated sign-in page: plain, without script, and marked as a simulation. */
import { googlePageErrors } from '../../../src-shared/providers/google/page-errors';
import { googlePermissions, identityScopes } from '../../../src-shared/providers/google/permissions';
import type { Account } from './model';
import type { PageRefusal } from './refusal';

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const shell = (title: string, body: string) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:8vh auto;padding:0 1.5rem}fieldset{border:1px solid #8888;border-radius:8px;margin:1rem 0}
label{display:block;padding:.25rem 0 .25rem 1.75rem;text-indent:-1.75rem}button{font:inherit;padding:.5rem 1.25rem;margin-right:.75rem}.practice{background:#ffd54f;color:#222;padding:.5rem 1rem;border-radius:8px}
h1{font-weight:400}.account{display:inline-block;border:1px solid #8888;border-radius:99px;padding:.125rem .875rem}.link{text-decoration:underline}</style>
</head><body><p class="practice">Practice: this is not Google. Nothing leaves this computer.</p>${body}</body></html>
`;

const tickBoxOf = (scope: string): string =>
  Object.values(googlePermissions)
    .flat()
    .find((permission) => permission.scope === scope)?.tickBox ?? scope;

export function consentPage(
  request: string,
  accounts: readonly Account[],
  scopes: readonly string[],
  hint: string | null,
): string {
  const preferred = accounts.find(({ email }) => email === hint) ?? accounts[0];
  const choices = accounts
    .map(
      ({ id, email, name }) =>
        '<label><input type="radio" name="account" ' +
        `value="${escaped(id)}"${id === preferred?.id ? ' checked' : ''}> ${escaped(name)} ` +
        `(${escaped(email)})</label>`,
    )
    .join('');
  const boxes = scopes
    .filter((scope) => !identityScopes.includes(scope))
    .map(
      (scope) =>
        `<label><input type="checkbox" name="scope" value="${escaped(scope)}" checked> ` +
        `${escaped(tickBoxOf(scope))}</label>`,
    )
    .join('');
  return shell(
    'Sign in – practice',
    `<h1>Choose an account</h1><form method="post" action="/o/oauth2/v2/auth/decision"><input type="hidden" name="request" value="${escaped(request)}">
<fieldset><legend>Account</legend>${choices}</fieldset><fieldset><legend>The clinic’s app wants to</legend>${boxes}</fieldset>
<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form>`,
  );
}

/** The app's name, as the clinic gave it to its Google Cloud project. */
const app = 'Clinic Calendar';

/** The name and HTTP status of a refusal. An unknown name is shown as a malformed request. */
export function printedOf(code: string): { status: number; printed: string; says: string } {
  const known = googlePageErrors.find(({ id }) => id === code);
  if (known === undefined)
    return { status: 400, printed: `Error 400: ${code}`, says: 'Access blocked: Authorization Error' };
  return {
    status: Number(/\d{3}/.exec(known.printed)?.[0]),
    printed: known.printed,
    says: known.says.replace('…', app),
  };
}

/** The error page, in Google's order: what is blocked, for whom, why, and last the line with the error's name. */
export function errorPage({ code, detail, email }: PageRefusal): string {
  const { printed, says } = printedOf(code);
  const isHeading = says.startsWith('Access blocked');
  const heading = isHeading
    ? says
    : 'Access blocked: ' +
      `${code === 'disallowed_useragent' ? `${app}’s request does not comply with Google’s policies` : 'Authorization Error'}`;
  return shell(
    'Error – practice',
    `<h1>${escaped(heading)}</h1>${email === null ? '' : `<p class="account">${escaped(email)}</p>`}<p>${escaped(isHeading ? detail : `${says.replace(/\.$/, '')}. ${detail}`)}</p>
<p><span class="link">Learn more about this error</span></p><p>If you are a developer of ${app}, see <span class="link">error details</span>.</p><p>${escaped(printed)}</p>`,
  );
}
