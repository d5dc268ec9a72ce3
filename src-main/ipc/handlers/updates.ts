import type { UpdateService } from '../../updates/update-service';
import type { HandlersOf } from '../handlers';

/** @param updates one for as long as the program runs, whichever workspace is open */
export function createUpdateHandlers(updates: () => Promise<UpdateService>): HandlersOf<'updates'> {
  return {
    'updates.status': async () => (await updates()).snapshot(),
    'updates.configure': async ({ feed, automatic }) =>
      (await updates()).configure({
        ...(feed === undefined ? {} : { feed }),
        ...(automatic === undefined ? {} : { automatic }),
      }),
    'updates.check': async () => (await updates()).check(),
    'updates.download': async () => (await updates()).download(),
    'updates.install': async () => (await updates()).install(),
    'updates.cancel': async () => (await updates()).cancel(),
    'updates.dismissNews': async () => (await updates()).dismissNews(),
    'updates.holdForWindow': async ({ isOpen }) => {
      (await updates()).holdForWindow(isOpen);
      return {};
    },
  };
}
