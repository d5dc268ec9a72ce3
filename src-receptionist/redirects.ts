/** Requests of a provider go to a simulator on this computer where `VOXANNE_…_URL` says so, and nowhere else. */
import { refusal } from '../src-shared/errors';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** The origin; null for the provider itself. @throws AppError `endpoint.not-loopback` for any other computer */
export function redirectOf(provider: 'twilio' | 'google'): string | null {
  const given = process.env[`VOXANNE_${provider.toUpperCase()}_URL`];
  if (given === undefined || given === '') return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url && loopback.includes(url.hostname)) return url.origin;
  throw refusal(
    'endpoint.not-loopback',
    `VOXANNE_${provider.toUpperCase()}_URL does not name this computer.`,
    'Requests with credentials are redirected to this computer alone.',
    'Unset it, or name an address like http://127.0.0.1:8080.',
  );
}
