/**
 * Runs generators side by side and gives whatever is ready, in turn. Each is one step ahead of the reader at most, so
 * a slow reader slows them all. When one fails, all end.
 */
export async function* merge<T>(sources: readonly AsyncGenerator<T, void, void>[]): AsyncGenerator<T, void, void> {
  const waiting = new Map<AsyncGenerator<T, void, void>, Promise<() => IteratorResult<T, void>>>();
  const ask = (source: AsyncGenerator<T, void, void>): void => {
    // To the end of the line: a quick source must not starve the others.
    waiting.delete(source);
    const step = source.next().then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
    waiting.set(source, step);
  };
  try {
    for (const source of sources) ask(source);
    while (waiting.size > 0) {
      const { source, open } = await Promise.race(
        [...waiting].map(async ([source, step]) => ({ source, open: await step })),
      );
      const step = open();
      if (step.done === true) {
        waiting.delete(source);
        continue;
      }
      ask(source);
      yield step.value;
    }
  } finally {
    await Promise.allSettled(sources.map((source) => source.return()));
  }
}
