/** A value that is read from the main process: loading, failed or ready. Answers to older requests are ignored. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppErrorData } from '../../src-shared/errors';
import type { Result } from '../../src-shared/result';

export type Loaded<T> = { state: 'loading' } | { state: 'failed'; error: AppErrorData } | { state: 'ready'; value: T };

export type Loader<T> = StoreApi<{ loaded: Loaded<T> }> & {
  /** Reads again. The current value stays visible until the answer arrives. */
  reload(): Promise<void>;
  /** Replaces the value with the answer of another call. */
  put(value: T): void;
  /** Changes a part of the value, where there is one. An answer that is under way still replaces it. */
  amend(change: (value: T) => T): void;
};

export function createLoader<T>(ask: () => Promise<Result<T>>): Loader<T> {
  const store = createStore<{ loaded: Loaded<T> }>(() => ({ loaded: { state: 'loading' } }));
  let newest = 0;
  return {
    ...store,
    async reload() {
      newest += 1;
      const request = newest;
      if (store.getState().loaded.state === 'failed') store.setState({ loaded: { state: 'loading' } });
      const result = await ask();
      if (request === newest)
        store.setState({
          loaded: result.ok ? { state: 'ready', value: result.value } : { state: 'failed', error: result.error },
        });
    },
    put(value) {
      newest += 1;
      store.setState({ loaded: { state: 'ready', value } });
    },
    amend(change) {
      const { loaded } = store.getState();
      if (loaded.state === 'ready') store.setState({ loaded: { state: 'ready', value: change(loaded.value) } });
    },
  };
}

/** A loader for the lifetime of the component; it starts again when `key` changes. */
export function useLoader<T>(key: string, ask: () => Promise<Result<T>>): { loaded: Loaded<T>; loader: Loader<T> } {
  const [made, setMade] = useState(() => ({ key, loader: createLoader(ask) }));
  const current = made.key === key ? made : { key, loader: createLoader(ask) };
  if (current !== made) setMade(current);
  const { loader } = current;
  useEffect(() => {
    void loader.reload();
  }, [loader]);
  return { loaded: useStore(loader, (state) => state.loaded), loader };
}
