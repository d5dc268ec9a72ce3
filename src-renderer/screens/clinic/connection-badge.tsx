import type { Connection } from '../../../src-shared/credentials/connection';
import { StatusBadge } from '../../components/status-badge';
import { connectionState } from './connection-state';

/** The state of a connection in one or two words. */
export function ConnectionBadge({ connection }: { connection: Connection }) {
  const { tone, word } = connectionState(connection);
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
