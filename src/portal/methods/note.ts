import type { Json, JsonObject } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, mapOf } from '../params.ts';
import type { Where } from '../query.ts';
import { refusal3 } from '../refusal.ts';
import { idsWith, shown } from '../shelf.ts';
import { get3, need3, record3 } from '../shelf3.ts';
import { workShelves } from '../shelves/work.ts';

const { noteCollection, noteDocument } = workShelves;
const position = { path: 'position', type: 'integer' } as const;
const id = { path: 'id', type: 'id' } as const;

function collections({ core, params }: Context): Reply {
  const pagination = mapOf(params.get('pagination')) ?? {};
  const limit = Math.min(200, Math.max(1, integerOf(pagination['limit']) ?? 50));
  const after = mapOf(pagination['afterCursor']);
  const [place, number] = [integerOf(after?.['position']) ?? 0, integerOf(after?.['id']) ?? 0];
  const where: readonly Where[] =
    after === undefined
      ? []
      : [
          {
            any: [
              [{ field: position, is: '>', value: place }],
              [
                { field: position, is: '=', value: place },
                { field: id, is: '>', value: number },
              ],
            ],
          },
        ];
  const rows = core.store
    .table(noteCollection.table)
    .select({ where, order: [{ field: position }, { field: id }], limit });
  const last = rows.at(-1);
  const cursor: Json = last === undefined ? null : { position: last['position'] ?? 0, id: last['id'] ?? 0 };
  return { result: { items: rows.map(shown), nextCursor: cursor } };
}

function branch(rows: readonly JsonObject[], parent: Json): readonly JsonObject[] {
  return rows
    .filter((row) => row['parentId'] === parent)
    .map((row) => ({
      id: row['id'] ?? 0,
      collectionId: row['collectionId'] ?? 0,
      parentId: parent,
      title: row['title'] ?? '',
      position: row['position'] ?? 0,
      children: branch(rows, row['id'] ?? 0),
    }));
}

function tree(context: Context): Reply {
  const { core } = context;
  const collection = need3(context, 'collectionId');
  if (!core.store.table(noteCollection.table).has(collection)) {
    throw refusal3.other('ENTITYNOTFOUNDEXCEPTION', 'База знаний не найдена');
  }
  const table = core.store.table(noteDocument.table);
  const rows = idsWith(core, noteDocument, 'collectionId', collection).map((each) => table.get(each) ?? {});
  return { result: { items: branch(rows, null), truncated: false } };
}

/** Documents go to the trash with all that is below them. */
function binDocument(core: PortalCore, number: number): void {
  for (const child of idsWith(core, noteDocument, 'parentId', number)) binDocument(core, Number(child));
  core.store.toBin(noteDocument.table, number, core.clock.now());
}

function removeDocument(context: Context): Reply {
  const record = record3(noteDocument, context);
  binDocument(context.core, integerOf(record['id']) ?? 0);
  return { result: { result: true } };
}

function removeCollection(context: Context): Reply {
  const { core } = context;
  const number = integerOf(record3(noteCollection, context)['id']) ?? 0;
  for (const document of idsWith(core, noteDocument, 'collectionId', number)) {
    core.store.toBin(noteDocument.table, document, core.clock.now());
  }
  core.store.toBin(noteCollection.table, number, core.clock.now());
  return { result: { result: true } };
}

const v3 = { api: 'v3' } as const;

/** Knowledge bases whose documents are Markdown (https://apidocs.bitrix24.ru/api-reference/note/). */
export const note: readonly Method[] = [
  read('note.collection.list', 'note', collections, v3),
  get3(noteCollection, 'note.collection.get'),
  write('note.collection.delete', 'note', removeCollection, v3),
  read('note.document.tree.list', 'note', tree, v3),
  get3(noteDocument, 'note.document.get'),
  write('note.document.delete', 'note', removeDocument, v3),
];
