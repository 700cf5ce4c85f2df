import type { Language, Text } from '../base/text.ts';
import type { Archive } from '../archive/archive.ts';
import type { Kind, KindId } from '../kinds/kind.ts';
import type { Losses } from './losses.ts';
import type { Mapping } from './mapping.ts';

export interface ConvertOptions {
  /** Titles, notes and words in the files. */
  readonly language: Language;
  /** What the kinds declare: columns, references, addresses. */
  readonly kinds: readonly Kind[];
  /** What the owner calls stages and statuses in the next system. */
  readonly mapping?: Mapping;
  readonly signal?: AbortSignal;
  /** Told now and then: so many records of a kind are written. */
  readonly tell?: (kind: KindId, done: number, total: number) => void;
}

/**
 * A format that others can open. `write` fills an empty folder from an archive in flat memory and gives back what the
 * format could not carry: never a silent drop. It reads the archive alone and changes nothing in it.
 */
export interface Format {
  /** As in `bye24 convert --to`. */
  readonly id: string;
  readonly title: Text;
  readonly write: (archive: Archive, folder: string, options: ConvertOptions) => Promise<Losses>;
}
