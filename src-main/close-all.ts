/**
 * Closes every part, one after the other: one that fails keeps none of the others open.
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
