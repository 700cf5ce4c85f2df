import type { Text } from '../base/text.ts';
import type { SourceId } from './sources.ts';

/**
 * One thing that the guide says. Facts about Bitrix24 name their sources; `ours` are what bye24 does and what we advise.
 * `unconfirmed`: nobody who should know has said so where we could read it; the reader is told.
 */
export type Claim = { readonly text: Text } & (
  { readonly from: readonly [SourceId, ...SourceId[]]; readonly unconfirmed?: true } | { readonly ours: true }
);

export type Block =
  | { readonly block: 'facts'; readonly title: Text; readonly claims: readonly Claim[] }
  /** To be done in this order. */
  | { readonly block: 'steps'; readonly title: Text; readonly claims: readonly Claim[] }
  | { readonly block: 'warning'; readonly claim: Claim }
  /** A command of bye24 that does it. */
  | { readonly block: 'command'; readonly command: string; readonly what: Text }
  /** Made from the declarations of kinds. */
  | { readonly block: 'kinds' };

export interface Topic {
  /** What `bye24 guide` takes. */
  readonly id: string;
  /** The question as people ask it. */
  readonly question: Text;
  /** The answer in a few sentences, for who reads no further. */
  readonly answer: readonly Claim[];
  readonly blocks: readonly Block[];
}
