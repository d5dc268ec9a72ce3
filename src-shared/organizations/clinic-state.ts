/** What a clinic's readiness is called. Which one it is, `readiness.ts` says. */
import { type Text, text } from '../texts/translate';

/**
 * - `failed`: a provider refused, or a rung was disproved.
 * - `no-answer`: the last attempt failed without saying anything about the proofs.
 * - `expiring`: a sign-in ends soon. `withdrawal`: a provider could not be told of one yet. `stale`: a proof is old.
 * - `unproven`: a rung was not proven yet.
 * - `not-connected`: a provider is not connected, and nobody decided that it is not needed.
 * - `pending`: a provider reviews something. `not-set-up`: nothing is connected. `nothing-needed`: nothing is to be.
 */
export type ClinicState =
  | 'failed'
  | 'no-answer'
  | 'expiring'
  | 'withdrawal'
  | 'stale'
  | 'unproven'
  | 'not-connected'
  | 'pending'
  | 'not-set-up'
  | 'nothing-needed'
  | 'ready';

export type StateWords = { word: Text; tone: 'good' | 'warning' | 'bad' | 'neutral' | 'waiting' };

export const clinicStateWords: Readonly<Record<ClinicState, StateWords>> = {
  failed: { word: text('Needs attention'), tone: 'bad' },
  'no-answer': { word: text('Needs attention'), tone: 'warning' },
  expiring: { word: text('Needs attention'), tone: 'warning' },
  withdrawal: { word: text('Needs attention'), tone: 'warning' },
  stale: { word: text('Needs attention'), tone: 'warning' },
  unproven: { word: text('Not proven yet'), tone: 'neutral' },
  'not-connected': { word: text('Not finished'), tone: 'neutral' },
  pending: { word: text('In review'), tone: 'waiting' },
  'not-set-up': { word: text('Not set up'), tone: 'neutral' },
  'nothing-needed': { word: text('Nothing needed'), tone: 'neutral' },
  ready: { word: text('Ready'), tone: 'good' },
};
