/** Hears on Linux that the screen is locked or that another user comes, for as long as the console runs. */
import type { LockReason } from '../../../src-shared/vault/console-lock';
import type { Environment } from '../../environment';
import { followBus, hasGdbus } from './gdbus';
import type { ScreenWatch } from './heard';
import { type ScreenSource, screenSources } from './screen-sources';

/** Milliseconds until a listener that ended is started again: each time twice as long, until it hears somebody. */
const pace = { first: 1_000, longest: 60_000 };

type Listener = { hears(): boolean; stop(): void };

function listenTo(
  source: ScreenSource,
  { env, lock, changed, waits }: { env: Environment; waits: typeof pace } & Pick<ScreenWatchDeps, 'lock' | 'changed'>,
): Listener {
  let isHeard = false;
  let isStopped = false;
  let wait = waits.first;
  let timer: NodeJS.Timeout | undefined;
  let following: { stop(): void };

  const hear = (now: boolean) => {
    if (now === isHeard) return;
    isHeard = now;
    changed();
  };
  /** It may have been locked while nobody listened. */
  const begun = async () => {
    const from = following;
    const isLocked = await source.isLocked(env);
    if (isStopped || from !== following) return;
    wait = waits.first;
    hear(true);
    if (isLocked) lock('screen-lock');
  };
  const onLine = (line: string) => {
    if (/^The name \S+ is owned by /.test(line)) return void begun();
    if (/^The name \S+ does not have an owner/.test(line)) return hear(false);
    const signal = /^\/\S*: (.*)$/.exec(line)?.[1];
    const reason = signal === undefined ? null : source.reasonIn(signal);
    if (reason !== null) lock(reason);
  };
  const begin = () => {
    following = followBus(env, source.bus, source, {
      onLine,
      onEnd() {
        hear(false);
        timer = setTimeout(begin, wait);
        timer.unref();
        wait = Math.min(wait * 2, waits.longest);
      },
    });
  };
  begin();
  return {
    hears: () => isHeard,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      following.stop();
    },
  };
}

type ScreenWatchDeps = {
  env: Environment;
  lock: (reason: LockReason) => void;
  /** What is heard is another than before. */
  changed: () => void;
};

/** Never fails: where nothing tells, nothing is heard. */
export function watchScreen({
  env,
  lock,
  changed,
  waits = pace,
}: ScreenWatchDeps & { waits?: typeof pace }): ScreenWatch {
  const listeners: (Listener & { source: ScreenSource })[] = [];
  let isStopped = false;
  const begin = async () => {
    if (!hasGdbus()) return;
    const sources = await screenSources(env);
    if (isStopped) return;
    listeners.push(...sources.map((source) => ({ source, ...listenTo(source, { env, lock, changed, waits }) })));
  };
  void begin();
  return {
    hears() {
      const heard = listeners.filter(({ hears }) => hears());
      return { screenLock: heard.length > 0, userSwitch: heard.some(({ source }) => source.tellsOfUsers) };
    },
    stop() {
      isStopped = true;
      for (const { stop } of listeners) stop();
    },
  };
}
