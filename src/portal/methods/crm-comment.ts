import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { removeBound } from '../crm/cascade.ts';
import { description } from '../crm/describe.ts';
import { keepOnDrive } from '../crm/drive-files.ts';
import { bind, bindingsOf, childrenOf, maySeeOwner, ownerItem, ownerName, ownerType } from '../crm/owners.ts';
import { commentBindingsTable, commentsTable } from '../crm/tables.ts';
import { usersTable } from '../core.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import { idParam, plainFields, plainList } from '../plain.ts';
import { refuse } from '../refusal.ts';

const fields = plainFields(
  'ID id ENTITY_ID int ENTITY_TYPE text CREATED datetime COMMENT text AUTHOR_ID int FILES text',
);

interface Owner {
  readonly type: number;
  readonly id: number;
}

function ownerOf(map: JsonObject): Owner | undefined {
  const type = ownerType(textOf(map['ENTITY_TYPE'] ?? map['=ENTITY_TYPE']));
  const id = integerOf(map['ENTITY_ID'] ?? map['=ENTITY_ID']);
  return type === undefined || id === undefined ? undefined : { type, id };
}

/** Files of a comment: by number, with links that only a browser with a session can follow. */
function filesOf(context: Context, value: Json | undefined): JsonObject {
  const { core, caller, origin } = context;
  const author = core.store.table(usersTable).get(caller.userId);
  const files: Record<string, Json> = {};
  for (const each of listOf(value) ?? []) {
    const [name, content] = (listOf(each) ?? []).map(textOf);
    if (name === undefined || content === undefined) continue;
    const bytes = Buffer.from(content, 'base64');
    const id = keepOnDrive(core, caller, name, bytes);
    const page = `${origin}/disk/showFile/${id}/?&ncc=1`;
    const isImage = /\.(?:gif|png|jpe?g|webp)$/iu.test(name);
    files[id] = {
      id,
      date: core.zone.format(core.clock.now()),
      type: isImage ? 'image' : 'file',
      name,
      size: bytes.length,
      ...(isImage ? { image: { width: 1, height: 1 } } : {}),
      authorId: caller.userId,
      authorName: `${textOf(author?.['NAME'])} ${textOf(author?.['LAST_NAME'])}`.trim(),
      ...(isImage ? { urlPreview: `${page}&width=640&height=640` } : {}),
      urlShow: `${page}&filename=${encodeURIComponent(name)}`,
      urlDownload: `${origin}/disk/downloadFile/${id}/?&ncc=1&filename=${encodeURIComponent(name)}`,
    };
  }
  return files;
}

function list(context: Context): Reply {
  const { core, caller, params } = context;
  const {
    ENTITY_TYPE: _type,
    '=ENTITY_TYPE': _type2,
    ENTITY_ID: _id,
    '=ENTITY_ID': _id2,
    ...filter
  } = params.map('filter');
  const owner = ownerOf(params.map('filter'));
  if (owner === undefined || !maySeeOwner(core, caller, owner.type, owner.id)) throw refuse('Access denied.');
  const shown = { ENTITY_ID: String(owner.id), ENTITY_TYPE: ownerName(owner.type) };
  return plainList(
    { ...context, params: params.with({ filter }) },
    {
      table: commentsTable,
      fields,
      where: [childrenOf(core, commentBindingsTable, [{ entityTypeId: owner.type, entityId: owner.id }])],
      row: (comment) => ({ ...comment, ...shown }),
    },
  );
}

function existing(context: Context, code: string): JsonObject & { readonly ID: string } {
  const id = idParam(context);
  const comment = context.core.store.table(commentsTable).get(id);
  if (comment === undefined) throw refuse('Not found.', code);
  const bindings = bindingsOf(context.core, commentBindingsTable, id);
  const visible = bindings.some((each) => maySeeOwner(context.core, context.caller, each.entityTypeId, each.entityId));
  if (!visible && !context.caller.isAdmin) throw refuse('Access denied.', code === '' ? '' : 'ACCESS_DENIED');
  return { ...comment, ID: String(id) };
}

function add(context: Context): Reply {
  const { core, caller, params } = context;
  const given = params.map('fields');
  const owner = ownerOf(given);
  if (owner === undefined) throw refuse('ENTITY_TYPE or ENTITY_ID is not defined or invalid.', 'INVALID_ARG_VALUE');
  if (ownerItem(core, owner.type, owner.id) === undefined) throw refuse('Owner was not found', 'OWNER_NOT_FOUND');
  if (!maySeeOwner(core, caller, owner.type, owner.id)) throw refuse('Access denied.', 'ACCESS_DENIED');
  const id = core.store.table(commentsTable).add((number) => ({
    ID: String(number),
    ENTITY_ID: String(owner.id),
    ENTITY_TYPE: ownerName(owner.type),
    CREATED: core.zone.format(core.clock.now()),
    COMMENT: textOf(given['COMMENT']),
    AUTHOR_ID: String(integerOf(given['AUTHOR_ID']) ?? caller.userId),
    FILES: filesOf(context, given['FILES']),
  }));
  bind(core, commentBindingsTable, id, owner.type, owner.id);
  return { result: id };
}

function update(context: Context): Reply {
  const comment = existing(context, 'NOT_FOUND');
  const given = context.params.map('fields');
  const id = Number(comment.ID);
  context.core.store.table(commentsTable).patch(id, {
    ...(given['COMMENT'] === undefined ? {} : { COMMENT: textOf(given['COMMENT']) }),
    ...(given['FILES'] === undefined ? {} : { FILES: filesOf(context, given['FILES']) }),
  });
  return { result: id };
}

/** With an owner only the binding to it goes, and the comment with its last one; without, there must be just one. */
function remove(context: Context): Reply {
  const { core, params } = context;
  const id = Number(existing(context, 'NOT_FOUND').ID);
  const bindings = bindingsOf(core, commentBindingsTable, id);
  const [type, ownerId] = [params.integer('ownerTypeId'), params.integer('ownerId')];
  if (type === undefined || ownerId === undefined) {
    if (bindings.length > 1) throw refuse('The comment is bound to several items', 'MULTIPLE_BINDINGS');
    removeBound(core, commentsTable, id);
    return { result: null };
  }
  const mine = bindings.find((each) => each.entityTypeId === type && each.entityId === ownerId);
  if (mine === undefined) throw refuse('Owner was not found', 'OWNER_NOT_FOUND');
  if (bindings.length === 1) removeBound(core, commentsTable, id);
  else core.store.table(commentBindingsTable).remove(mine.id);
  return { result: null };
}

/** https://apidocs.bitrix24.ru/api-reference/crm/timeline/comments/ */
export const crmComment: readonly Method[] = [
  read('crm.timeline.comment.list', 'crm', list),
  read('crm.timeline.comment.get', 'crm', (context) => ({ result: existing(context, '') })),
  write('crm.timeline.comment.add', 'crm', add),
  write('crm.timeline.comment.update', 'crm', update),
  write('crm.timeline.comment.delete', 'crm', remove),
  read('crm.timeline.comment.fields', 'crm', () => ({
    result: {
      ID: description('integer', 'ID', { isReadOnly: true }),
      CREATED: description('datetime', 'CREATED', { isReadOnly: true }),
      ENTITY_ID: description('integer', 'ENTITY_ID', { isRequired: true, isImmutable: true }),
      ENTITY_TYPE: description('string', 'ENTITY_TYPE', { isRequired: true, isImmutable: true }),
      AUTHOR_ID: description('integer', 'AUTHOR_ID', { isImmutable: true }),
      COMMENT: description('string', 'COMMENT'),
      FILES: description('attached_diskfile', 'FILES', { isMultiple: true }),
    },
  })),
  read('crm.timeline.bindings.list', 'crm', ({ core, params }) => {
    const id = integerOf(mapOf(params.get('filter'))?.['OWNER_ID']) ?? 0;
    if (id <= 0) throw refuse('OWNER_ID is not defined or invalid.');
    const rows = bindingsOf(core, commentBindingsTable, id).map(({ entityTypeId, entityId }) => ({
      OWNER_ID: String(id),
      ENTITY_ID: String(entityId),
      ENTITY_TYPE: ownerName(entityTypeId),
    }));
    return { result: rows, total: rows.length };
  }),
  write('crm.timeline.bindings.bind', 'crm', ({ core, params }) => {
    const given = params.map('fields');
    const [id, owner] = [integerOf(given['OWNER_ID']) ?? 0, ownerOf(given)];
    if (!core.store.table(commentsTable).has(id)) throw refuse('OWNER_ID is not defined or invalid.');
    if (owner === undefined) throw refuse('ENTITY_TYPE is not defined or invalid.');
    bind(core, commentBindingsTable, id, owner.type, owner.id);
    return { result: true };
  }),
];
