/** How Twilio writes dates, pages and segment counts. */
import { notFound } from './refusal';

/** `Fri, 24 May 2019 17:44:46 +0000` */
export const rfc2822 = (time: number) => new Date(time).toUTCString().replace('GMT', '+0000');
/** `2019-05-24T17:44:46Z` */
export const iso8601 = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;

const wholeNumber = (text: string | null, fallback: number) =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : fallback;

type Paging = { size: number; page: number; start: number };

/** @throws Refusal 20404 for a page token that leads nowhere */
function readPaging<Row extends { sid: string }>(query: URLSearchParams, rows: readonly Row[], path: string): Paging {
  const size = Math.min(1000, Math.max(1, wholeNumber(query.get('PageSize'), 50)));
  const page = wholeNumber(query.get('Page'), 0);
  const token = query.get('PageToken');
  if (token === null) return { size, page, start: page * size };
  // The token names the last row seen, so that rows added meanwhile neither hide nor repeat one.
  const last = rows.findIndex((row) => `PA${row.sid}` === token);
  if (last < 0) throw notFound(path);
  return { size, page, start: last + 1 };
}

type PageLinks = { first: string; here: string; next: string | null; previous: string | null };

function pageLinks(base: string, query: URLSearchParams, paging: Paging, nextToken: string | null): PageLinks {
  const filters = [...query].filter(([name]) => !['PageSize', 'Page', 'PageToken'].includes(name));
  const at = (page: number, token: string | null) => {
    const parameters = new URLSearchParams(filters);
    parameters.set('PageSize', String(paging.size));
    parameters.set('Page', String(page));
    if (token !== null) parameters.set('PageToken', token);
    return `${base}?${parameters}`;
  };
  return {
    first: at(0, null),
    here: at(paging.page, query.get('PageToken')),
    next: nextToken === null ? null : at(paging.page + 1, nextToken),
    previous: paging.page === 0 ? null : at(paging.page - 1, null),
  };
}

export type PageRequest<Row extends { sid: string }> = {
  query: URLSearchParams;
  path: string;
  rows: readonly Row[];
  key: string;
  show: (row: Row) => unknown;
  /** Every page then claims that there is another one. */
  endless?: boolean;
};

function cut<Row extends { sid: string }>(request: PageRequest<Row>) {
  const { query, path, rows, endless = false } = request;
  const paging = endless
    ? { ...readPaging(new URLSearchParams(), rows, path), page: wholeNumber(query.get('Page'), 0), start: 0 }
    : readPaging(query, rows, path);
  const shown = rows.slice(paging.start, paging.start + paging.size);
  const last = shown.at(-1);
  const more = endless || paging.start + shown.length < rows.length;
  return { paging, shown, nextToken: more && last !== undefined ? `PA${last.sid}` : null };
}

/** A list of the 2010-04-01 API: rows under their own key, the links beside them, as paths. */
export function listPage<Row extends { sid: string }>(request: PageRequest<Row>) {
  const { paging, shown, nextToken } = cut(request);
  const links = pageLinks(request.path, request.query, paging, nextToken);
  return {
    [request.key]: shown.map(request.show),
    start: paging.start,
    end: Math.max(paging.start, paging.start + shown.length - 1),
    page: paging.page,
    page_size: paging.size,
    first_page_uri: links.first,
    uri: links.here,
    next_page_uri: links.next,
    previous_page_uri: links.previous,
  };
}

/** A list of the newer APIs: rows under their own key, the links in `meta`, as absolute addresses of the provider. */
export function metaPage<Row extends { sid: string }>(host: string, request: PageRequest<Row>) {
  const { paging, shown, nextToken } = cut(request);
  const links = pageLinks(`https://${host}${request.path}`, request.query, paging, nextToken);
  return {
    [request.key]: shown.map(request.show),
    meta: {
      page: paging.page,
      page_size: paging.size,
      first_page_url: links.first,
      previous_page_url: links.previous,
      next_page_url: links.next,
      url: links.here,
      key: request.key,
    },
  };
}

const gsm7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ' +
    '!"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const gsm7Double = new Set('^{}\\[~]|€\f');

/** How many SMS a text takes: 160 characters of the phone alphabet, or 70 of any other; 153 and 67 when joined. */
export function countSegments(body: string): number {
  let septets = 0;
  for (const character of body) {
    if (gsm7.has(character)) septets += 1;
    else if (gsm7Double.has(character)) septets += 2;
    else return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
  }
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}
