/**
 * What the person set. One row a setting; a value that a newer or older version wrote differently falls back to its
 * default.
 */
import { defaultSettings, type Settings, settingsSchema } from '../../src-shared/settings/settings';
import type { Connection } from './connection';
import { noParams, params, preparedRead, preparedWrite, read, write } from './queries';
import type { SettingsRepository } from './repositories';
import type { SettingsTable } from './schema';

export function createSettingsRepository(connection: Connection): SettingsRepository {
  const { database } = connection;
  const all = preparedRead(database, noParams, () => read.selectFrom('settings').select(['key', 'value']));
  const put = preparedWrite(database, params<SettingsTable>(), ({ key, value }) =>
    write
      .insertInto('settings')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
  );

  const load = (): Settings => {
    const stored = new Map(all.all({}).map(({ key, value }) => [key, value]));
    const settings: Record<string, unknown> = { ...defaultSettings };
    for (const [key, schema] of Object.entries(settingsSchema.shape)) {
      const value = stored.get(key);
      const parsed = value === undefined ? undefined : schema.safeParse(JSON.parse(value));
      if (parsed?.success) settings[key] = parsed.data;
    }
    return settingsSchema.parse(settings);
  };

  return {
    get: async () => connection.read(null, load),
    async update(change) {
      const checked = settingsSchema.partial().parse(change);
      return connection.write(null, () => {
        for (const [key, value] of Object.entries(checked))
          if (value !== undefined) put.run({ key, value: JSON.stringify(value) });
        return load();
      });
    },
  };
}
