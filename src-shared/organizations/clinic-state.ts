/** What a clinic's readiness is called. Which one it is, `readiness.ts` says. */

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

export type StateWords = { word: string; tone: 'good' | 'warning' | 'bad' | 'neutral' | 'waiting' };

export const clinicStateWords: Readonly<Record<ClinicState, StateWords>> = {
  failed: { word: 'Needs attention', tone: 'bad' },
  'no-answer': { word: 'Needs attention', tone: 'warning' },
  expiring: { word: 'Needs attention', tone: 'warning' },
  withdrawal: { word: 'Needs attention', tone: 'warning' },
  stale: { word: 'Needs attention', tone: 'warning' },
  unproven: { word: 'Not proven yet', tone: 'neutral' },
  'not-connected': { word: 'Not finished', tone: 'neutral' },
  pending: { word: 'In review', tone: 'waiting' },
  'not-set-up': { word: 'Not set up', tone: 'neutral' },
  'nothing-needed': { word: 'Nothing needed', tone: 'neutral' },
  ready: { word: 'Ready', tone: 'good' },
};
