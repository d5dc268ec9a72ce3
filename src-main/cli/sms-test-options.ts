/** The options of `sms-test`, checked before anything is asked of anybody. */
import { defaultDeliveryTimeoutMs } from '../messaging/follow-delivery';
import { smsSteps } from './sms-steps';
import { usageError } from './terminal';

export type RawSmsTestOptions = {
  envFile?: string;
  organization?: string;
  to?: string;
  only?: string;
  deliveryTimeout?: string;
  dryRun: boolean;
  json: boolean;
};

export type SmsTestOptions = {
  envFile: string | null;
  organization: string | null;
  to: string | null;
  only: readonly string[] | null;
  deliveryTimeoutMs: number;
  dryRun: boolean;
  json: boolean;
};

const longestTimeoutSeconds = 3600;

function stepsOf(value: string): string[] {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !smsSteps.includes(name));
  if (unknown !== undefined)
    throw usageError(`--only: there is no step “${unknown}”.`, `The steps are ${smsSteps.join(', ')}.`);
  if (names.length === 0) throw usageError('--only names no step.', `The steps are ${smsSteps.join(', ')}.`);
  return smsSteps.filter((id) => names.includes(id));
}

function milliseconds(value: string): number {
  const seconds = Number(value);
  if (value.trim() === '' || !Number.isFinite(seconds) || seconds < 0 || seconds > longestTimeoutSeconds) {
    throw usageError(
      `--delivery-timeout: “${value}” is no number of seconds.`,
      `Give a number from 0 (don’t follow the delivery) to ${longestTimeoutSeconds}.`,
    );
  }
  return Math.round(seconds * 1000);
}

/** @throws AppError `usage.invalid` */
export function checkOptions(raw: RawSmsTestOptions): SmsTestOptions {
  if (raw.envFile !== undefined && raw.organization !== undefined) {
    throw usageError(
      'Both --env-file and --organization were given.',
      'Give one: the file with the credentials, or the clinic that has them stored.',
    );
  }
  return {
    envFile: raw.envFile ?? null,
    organization: raw.organization ?? null,
    to: raw.to ?? null,
    only: raw.only === undefined ? null : stepsOf(raw.only),
    deliveryTimeoutMs: raw.deliveryTimeout === undefined ? defaultDeliveryTimeoutMs : milliseconds(raw.deliveryTimeout),
    dryRun: raw.dryRun,
    json: raw.json,
  };
}
