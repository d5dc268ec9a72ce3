/** Which program this is, what it is made of, and whose work is in it. */

import type { About } from '../../src-shared/support/about';
import { t } from '../../src-shared/texts/translate';
import { type LicenceFiles, readLicences } from './licences';

export function readAbout(version: string, files: LicenceFiles): About {
  const { electron, chrome, node } = process.versions;
  const known = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name, version: value }]);
  const { own, licences } = readLicences(files);
  return {
    versions: [
      { name: 'Voxanne Console', version },
      ...known('Electron', electron),
      ...known('Chromium', chrome),
      ...known('Node.js', node),
      { name: t('System'), version: `${process.platform} ${process.arch}` },
    ],
    ownLicence: own,
    licences,
  };
}
