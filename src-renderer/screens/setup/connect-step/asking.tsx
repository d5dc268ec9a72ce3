import { useEffect, useState } from 'react';
import { t } from '../../../../src-shared/texts/translate';
import { ToneIcon } from '../../../components/status-badge';
import { useNow } from '../../../components/use-now';
import classes from './connect.module.css';

const worthCounting = 2000;

/** While a provider is being asked: what for, and after two seconds for how long already. */
export function Asking({ busy, name }: { busy: boolean; name: string }) {
  const [since, setSince] = useState(0);
  const now = useNow(busy);
  useEffect(() => {
    if (busy) setSince(Date.now());
  }, [busy]);
  const waited = now - since;
  return (
    <div className={classes.asking}>
      {busy && <ToneIcon tone="busy" />}
      <span role="status">
        {busy && t('Asking {name} about this account and its numbers. Nothing is saved yet.', { name })}
      </span>
      {busy && since > 0 && waited > worthCounting && (
        <span className={classes.waited}>{Math.floor(waited / 1000)} s</span>
      )}
    </div>
  );
}
