/**
 * Turns a field list into a strict schema: a missing field, an unknown one, or one of another type fails. `?` means
 * that null is allowed.
 */
import { z } from 'zod';

const rfc2822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d \+0000$/;

function typeOf(name: string): z.ZodType {
  const [kind = '', ...words] = name.split(' ');
  switch (kind) {
    case 'string':
      return z.string();
    case 'boolean':
      return z.boolean();
    case 'integer':
      return z.number().int();
    case 'array':
      return z.array(z.unknown());
    case 'object':
      return z.record(z.string(), z.unknown());
    case 'any':
      return z.unknown();
    case 'phone':
      return z.string().regex(/^\+[1-9]\d{6,14}$/);
    case 'rfc2822':
      return z.string().regex(rfc2822);
    case 'iso8601':
      return z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    case 'enum':
      return z.enum(words);
    case 'sid':
      return z.string().regex(new RegExp(`^(${words.join('|')})[0-9a-f]{32}$`));
    default:
      throw new Error(`No such type: ${name}`);
  }
}

export const described = (fields: Record<string, string>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([field, type]) => {
        if (!type.endsWith('?')) return [field, typeOf(type)];
        const schema = typeOf(type.slice(0, -1));
        // The description's own examples write an unset application SID as an empty text.
        return [field, type.startsWith('sid ') ? z.union([schema, z.literal('')]).nullable() : schema.nullable()];
      }),
    ),
  );

/** A list of the 2010-04-01 API. */
export const listOf = (key: string, row: z.ZodType) =>
  z.strictObject({
    [key]: z.array(row),
    start: z.number().int(),
    end: z.number().int(),
    page: z.number().int(),
    page_size: z.number().int(),
    first_page_uri: z.string().startsWith('/'),
    uri: z.string().startsWith('/'),
    next_page_uri: z.string().startsWith('/').nullable(),
    previous_page_uri: z.string().startsWith('/').nullable(),
  });

const metaSchema = (key: string) =>
  z.strictObject({
    page: z.number().int(),
    page_size: z.number().int(),
    first_page_url: z.url(),
    url: z.url(),
    next_page_url: z.url().nullable(),
    previous_page_url: z.url().nullable(),
    key: z.literal(key),
  });

/**
 * Reads a list of the newer APIs: its rows under `key`, and what it says of its pages. Throws when it is not as
 * described.
 */
export function readMetaList(key: string, row: z.ZodType<Record<string, unknown>>, body: unknown) {
  const list = z.strictObject({ [key]: z.array(row), meta: metaSchema(key) }).parse(body);
  return { rows: z.array(row).parse(list[key]), meta: metaSchema(key).parse(list.meta) };
}

/** A refusal. */
export const refusalSchema = z.strictObject({
  code: z.number().int(),
  message: z.string(),
  more_info: z.url(),
  status: z.number().int(),
});
