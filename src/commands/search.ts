import { Bye24Error } from '../base/error.ts';
import type { SearchAnswer, SearchHit } from '../archive/types.ts';
import { findArchive, withArchive } from './archives.ts';
import { chosenKinds } from './chosen.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';
import { type Witness, witnessesIn } from './witnesses.ts';

type Input = InputOf<Commands['search']['parameters']>;

/** `witnesses`: whose connections saw it; nobody where there was one alone. */
export type WitnessedHit = SearchHit & { readonly witnesses: readonly Witness[] };

export interface SearchResult extends SearchAnswer {
  readonly hits: readonly WitnessedHit[];
  readonly type: 'search';
  readonly text: string;
}

/** Looks through everything in an archive. Raises NOTHING_TO_SEARCH. */
export async function run(context: Context, input: Input): Promise<Done<SearchResult>> {
  const text = input.text.join(' ').trim();
  if (text === '') throw new Bye24Error('NOTHING_TO_SEARCH');
  const path = await findArchive(context, input.archive);
  const kinds = input.kinds.length === 0 ? {} : { kinds: chosenKinds(input.kinds).map(({ id }) => id) };
  return withArchive(context, path, 'read', async (archive) => {
    const answer = archive.search({ text, limit: input.limit ?? 20, ...kinds });
    const hits = answer.hits.map((hit) => ({
      ...hit,
      witnesses: witnessesIn(archive, archive.record(hit.key)?.witnesses ?? []),
    }));
    return { ending: 'whole', result: { type: 'search', text, ...answer, hits } };
  });
}
