/** What the process that tries mutants is told to do. */
export type Order =
  | { readonly do: 'survey' }
  /** Tidies up and ends. */
  | { readonly do: 'leave' }
  /** Runs these trials, the likeliest first, until one of them fails. Each runs on honest code before if `proves`. */
  | { readonly do: 'try'; readonly mutant: string; readonly trials: readonly string[]; readonly proves: boolean };

/** One trial on honest code: how long it took, and the places that it came by. */
export interface Surveyed {
  readonly name: string;
  readonly ms: number;
  readonly passed: readonly string[];
}

/** What it tells. */
export type Word =
  | { readonly is: 'ready' }
  | { readonly is: 'running'; readonly trial: string }
  | { readonly is: 'surveyed'; readonly trials: readonly Surveyed[]; readonly atStart: readonly string[] }
  | { readonly is: 'broken'; readonly trial: string; readonly error: string }
  | { readonly is: 'killed'; readonly mutant: string; readonly by: string }
  /** A trial failed, but fails on honest code, too: something was left behind by an earlier one. */
  | { readonly is: 'unsure'; readonly mutant: string; readonly by: string }
  | { readonly is: 'alive'; readonly mutant: string };
