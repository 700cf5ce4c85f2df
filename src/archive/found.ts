import type { Missing, RecordKey } from './types.ts';
import type { ArchiveReader } from './reader.ts';

interface Told {
  readonly run: number;
  readonly missing: Missing;
}

/** What connections that lack the same thing for the same reason call alike. */
export function nameOfMissing({ kind, what, id = '', code }: Missing): string {
  return `${kind} ${what} ${id} ${code}`;
}

/** Of what connections told as missing: what another one brought home after all. */
export class Found {
  readonly #archive: ArchiveReader;
  readonly #told: readonly Told[];
  readonly #first = new Map<string, number>();
  readonly #connections: ReadonlyMap<number, string>;
  /** Kinds that a connection took whole. */
  readonly #whole: ReadonlySet<string>;
  /** What a connection lacks: its name, kind, what and id. */
  readonly #lacks: ReadonlySet<string>;

  constructor(archive: ArchiveReader, told: readonly Told[]) {
    this.#archive = archive;
    this.#told = told;
    told.forEach(({ missing }, index) => {
      if (!this.#first.has(nameOfMissing(missing))) this.#first.set(nameOfMissing(missing), index);
    });
    this.#connections = new Map(archive.runs().map(({ id, connection }) => [id, connection]));
    this.#whole = new Set(
      told.length === 0 ? [] : archive.wholeKinds().map((each) => `${each.connection} ${each.kind}`),
    );
    this.#lacks = new Set(
      told.map(({ run, missing: { kind, what, id = '' } }) => `${this.#connections.get(run)} ${kind} ${what} ${id}`),
    );
  }

  /** Several connections tell the same: it is one thing. */
  isFirst(index: number): boolean {
    const told = this.#told[index];
    return told !== undefined && this.#first.get(nameOfMissing(told.missing)) === index;
  }

  byAnother({ run, missing }: Told): boolean {
    const { kind, what, id = '' } = missing;
    const own = this.#connections.get(run);
    const others = (witnesses: readonly string[]): boolean =>
      witnesses.some((name) => name !== own && !this.#lacks.has(`${name} ${kind} ${what} ${id}`));
    switch (what) {
      // Where each sees a part only, another's whole is not this one's.
      case 'kind':
        return (
          !this.#archive.isOwn(kind) &&
          [...this.#connections.values()].some((name) => this.#whole.has(`${name} ${kind}`))
        );
      case 'record':
        return id !== '' && others(this.#archive.record({ kind, id })?.witnesses ?? []);
      case 'file':
        return id !== '' && [...this.#archive.files({ kind, id })].every(({ blob }) => blob !== undefined);
      case 'list': {
        const parent = parentIn(id);
        const witnesses = parent === undefined ? [] : (this.#archive.record(parent)?.witnesses ?? []);
        return others(witnesses.filter((name) => this.#whole.has(`${name} ${kind}`)));
      }
    }
  }
}

/** The record whose list was refused: `task/15`. */
function parentIn(id: string): RecordKey | undefined {
  const at = id.indexOf('/');
  return at <= 0 ? undefined : { kind: id.slice(0, at), id: id.slice(at + 1) };
}
