/** The guards of the window: what pages, links and exports may do. */

import type { Guard } from './guard.ts';

export const windowGuards: readonly Guard[] = [
  {
    promise: 'links',
    what: 'help leads only where it is needed, by its path',
    file: 'src-shared/errors-catalogue/help-origins.ts',
    from: 'return place.paths === undefined || place.paths.some((allowed) => path.startsWith(allowed));',
    to: 'return true;',
    test: 'test/unit/shared/errors-catalogue/help-origins.test.ts',
  },
  {
    promise: 'links',
    what: 'and to no address that a link names',
    file: 'src-shared/errors-catalogue/help-origins.ts',
    from: " || namesAnother(url.slice((origin ?? '').length))",
    to: '',
    test: 'test/unit/shared/errors-catalogue/help-origins.test.ts',
  },
];
