/** The sign of a whole run: that of its worst step. Pure. */
import { wasSelected } from '../../../src-shared/messaging/report';
import type { SmsTestRun } from '../../../src-shared/messaging/sms-test';
import type { Tone } from '../../components/status-badge';

export function runTone(run: SmsTestRun): Tone {
  if (run.state === 'running') return 'busy';
  const states = new Set(run.steps.filter(wasSelected).map((step) => step.state));
  if (states.has('failed')) return 'bad';
  if (run.state !== 'finished' || states.has('unconfirmed')) return 'warning';
  return states.size === 1 && states.has('passed') ? 'good' : 'neutral';
}
