import { type JsonObject, textOf } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import type { RecordKey } from '../../archive/types.ts';
import { type FileThere, MOST_FILE_BYTES, type There } from '../../kinds/creation.ts';
import type { KindId, RecordLike } from '../../kinds/kind.ts';
import { attachedKey } from './attach.ts';
import { fileOf } from './files.ts';
import type { MoveMap } from './map.ts';

/** `UF_CRM_5` → `ufCrm_5`: how a row names a custom field. */
function camelName(upper: string): string {
  const tail = /_\d+$/u.exec(upper)?.[0] ?? '';
  const head = upper.slice(0, upper.length - tail.length).toLowerCase();
  return head.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase()) + tail;
}

export function likeOf(archive: Archive, key: RecordKey): RecordLike | undefined {
  const record = archive.record(key);
  if (record === undefined) return undefined;
  const { row, parent } = record;
  return { id: key.id, row, ...(parent === undefined ? {} : { parent }) };
}

/** The other portal, as the declarations of kinds ask about it. `kind` is of the record that is being made. */
export class Elsewhere implements There {
  /** Links that could not be kept, because what they lead to is not there: by the kind it is of. */
  readonly missed = new Map<KindId, number>();
  readonly #archive: Archive;
  readonly #map: MoveMap;
  readonly #fallback: string;
  readonly #fields: ReadonlyMap<string, JsonObject>;
  #kind: KindId = '';

  constructor(archive: Archive, map: MoveMap, fallback: string) {
    this.#archive = archive;
    this.#map = map;
    this.#fallback = fallback;
    this.#fields = new Map(
      [...archive.records('custom-field')].map(({ row }) => [
        `${textOf(row['entityId'])}:${camelName(textOf(row['fieldName']))}`,
        row,
      ]),
    );
  }

  /** Whoever carries it over stands for those who are missing. */
  get self(): string {
    return this.#fallback;
  }

  for(kind: KindId): this {
    this.#kind = kind;
    this.missed.clear();
    return this;
  }

  id(kind: KindId, id: string): string | undefined {
    const found = this.#map.id({ kind, id });
    if (found === undefined) this.missed.set(kind, (this.missed.get(kind) ?? 0) + 1);
    return found;
  }

  maybe(kind: KindId, id: string): string | undefined {
    return this.#map.id({ kind, id });
  }

  oneOf(kinds: readonly KindId[], id: string): string | undefined {
    for (const kind of kinds) {
      const found = this.#map.id({ kind, id });
      if (found !== undefined) return found;
    }
    const [first] = kinds;
    return first === undefined ? undefined : this.id(first, id);
  }

  person(id: string): string {
    return this.#map.id({ kind: 'user', id }) ?? this.#fallback;
  }

  archived(kind: KindId, id: string): JsonObject | undefined {
    return this.#archive.record({ kind, id })?.row;
  }

  personName(id: string): string {
    return this.#archive.record({ kind: 'user', id })?.name ?? '';
  }

  made(kind: KindId, thereId: string): boolean {
    return this.#map.made(kind, thereId);
  }

  file(record: RecordLike, slot: string, fileId: string): FileThere | undefined {
    const file = this.anyFile({ kind: this.#kind, id: record.id }, slot, fileId);
    if (file !== undefined && file.sizeBytes <= MOST_FILE_BYTES) return file;
    this.missed.set('disk-file', (this.missed.get('disk-file') ?? 0) + 1);
    return undefined;
  }

  anyFile(owner: RecordKey, slot: string, fileId: string): FileThere | undefined {
    return fileOf(this.#archive, owner, slot, fileId);
  }

  attached(record: RecordLike, slot: string): readonly string[] {
    const owner = { kind: this.#kind, id: record.id };
    return [...this.#archive.files(owner)].flatMap((file) =>
      file.slot === slot ? (this.#map.id(attachedKey(owner, file.fileId)) ?? []) : [],
    );
  }

  children(of: RecordKey, kind: KindId): readonly RecordLike[] {
    return [...this.#archive.children(of, kind)].map(({ key, row }) => ({
      id: key.id,
      row,
    }));
  }

  customField(entityId: string, name: string): JsonObject | undefined {
    return this.#fields.get(`${entityId}:${name}`);
  }
}
