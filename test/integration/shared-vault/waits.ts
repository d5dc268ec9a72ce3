/** What clients of the driver ask, and how often they wait: what is asked while an answer is open costs no wait. */
import pg from 'pg';
import { vi } from 'vitest';

type Asked = { text: string; rows: number };

const textOf = (asked: unknown): string =>
  typeof asked === 'string' ? asked : String(Reflect.get(Object(asked), 'text') ?? '');

/** From now on, until mocks are restored. */
export function watchQuestions() {
  const asked: Asked[] = [];
  const open = new WeakMap<pg.Client, number>();
  let waits = 0;
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const made: unknown = Reflect.apply(query, this, args);
    if (!(made instanceof Promise)) return made as never;
    const before = open.get(this) ?? 0;
    if (before === 0) waits += 1;
    open.set(this, before + 1);
    const answered = (rows: number) => {
      asked.push({ text: textOf(args[0]), rows });
      open.set(this, (open.get(this) ?? 1) - 1);
    };
    void made.then(
      (result: pg.QueryResult) => answered(result.rows?.length ?? 0),
      () => answered(0),
    );
    return made as never;
  });
  return {
    asked: () => asked,
    waits: () => waits,
    /** Counts anew. */
    reset(): void {
      asked.length = 0;
      waits = 0;
    },
  };
}
