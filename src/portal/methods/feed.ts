import { type JsonObject, textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import type { Where } from '../query.ts';
import { refuse, Refusal } from '../refusal.ts';
import { removeChildren, shown } from '../shelf.ts';
import { talkShelves } from '../shelves/talk.ts';

const { feedPost, feedComment, poll } = talkShelves;
const newestFirst = [{ field: { path: 'ID', type: 'id' }, descending: true }] as const;

/** `FIRST_ID` and `LAST_ID` are limits that do not belong to the answer. */
function between({ params }: Context): readonly Where[] {
  const field = { path: 'id', type: 'id' } as const;
  const [first, last] = [params.integer('FIRST_ID'), params.integer('LAST_ID')];
  return [
    ...(first === undefined ? [] : [{ field, is: '>', value: first } as const]),
    ...(last === undefined ? [] : [{ field, is: '<', value: last } as const]),
  ];
}

/** The portal counts the comments below a post. */
function withComments({ core }: Context, row: JsonObject): JsonObject {
  const field = { path: '_post', type: 'integer' } as const;
  const below = core.store.table(feedComment.table).count([{ field, is: '=', value: Number(row['ID']) }]);
  return { ...shown(row), NUM_COMMENTS: String(below) };
}

function posts(context: Context): Reply {
  const { core, params, start = 0 } = context;
  const id = params.integer('POST_ID');
  const only: readonly Where[] = id === undefined ? [] : [{ field: { path: 'ID', type: 'id' }, is: '=', value: id }];
  const table = core.store.table(feedPost.table);
  const limit = Math.max(1, params.integer('LIMIT') ?? 50);
  const rows = table.select({
    where: [...only, ...between(context)],
    order: newestFirst,
    limit,
    offset: Math.max(0, start),
  });
  return { result: rows.map((row) => withComments(context, row)), total: table.count(only) };
}

function removePost({ core, caller, params }: Context): Reply {
  const id = params.integer('POST_ID') ?? 0;
  const post = core.store.table(feedPost.table).get(id);
  if (post === undefined) throw new Refusal('100', 'Wrong post ID');
  if (!caller.isAdmin && textOf(post['AUTHOR_ID']) !== String(caller.userId)) {
    throw new Refusal('403', 'У вас нет прав на удаление этого сообщения', { status: 403 });
  }
  core.store.table(feedPost.table).remove(id);
  removeChildren(core, id, [
    [feedComment, '_post'],
    [poll, '_post'],
  ]);
  return { result: true };
}

function fileOf(context: Context, id: number): JsonObject {
  const page = `${context.origin}/disk/showFile/${id}`;
  return {
    id,
    date: context.core.zone.format(context.core.clock.now()),
    type: 'image',
    name: `${id}.png`,
    size: 1,
    image: { width: 1, height: 1 },
    authorId: context.caller.userId,
    authorName: '',
    urlPreview: page,
    urlShow: page,
    urlDownload: page,
  };
}

/** Even an administrator does not read the text of others' comments. */
function comments(context: Context): Reply {
  const { core, caller, params } = context;
  const author = params.integer('USER_ID') ?? caller.userId;
  const rows = core.store.table(feedComment.table).select({
    where: [{ field: { path: '_user', type: 'integer' }, is: '=', value: author }, ...between(context)],
    order: newestFirst,
    limit: Math.min(100, Math.max(1, params.integer('LIMIT') ?? 100)),
  });
  const files = new Set(rows.flatMap((row) => row['attach'] as readonly number[]));
  return {
    result: {
      comments: rows.map((row) => ({ ...shown(row), text: author === caller.userId ? (row['text'] ?? '') : '' })),
      files: Object.fromEntries([...files].map((id) => [String(id), fileOf(context, id)])),
    },
  };
}

function removeComment({ core, caller, params }: Context): Reply {
  const id = params.integer('COMMENT_ID') ?? 0;
  if (id <= 0) throw refuse('Wrong comment ID');
  const comment = core.store.table(feedComment.table).get(id);
  if (comment === undefined) throw refuse('No comment found');
  if (!caller.isAdmin && comment['_user'] !== caller.userId) throw refuse('No delete perms');
  core.store.table(feedComment.table).remove(id);
  return { result: true };
}

/** https://apidocs.bitrix24.ru/api-reference/log/ */
export const feed: readonly Method[] = [
  read('log.blogpost.get', 'log', posts),
  write('log.blogpost.delete', 'log', removePost),
  read('log.blogcomment.user.get', 'log', comments),
  write('log.blogcomment.delete', 'log', removeComment),
];
