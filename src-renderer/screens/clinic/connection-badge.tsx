import type { Connection } from '../../../src-shared/credentials/connection';
import { ModeBadge } from '../../components/mode-badge';
import { StatusBadge } from '../../components/status-badge';
import { connectionState } from './connection-state';

/** The state of a connection in one or two words, and its account's mode. */
export function ConnectionBadge({ connection }: { connection: Connection }) {
  const { tone, word } = connectionState(connection);
  return (
    <>
      <ModeBadge provider={connection.provider} mode={connection.mode} />
      <StatusBadge tone={tone}>{word}</StatusBadge>
    </>
  );
}
