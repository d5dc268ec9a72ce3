import type { Fact } from '../../src-shared/primitives';
import { Breakable } from './breakable';
import classes from './fact-list.module.css';
import { PhoneText } from './phone-text';
import { RelativeTime } from './relative-time';
import { SidText } from './sid-text';
import { ToneIcon } from './status-badge';

/** Labels and values from a provider. A value with a tone has an icon. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.list}>
      {facts.map((fact) => (
        <div key={fact.id} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd data-tone={fact.tone}>
            {fact.tone !== 'neutral' && <ToneIcon tone={fact.tone} />}
            <FactValue fact={fact} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FactValue({ fact }: { fact: Fact }) {
  if (fact.kind === 'code') return <SidText value={fact.value} name={fact.label} />;
  if (fact.kind === 'time') return <RelativeTime at={fact.value} isExact />;
  if (fact.kind === 'phone') return <PhoneText number={fact.value} />;
  return (
    <span>
      <Breakable text={fact.value} />
    </span>
  );
}
