import type { Language } from './text.ts';

/** A piece of a paper that people print and sign. */
export type Block =
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'text'; readonly text: string }
  /** A numbered field of a form: its place in the rules, what it is, what was filled in. */
  | { readonly is: 'field'; readonly mark: string; readonly label: string; readonly value: string }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** A line left blank for a signature; nobody but a person ever fills it in. */
  | { readonly is: 'signature'; readonly who: string; readonly hint: string };

/** A paper as data: A4, numbered pages. PDF and DOCX are made from the same one, so they say the same. */
export interface Paper {
  readonly language: Language;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly footer: string;
}
