import { listOf } from '../../../src-shared/list-words';
import type { NetworkStatus } from '../../../src-shared/network/network';
import { providerDescriptors } from '../../../src-shared/providers';
import { t } from '../../../src-shared/texts/translate';
import { NoticeBox } from '../../components/notice';
import classes from './settings-screen.module.css';

type Way = { ways: string; source: string; hosts: string[] };

/** Hosts that are reached in the same way stand together. */
function groupRoutes(routes: NetworkStatus['routes']): Way[] {
  const groups = new Map<string, Way>();
  for (const { host, ways, source } of routes) {
    const words = ways.slice(1).reduce((first, next) => t('{first}, then {next}', { first, next }), ways[0] ?? '');
    const key = `${words} ${source}`;
    const group = groups.get(key) ?? { ways: words, source, hosts: [] };
    groups.set(key, { ...group, hosts: [...group.hosts, host] });
  }
  return [...groups.values()];
}

/** How requests reach the providers, and where that is set. */
export function RouteList({ routes }: { routes: NetworkStatus['routes'] }) {
  const groups = groupRoutes(routes);
  const names = listOf([...new Set(routes.map(({ provider }) => providerDescriptors[provider].name))]);
  const troubles = [...new Set(routes.flatMap(({ trouble }) => (trouble === null ? [] : [trouble])))];
  return (
    <div className={classes.setting}>
      <div className={classes.words}>
        <p className={classes.label}>{t('Way to {names}', { names })}</p>
        {groups.map(({ ways, source, hosts }) => (
          <p key={hosts.join()} className={classes.help} title={hosts.join(', ')}>
            {groups.length > 1 && `${hosts.join(', ')}: `}
            {ways.charAt(0).toUpperCase() + ways.slice(1)} · {source}
          </p>
        ))}
        {troubles.map((trouble) => (
          <div key={trouble} className={classes.trouble}>
            <NoticeBox tone="warning" title={t('A network setting could not be followed')}>
              {trouble}
            </NoticeBox>
          </div>
        ))}
      </div>
    </div>
  );
}
