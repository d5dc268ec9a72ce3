/** Holds an answer of the server on its way back to a console, so that others act between two of its statements. */
import pg from 'pg';
import { loginRole } from '../../../src-shared/shared-vault/database-login';
import type { TestConsole } from './consoles';

const ordinary = pg.Client.prototype.query;

export const holdNothing = () => {
  pg.Client.prototype.query = ordinary;
};

/** The next answer to a statement of which this is a part. */
export function holdAnswer(to: TestConsole, statement: string) {
  const role = loginRole('member', to.file.require().memberId);
  let arrived: () => void = () => undefined;
  let release: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isTaken = false;
  const query = ordinary as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      const result = query.apply(this, args);
      const [asked] = args;
      // One whose plan the server keeps comes with a name.
      const text = typeof asked === 'string' ? asked : String(Reflect.get(Object(asked), 'text'));
      const isWanted = this.user === role && text.includes(statement);
      if (isTaken || !isWanted || !(result instanceof Promise)) return result;
      isTaken = true;
      return result.then(async (rows) => {
        arrived();
        await released;
        return rows;
      });
    },
  });
  return { isHeld, release };
}
