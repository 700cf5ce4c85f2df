import { isList, type JsonObject, textOf } from '../../base/json.ts';
import { type Context, type Method, type Reply, write } from '../method.ts';
import { integerOf } from '../params.ts';
import type { Where } from '../query.ts';
import { refusal3 } from '../refusal.ts';
import { get3, invalid3, list3 } from '../shelf3.ts';
import { talkShelves } from '../shelves/talk.ts';

const { mailbox, mailMessage } = talkShelves;

/** Mailboxes and letters are for those alone who have access to the mailbox. */
const mine = ({ caller }: Context): Where => ({
  field: { path: '_user', type: 'list' },
  is: '=',
  value: caller.userId,
});

function isOf(userId: number, { _user: users }: JsonObject): boolean {
  return users === userId || (isList(users) && users.includes(userId));
}

function contains({ params }: Context, name: string, path = name): readonly Where[] {
  const text = params.text(name);
  return text === '' ? [] : [{ field: { path, type: 'text' }, is: 'contains', value: text }];
}

function mailboxes(context: Context): readonly Where[] {
  return [mine(context), ...contains(context, 'name'), ...contains(context, 'email')];
}

function letters(context: Context): readonly Where[] {
  const { params, core } = context;
  const box = params.integer('mailboxId');
  const flag = (name: string): readonly Where[] => {
    const value = params.get(name);
    if (typeof value !== 'boolean') return [];
    return [{ field: { path: name, type: 'integer' }, is: '=', value: Number(value) }];
  };
  const date = (name: string, is: '>=' | '<='): readonly Where[] => {
    const text = params.text(name);
    if (text === '') return [];
    const value = core.zone.normal(text);
    if (value === undefined) throw invalid3(name, `Параметр ${name} должен быть в формате ISO 8601 (DATE_ATOM)`);
    return [{ field: { path: 'date', type: 'datetime' }, is, value }];
  };
  return [
    mine(context),
    ...(box === undefined ? [] : [{ field: { path: 'mailboxId', type: 'integer' }, is: '=', value: box } as const]),
    ...contains(context, 'searchQuery', 'subject'),
    ...flag('isSeen'),
    ...flag('hasAttachments'),
    ...date('dateFrom', '>='),
    ...date('dateTo', '<='),
  ];
}

function ownOnly({ caller }: Context, record: JsonObject): void {
  if (isOf(caller.userId, record)) return;
  throw refusal3.other('ENTITYNOTFOUNDEXCEPTION', `Запись с ID = \`${textOf(record['id'])}\` не найдена`);
}

/** What is deleted lies in the trash of the mailbox; the other folders are not told apart here. */
function move(context: Context): Reply {
  const { core, caller, params } = context;
  const ids = params.get('messageIds');
  if (!isList(ids) || ids.length === 0) throw invalid3('messageIds', 'Обязательное поле не указано');
  const action = params.text('action');
  if (!['move', 'spam', 'delete'].includes(action))
    throw invalid3('action', 'Параметр action должен быть move, spam или delete');
  if (action === 'move' && params.text('folder') === '')
    throw invalid3('folder', 'Параметр folder обязателен при action=move');
  const table = core.store.table(mailMessage.table);
  const own = ids.map((id) => integerOf(id) ?? 0).filter((id) => isOf(caller.userId, table.get(id) ?? {}));
  if (own.length === 0) throw refusal3.other('ACCESSDENIEDEXCEPTION', 'No accessible messages found');
  for (const id of own) if (action === 'delete') core.store.toBin(mailMessage.table, id, core.clock.now());
  return { result: { success: true, movedCount: own.length, action } };
}

/** https://apidocs.bitrix24.ru/api-reference/mail/ */
export const mail: readonly Method[] = [
  list3(mailbox, 'mail.mailbox.list', { dto: 'MailboxDto', where: mailboxes }),
  list3(mailMessage, 'mail.message.list', { dto: 'MessageDto', where: letters }),
  get3(mailMessage, 'mail.message.get', { may: ownOnly }),
  write('mail.message.movetofolder', 'mail', move, { api: 'v3' }),
];
