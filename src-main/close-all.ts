/**
 * Closes all parts in turn. A failure does not keep the others open.
 * @param failed told of each part that could not be closed
 */
export async function closeAll(
  parts: readonly (() => Promise<unknown> | unknown)[],
  failed: (thrown: unknown) => void,
): Promise<void> {
  for (const close of parts) {
    try {
      await close();
    } catch (thrown) {
      failed(thrown);
    }
  }
}
