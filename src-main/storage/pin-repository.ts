/** What this computer saw last of a shared vault, in its own database. */
import type { Connection } from './connection';
import { params, pick, preparedRead, preparedWrite, read, write } from './queries';
import type { PinRepository } from './repositories';
import type { PinTable } from './schema';

export function createPinRepository(connection: Connection): PinRepository {
  const { database } = connection;
  const find = preparedRead(database, params<Pick<PinTable, 'subject'>>(), ({ subject }) =>
    read.selectFrom('shared_vault_pins').select('value').where('subject', '=', subject),
  );
  const put = preparedWrite(database, params<PinTable>(), (given) =>
    write
      .insertInto('shared_vault_pins')
      .values(pick(given, ['subject', 'value']))
      .onConflict((conflict) => conflict.column('subject').doUpdateSet({ value: given.value })),
  );
  const between = preparedRead(database, params<{ first: string; last: string }>(), ({ first, last }) =>
    read.selectFrom('shared_vault_pins').selectAll().where('subject', '>=', first).where('subject', '<', last),
  );
  return {
    startingWith: async (prefix) =>
      connection.read(null, () => {
        const rows = between.all({ first: prefix, last: `${prefix}\uFFFF` });
        return new Map(rows.map(({ subject, value }) => [subject, value]));
      }),
    read: async (subject) => connection.read(null, () => find.get({ subject })?.value ?? null),
    async change(subject, to) {
      // Another program on this profile may have seen more.
      connection.write(null, () => {
        const before = find.get({ subject })?.value ?? null;
        const value = to(before);
        if (value !== before) put.run({ subject, value });
      });
    },
  };
}
