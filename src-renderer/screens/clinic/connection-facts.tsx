import type { Connection } from '../../../src-shared/credentials/connection';
import type { Fact } from '../../../src-shared/primitives';
import { t } from '../../../src-shared/texts/translate';
import { FactList } from '../../components/fact-list';

type ConnectionFactsProps = { connection: Connection; choiceLabel: string | null };

/**
 * What the provider said about the account, and what this console knows of the key: its last four characters, who added
 * it and when.
 */
export function ConnectionFacts({ connection, choiceLabel }: ConnectionFactsProps) {
  const own = (id: string, label: string, value: string, kind: Fact['kind'] = 'text'): Fact => ({
    id: `own ${id}`,
    label,
    value,
    tone: 'neutral',
    kind,
  });
  const facts: Fact[] = [...connection.facts];
  const isShown = facts.some((fact) => fact.kind === 'phone');
  if (connection.resource !== null && !isShown && choiceLabel !== null)
    facts.unshift(own('resource', choiceLabel, connection.resource, 'phone'));
  facts.push(
    own('key', t('Key'), connection.keyHint),
    own('by', t('Added by'), connection.addedBy),
    own('at', t('Added'), connection.addedAt, 'time'),
  );
  if (connection.verifiedAt !== null) facts.push(own('verified', t('Last verified'), connection.verifiedAt, 'time'));
  return <FactList facts={facts} />;
}
