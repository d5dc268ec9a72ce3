/** Whether a failure says that the provider refused the credentials themselves. */

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** The provider’s code of it; null for any other failure. Nothing else of the failure is told: it may hold anything. */
export function refusalCode(thrown: unknown): string | null {
  const [status, code] = [at(thrown, 'status'), at(thrown, 'code')];
  const data = at(at(thrown, 'response'), 'data');
  if (at(data, 'error') === 'invalid_grant' || at(data, 'error') === 'invalid_client') return String(at(data, 'error'));
  if (status !== 401 && code !== 401 && code !== '401') return null;
  return typeof code === 'number' && code !== 401 ? String(code) : '401';
}
