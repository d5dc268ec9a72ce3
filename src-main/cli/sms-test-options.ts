/** The options of `sms-test`, checked before anything is asked of anybody. */
import { t } from '../../src-shared/texts/translate';
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
    throw usageError(
      t('--only: there is no step “{id}”.', { id: unknown }),
      t('The steps are {ids}.', { ids: smsSteps.join(', ') }),
    );
  if (names.length === 0)
    throw usageError(t('--only names no step.'), t('The steps are {ids}.', { ids: smsSteps.join(', ') }));
  return smsSteps.filter((id) => names.includes(id));
}

function milliseconds(value: string): number {
  const seconds = Number(value);
  if (value.trim() === '' || !Number.isFinite(seconds) || seconds < 0 || seconds > longestTimeoutSeconds) {
    throw usageError(
      t('--delivery-timeout: “{value}” is no number of seconds.', { value }),
      t('Give a number from 0 (don’t follow the delivery) to {longest}.', { longest: longestTimeoutSeconds }),
    );
  }
  return Math.round(seconds * 1000);
}

/** @throws AppError `usage.invalid` */
export function checkOptions(raw: RawSmsTestOptions): SmsTestOptions {
  if (raw.envFile !== undefined && raw.organization !== undefined) {
    throw usageError(
      t('Both --env-file and --organization were given.'),
      t('Give one: the file with the credentials, or the clinic that has them stored.'),
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
