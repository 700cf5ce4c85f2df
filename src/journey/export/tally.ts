import type { Missing } from '../../archive/types.ts';
import type { KindId } from '../../kinds/kind.ts';
import { IdSet } from '../../base/id-set.ts';
import type { ReasonCode } from './reasons.ts';

/** What is missing for one reason: how much, and a few of them by name. The archive holds all of them. */
export interface MissingGroup {
  readonly kind: KindId;
  readonly what: Missing['what'];
  readonly code: ReasonCode;
  readonly count: number;
  /** The portal's words, once. */
  readonly message: string;
  /** Ids of at most twenty. */
  readonly examples: readonly string[];
}

const examplesKept = 20;

/**
 * A module that is off, a record that is not there, a file that no export can ever bring: lines of the report, and no gaps
 * that another export would close. A record whose file is left to hands is never planned for deletion, either (I1).
 */
export function isGap({ what, code }: Pick<MissingGroup, 'what' | 'code'>): boolean {
  return (
    code !== 'EXPORT_NOT_THERE' && code !== 'EXPORT_FILE_BY_HAND' && !(what === 'kind' && code === 'EXPORT_NO_METHOD')
  );
}

/** The counting of one kind during one run: which ids were seen, how much the portal says there is, what is missing. */
export class Tally {
  readonly kind: KindId;
  readonly ids = new IdSet();
  /** The portal's own count at the end of the walk. */
  portal: number | undefined;
  /** Rows that came more than once. */
  twice = 0;
  /** Seen and gone again before the walk ended: they are kept, and counted no more. */
  gone = 0;
  bytes = 0;
  readonly #groups = new Map<string, MissingGroup>();

  constructor(kind: KindId) {
    this.kind = kind;
  }

  /** Rows that are on the portal as far as this run knows. */
  get seen(): number {
    return this.ids.size - this.gone;
  }

  get missing(): readonly MissingGroup[] {
    return [...this.#groups.values()];
  }

  /** Whether every record came home: files may be missing, rows may not. What is not there can't be. */
  get isWhole(): boolean {
    return this.missing.every(({ what, code }) => what === 'file' || code === 'EXPORT_NOT_THERE');
  }

  /** False when it was seen before. */
  see(id: string): boolean {
    const isNew = this.ids.add(id);
    if (!isNew) this.twice++;
    return isNew;
  }

  miss(missing: Missing & { readonly code: ReasonCode }): void {
    const key = `${missing.what} ${missing.code}`;
    const group = this.#groups.get(key);
    const examples = group?.examples ?? [];
    const more = missing.id !== undefined && examples.length < examplesKept ? [...examples, missing.id] : examples;
    this.#groups.set(key, {
      kind: this.kind,
      what: missing.what,
      code: missing.code,
      count: (group?.count ?? 0) + 1,
      message: group?.message ?? missing.message,
      examples: more,
    });
  }
}
