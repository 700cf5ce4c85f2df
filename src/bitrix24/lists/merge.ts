type Ready<T> =
  | { readonly source: AsyncGenerator<T, void, void>; readonly step: IteratorResult<T, void> }
  | { readonly error: unknown };

/**
 * Runs generators side by side and gives whatever is ready, in turn. Each is one step ahead of the reader at most, so
 * a slow reader slows them all. When one fails, all end.
 */
export async function* merge<T>(sources: readonly AsyncGenerator<T, void, void>[]): AsyncGenerator<T, void, void> {
  // A line of our own: a race would keep all that was ever given until its slowest runner has come in.
  const line: Ready<T>[] = [];
  let running = 0;
  let wake: (() => void) | undefined;
  const stand = (ready: Ready<T>): void => {
    line.push(ready);
    wake?.();
  };
  const ask = (source: AsyncGenerator<T, void, void>): void => {
    running += 1;
    source.next().then(
      (step) => stand({ source, step }),
      (error: unknown) => stand({ error }),
    );
  };
  try {
    for (const source of sources) ask(source);
    while (running > 0) {
      if (line.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      wake = undefined;
      const ready = line.shift();
      if (ready === undefined) continue;
      running -= 1;
      if ('error' in ready) throw ready.error;
      if (ready.step.done === true) continue;
      ask(ready.source);
      yield ready.step.value;
    }
  } finally {
    await Promise.allSettled(sources.map((source) => source.return()));
  }
}
