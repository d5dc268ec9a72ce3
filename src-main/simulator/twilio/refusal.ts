/** Twilio's error format: a status, and a body with `code`, `message`, `more_info` and `status`. */

export const refusalBody = (code: number, status: number, message: string) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

/** Thrown by a resource; the server turns it into the answer. */
export class Refusal extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const authenticationRefused = () => new Refusal(20003, 401, 'Authenticate');
export const notFound = (path: string) => new Refusal(20404, 404, `The requested resource ${path} was not found`);
export const methodNotAllowed = () => new Refusal(20004, 405, 'Method not allowed');
export const testCredentialsRefused = () =>
  new Refusal(20008, 403, 'Resource not accessible with Test Account Credentials');
export const permissionRefused = () => new Refusal(70051, 401, 'Authorization failed');
