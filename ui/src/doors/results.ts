import { useCallback, useEffect, useState } from 'react';

import type { CommandRun } from '../api/run.ts';

/** The result of one of the things that a command does. */
type Of<Result, Did> = Result extends { readonly did: infer Any } ? (Did extends Any ? Result : never) : never;

/** Results of a command that does several things, by what each did. The last of each stays on the page. */
export type Results<Result extends { readonly did: string }> = {
  readonly [Did in Result['did']]?: Of<Result, Did>;
};

/** Keeps what each run of such a command brought, so that a later step does not wipe out an earlier one. */
export function useResults<Result extends { readonly did: string }>({
  run,
  view,
}: CommandRun): readonly [results: Results<Result>, forget: () => void] {
  const [results, setResults] = useState<Results<Result>>({});
  const { end } = view;
  useEffect(() => {
    if (end?.is !== 'done') return;
    const result = end.result as unknown as Result;
    setResults((before) => ({ ...before, [result.did]: result }));
  }, [run?.id, end]);
  return [results, useCallback(() => setResults({}), [])];
}
