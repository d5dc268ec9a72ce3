import { t } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

export function createRescueHandlers({ vault, platform }: Workspace, desk: Desk): HandlersOf<'rescue'> {
  return {
    'rescue.options': () => vault.rescueOptions(),
    'rescue.restore': ({ id }) => vault.restoreSound(id),
    'rescue.startAnew': () => vault.startAnew(),
    'rescue.putAside': () => ({ files: vault.putAside() }),
    'rescue.deletePutAside': async ({ name }) => {
      await vault.deletePutAside(name);
      return { files: vault.putAside() };
    },
    'rescue.saveReadable': async () => {
      const day = platform.now().toISOString().slice(0, 10);
      const file = await desk.chooseSaveFile({
        title: t('Save what can be read'),
        button: t('Save'),
        suggestedName: `voxanne-readable-${day}.txt`,
        filters: [{ name: t('Text'), extensions: ['txt'] }],
      });
      return { saved: file === null ? null : await vault.saveReadable(file) };
    },
  };
}
