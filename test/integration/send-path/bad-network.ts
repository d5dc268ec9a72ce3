/** What the network does to each request of one seeded run. */

import { chanceOf } from '../../../src-main/simulator/twilio/ids';
import type { FaultMode, ProxiedRequest } from '../../fakes/fault-proxy';
import { pace } from '../../fakes/pace';

const isSend = ({ method }: ProxiedRequest) => method === 'POST';
export const isList = ({ method, path }: ProxiedRequest) => method === 'GET' && path.endsWith('/Messages.json');

const isOfMessages = ({ path }: ProxiedRequest) => path.includes('/Messages');

/**
 * The look-ups before nearly always pass, so that most runs get as far as sending; three in four requests to send are
 * spoiled.
 */
export const badNetwork = (seed: number) => ({
  seed,
  faultRate: 0.8,
  plan: (request: ProxiedRequest): FaultMode | undefined => {
    // In some runs Twilio's list can't be read at all: then nothing can be found out about a lost answer.
    if (isList(request) && chanceOf(seed, 'blind') < 0.15) return '503';
    const kind = request.path.replace(/[A-Z]{2}[0-9a-f]{32}/g, '*');
    const calm = isSend(request) ? 0.06 : isOfMessages(request) ? 0.6 : 0.85;
    return chanceOf(seed, 'calm', request.method, kind, request.occurrence) < calm ? 'pass' : undefined;
  },
  // Answered late, or only after the client has given up: then the server takes a message that nobody waits for any
  // more.
  slowMs: chanceOf(seed, 'slow') < 0.5 ? 60 : 600 * pace,
});

/** When a person presses Stop in this run, in milliseconds after its start; null in most. */
export const stopAfter = (seed: number): number | null =>
  chanceOf(seed, 'stop?') < 0.2 ? Math.floor(chanceOf(seed, 'stop') * 900 * pace) : null;
