import { ErrorNotice } from '../error-notice';
import classes from './handoff.module.css';
import type { HandoffTools } from './handoff-tools';

/** What came of saving, printing or copying. Its line is always there, so that nothing moves. */
export function HandoffOutcome({ tools: { done, error } }: { tools: HandoffTools }) {
  return (
    <>
      <p role="status" className={classes.outcome}>
        {done}
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
