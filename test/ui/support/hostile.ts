import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Archive } from '../../../src/archive/archive.ts';
import type { RecordKey } from '../../../src/archive/types.ts';
import { isObject, type Json, type JsonObject } from '../../../src/base/json.ts';
import { kinds } from '../../../src/kinds/index.ts';
import { type Kind, type KindId, keyOf } from '../../../src/kinds/kind.ts';
import { pageOf, tickingClock } from '../../support/archive.ts';

/** Scripts in the forms that get past careless pages; each sets a mark, or asks a host that must never hear of it. */
export const payloads = [
  '<script>globalThis.hacked=1</script>',
  '"><img src=x onerror="globalThis.hacked=1">',
  '<svg/onload=globalThis.hacked=1>',
  "'-globalThis.hacked=1-'",
  '<a href="javascript:globalThis.hacked=1">x</a>',
  'javascript:globalThis.hacked=1//',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=globalThis.hacked=1&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=globalThis.hacked=1>">',
  '[url=javascript:globalThis.hacked=1]x[/url][img]https://evil.example/p.png[/img]',
  '<img src="https://evil.example/p.png"><link rel=stylesheet href="https://evil.example/s.css">',
  '<form action="https://evil.example/"><button autofocus onfocus=globalThis.hacked=1>',
  '{{constructor.constructor("globalThis.hacked=1")()}}',
] as const;

/** Fields that kinds without a plain key make their keys of. */
const keyFields = [
  'ID',
  'id',
  'USER_ID',
  'FIELD_ID',
  'STATUS_ID',
  'PROPERTY',
  'ENTITY_TYPE_ID',
  'entityTypeId',
  'attach.ID',
];

/** A field's path as fields.ts reads it: its first step, and the rest. */
const paths = /^(?<name>[^[.]+)(?:\[(?:(?<only>\w+)=(?<wanted>[^\]]+))?\])?(?:\.(?<rest>.+))?$/u;

/** The row with a value at a field's path, lists and objects made on the way. */
function withAt(row: JsonObject, path: string, value: Json): JsonObject {
  const { name = path, only, wanted, rest } = paths.exec(path)?.groups ?? {};
  const list = path.startsWith(`${name}[`);
  const there = list ? [row[name]].flat()[0] : row[name];
  const inner = rest === undefined ? value : withAt(isObject(there) ? there : {}, rest, value);
  const element = only === undefined || !isObject(inner) ? inner : { ...inner, [only]: wanted ?? '' };
  return { ...row, [name]: list ? [element] : element };
}

/** Every second row, with the last, has its kind's own shape and is linked; the others have texts in place of all else. */
function isShaped(index: number): boolean {
  return index % 2 === 0;
}

/** The kind's row that holds the payload of this place in every declared field. */
function rowOf(kind: Kind, index: number): JsonObject {
  const declared = [...kind.columns, ...(kind.texts ?? [])].map(({ field }) => field);
  const fields = isShaped(index) ? declared : declared.map((field) => field.replace(/[[.].*$/u, ''));
  const keys = typeof kind.key === 'string' ? [kind.key] : keyFields;
  // What lies inside a field comes after the field itself.
  const filled = fields.toSorted().reduce((row, field) => withAt(row, field, payloads[index] ?? ''), {});
  return keys.reduce((row, field) => withAt(row, field, String(index + 1)), filled);
}

function declaredAs(id: KindId | undefined): Kind | undefined {
  return kinds.find((each) => each.id === id);
}

/** Whatever is listed below another record is below the last one of its kind. */
function parentOf(kind: Kind): RecordKey | undefined {
  const { take } = kind;
  if (take.how === 'with') {
    const list = declaredAs(take.of);
    return list === undefined ? undefined : parentOf(list);
  }
  const above = declaredAs(
    take.how === 'each' ? [take.parent].flat()[0] : take.how === 'tree' ? take.roots : undefined,
  );
  return above === undefined ? undefined : { kind: above.id, id: idOf(above, payloads.length - 1) };
}

function idOf(kind: Kind, index: number): string {
  return keyOf(kind, rowOf(kind, index), parentOf(kind));
}

/**
 * A row that points to records of the archive by every field that is no part of its key: those of its own kind point to
 * each other in a circle, and the one in the middle to itself.
 */
function linkedRowOf(kind: Kind, index: number): JsonObject {
  return kind.references.reduce(
    (row, { field, to }) => {
      const target = declaredAs(to);
      if (target === undefined) return row;
      const linked = withAt(row, field, idOf(target, payloads.length - 1 - (to === kind.id ? index : 0)));
      return keyOf(kind, linked, parentOf(kind)) === idOf(kind, index) ? linked : row;
    },
    rowOf(kind, index),
  );
}

function rowsOf(kind: Kind): readonly JsonObject[] {
  return payloads.map((_payload, index) => (isShaped(index) ? linkedRowOf : rowOf)(kind, index));
}

export interface HostileKind {
  readonly kind: string;
  /** Two of its records, where it can have as many: one of texts alone, and one that is linked. */
  readonly ids: readonly string[];
}

/** A file of an archive, as the portal called it. */
export interface MadeFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** An archive where every text field of every kind is hostile, and so are its files; `files` lie beside them in the second file of the drive. */
export async function hostileArchive(
  files: readonly MadeFile[] = [],
): Promise<{ readonly folder: string; readonly kinds: readonly HostileKind[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'bye24-hostile-'));
  const path = join(folder, 'acme.bitrix24.ru.bye24');
  const archive = await Archive.create(path, { portal: 'acme.bitrix24.ru', kinds, clock: tickingClock() });
  const { writer } = archive;
  await writer.beginRun({ connection: 'admin' });
  for (const kind of kinds) {
    const parent = parentOf(kind);
    await writer.addPage(pageOf(kind, rowsOf(kind), parent === undefined ? {} : { parent }));
  }
  const page = `<!doctype html><body>page<script>parent.hacked=1</script>${payloads.join('')}`;
  const owner = { kind: 'disk-file', id: '1' };
  const blob = await writer.putBlob([Buffer.from(page)]);
  await writer.addFile({
    owner,
    slot: 'content',
    fileId: '1',
    name: `${payloads[1]}.html`,
    contentType: 'text/html',
    blob,
  });
  for (const [index, { name, contentType, bytes }] of files.entries()) {
    await writer.addFile({
      owner: { kind: 'disk-file', id: '2' },
      slot: 'content',
      fileId: String(index + 2),
      name,
      contentType,
      blob: await writer.putBlob([bytes]),
    });
  }
  await writer.finishRun('complete');
  const made = kinds.map(({ id }) => ({
    kind: id,
    ids: [...archive.records(id)].slice(-2).map(({ key }) => key.id),
  }));
  await archive.close();
  return { folder, kinds: made };
}
