/** As whom the person at the console is shown: by the name that they chose, or by the system's. */
import { settingsSchema } from '../../src-shared/settings/settings';
import type { Connection } from './connection';
import { noParams, preparedRead, read } from './queries';

/** Asked for every entry of the audit trail, inside of its transaction. */
export function createShownName({ database }: Pick<Connection, 'database'>, systemName: string): () => string {
  const chosen = preparedRead(database, noParams, () =>
    read.selectFrom('settings').select('value').where('key', '=', 'personName'),
  );
  return () => {
    const stored = chosen.get({})?.value;
    const name = stored === undefined ? null : settingsSchema.shape.personName.safeParse(JSON.parse(stored));
    return name?.success && name.data !== '' ? name.data : systemName;
  };
}
