import type { Connection } from '../../src-shared/credentials/connection';
import { connectionState } from './connection-state';
import { ModeBadge } from './mode-badge';
import { StatusBadge } from './status-badge';

/**
 * The state of a connection in one or two words, and its account's mode. Where nobody has to look, without a ground.
 */
export function ConnectionBadge({ connection }: { connection: Connection }) {
  const { tone, word } = connectionState(connection);
  return (
    <>
      <ModeBadge provider={connection.provider} mode={connection.mode} />
      <StatusBadge tone={tone} plain={tone === 'good'}>
        {word}
      </StatusBadge>
    </>
  );
}
