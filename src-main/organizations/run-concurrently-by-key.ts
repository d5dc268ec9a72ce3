/**
 * Runs many pieces of work concurrently, but those of one key one after another. A key with a thousand pieces does not
 * delay the others.
 * @param limit how many run at once at most
 * @param work must not reject
 * @param signal no piece begins after it ends
 */
export async function runConcurrentlyByKey<T>(
  pieces: readonly T[],
  keyOf: (piece: T) => string,
  limit: number,
  work: (piece: T) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const byKey = new Map<string, T[]>();
  for (const piece of pieces) {
    const key = keyOf(piece);
    const same = byKey.get(key);
    if (same) same.push(piece);
    else byKey.set(key, [piece]);
  }
  // Idle keys in the order of their turn, each with its position.
  const waiting = [...byKey.values()].map((same) => ({ same, done: 0 }));
  let taken = 0;
  // A worker that finds no idle key may end: each running key has a worker that puts it back.
  const worker = async () => {
    for (let turn = waiting[taken]; turn !== undefined && !signal.aborted; turn = waiting[taken]) {
      taken += 1;
      const piece = turn.same[turn.done];
      if (piece !== undefined) await work(piece);
      if (turn.done + 1 < turn.same.length) waiting.push({ same: turn.same, done: turn.done + 1 });
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, waiting.length) }, worker));
}
