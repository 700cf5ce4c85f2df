import { Bye24Error } from '../base/error.ts';
import type { SearchAnswer } from '../archive/types.ts';
import { findArchive, withArchive } from './archives.ts';
import { chosenKinds } from './chosen.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['search']['parameters']>;

export interface SearchResult extends SearchAnswer {
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
    return { ending: 'whole', result: { type: 'search', text, ...answer } };
  });
}
