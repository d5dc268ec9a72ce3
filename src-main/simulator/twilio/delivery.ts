/** The delivery status of messages, computed from the clock on each request. */
import { chanceOf } from './ids';
import type { Message, MessageStatus, Stage } from './model';
import type { World } from './world';

/** The outcome of a delivery. */
export type Journey = {
  ends: 'delivered' | 'undelivered' | 'failed' | 'sent' | 'queued';
  /** Twilio's code on a message that did not arrive. */
  errorCode?: number;
  /** How many times slower than usual. */
  slowness?: number;
};

/** The stages of one message: about 2.5 seconds from queued to its end, never twice quite the same. */
export function planJourney(journey: Journey, seed: number, sid: string): Stage[] {
  const slowness = journey.slowness ?? 1;
  const at = (base: number, spread: number, what: string) =>
    Math.round((base + spread * chanceOf(seed, sid, what)) * slowness);
  const stages: Stage[] = [{ status: 'queued', atMs: 0 }];
  if (journey.ends === 'queued') return stages;
  stages.push({ status: 'sending', atMs: at(400, 300, 'sending') });
  if (journey.ends === 'failed') return [...stages, { status: 'failed', atMs: at(1000, 500, 'failed') }];
  stages.push({ status: 'sent', atMs: at(900, 400, 'sent') });
  if (journey.ends === 'sent') return stages;
  return [...stages, { status: journey.ends, atMs: at(2000, 800, journey.ends) }];
}

/** A message's current stage, when that began, and when the message was sent (null before). */
export function whereIs(
  message: Message,
  world: World,
): { status: MessageStatus; since: number; sentAt: number | null } {
  const age = (world.now() - message.acceptedAt) * world.clockSpeed;
  const reached = message.stages.filter((stage) => stage.atMs <= age);
  const clock = (stage: Stage) => message.acceptedAt + stage.atMs / world.clockSpeed;
  const current = reached.at(-1) ?? { status: 'queued' as const, atMs: 0 };
  const sent = reached.find((stage) => stage.status === 'sent');
  return { status: current.status, since: clock(current), sentAt: sent === undefined ? null : clock(sent) };
}

const reasons: Record<number, string> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Carrier violation',
  30008: 'Unknown error',
  30032: 'Toll-Free Number Has Not Been Verified',
  30034: 'Message from an Unregistered Number',
  30035: 'Message from a Number With Registration in Progress',
};

/** Twilio's short words for a delivery code; null when it gives none. */
export const deliveryReason = (code: number): string | null => reasons[code] ?? null;
