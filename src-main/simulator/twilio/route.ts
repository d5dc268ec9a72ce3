/** What a resource is given, and how paths find their resource. */
import type { RoutePermission } from './authenticate';
import type { Answer } from './faults';
import type { Account } from './model';
import type { World } from './world';

export type Call = {
  world: World;
  /** The account in the path, or the caller's own where the path names none. Already checked. */
  account: Account;
  /** Path without its query, for links and for messages. */
  path: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  form: URLSearchParams;
};

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Segments; those in braces are handed on by name. `{AccountSid}` is checked against the caller. */
  path: string;
  permission: RoutePermission;
  handle: (call: Call) => Answer;
};

type Compiled = { route: Route; segments: string[] };
export type RouteMatch = { route: Route; params: Record<string, string> };

function match(segments: readonly string[], actual: readonly string[]): Record<string, string> | null {
  if (segments.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [position, segment] of segments.entries()) {
    const value = actual[position] ?? '';
    const name = /^\{(\w+)\}(\.json)?$/.exec(segment);
    if (name === null) {
      if (segment !== value) return null;
      continue;
    }
    const ending = name[2] ?? '';
    if (!value.endsWith(ending) || value.length === ending.length) return null;
    params[name[1] ?? ''] = value.slice(0, value.length - ending.length);
  }
  return params;
}

/**
 * @returns a finder: the route of a request, `wrong-method` when the path exists for other methods, null when it does
 * not exist
 */
export function createRouter(routes: readonly Route[]) {
  const compiled: Compiled[] = routes.map((route) => ({ route, segments: route.path.split('/') }));
  return (method: string, path: string): RouteMatch | 'wrong-method' | null => {
    const actual = path.split('/');
    let pathExists = false;
    for (const { route, segments } of compiled) {
      const params = match(segments, actual);
      if (params === null) continue;
      if (route.method === method) return { route, params };
      pathExists = true;
    }
    return pathExists ? 'wrong-method' : null;
  };
}
