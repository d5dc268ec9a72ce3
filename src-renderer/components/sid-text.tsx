import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { t } from '../../src-shared/texts/translate';
import { voxanne } from '../bridge';
import classes from './sid-text.module.css';

const ends = { start: 6, end: 4 };

/**
 * `AC1234…cdef`: both ends, to compare with the provider's page. A common ending after a dot (`.apps.example.com`) is
 * left out.
 */
function shortenSid(value: string): string {
  const own = value.split('.')[0] ?? value;
  if (own.length <= ends.start + ends.end + 2) return own.length < value.length ? `${own}.…` : value;
  return `${own.slice(0, ends.start)}…${own.slice(-ends.end)}`;
}

type SidTextProps = {
  value: string;
  /** For the button's name: `Account SID`. */
  name?: string;
  /** Not shortened, for a path or a phone number. */
  whole?: boolean;
};

/** An identifier in monospace, shortened in the middle; one click copies the whole of it. */
export function SidText({ value, name = t('identifier'), whole = false }: SidTextProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied((await voxanne.app.copyText({ text: value, kind: 'value' })).ok);
  const Sign = copied ? IconCheck : IconCopy;
  return (
    <button
      type="button"
      className={classes.sid}
      title={copied ? t('Copied') : t('{identifier}\nClick to copy', { identifier: value })}
      aria-label={t('Copy {name} {identifier}', { name, identifier: value })}
      onClick={copy}
    >
      <span>{whole ? value : shortenSid(value)}</span>
      <Sign size="0.875rem" aria-hidden />
      <span className="vx-hidden" role="status">
        {copied ? t('Copied') : ''}
      </span>
    </button>
  );
}
