import { isList, textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';
import type { Where } from '../query.ts';
import { Refusal, refusal3 } from '../refusal.ts';
import { shown } from '../shelf.ts';
import { get3, invalid3, list3, rows3 } from '../shelf3.ts';
import { workShelves } from '../shelves/work.ts';

const { workDay, eventLog, agreement, team } = workShelves;

function adminOnly({ caller }: Context): void {
  if (!caller.isAdmin) throw refusal3.denied();
}

/** The method wants one employee in its filter; whose days the caller may see, the structure of the company says. */
function workDays(context: Context): Reply {
  const conditions = context.params.get('filter');
  const user = (isList(conditions) ? conditions : []).find((each) => isList(each) && each[0] === 'userId');
  if (!isList(user)) throw invalid3('filter.userId', 'Обязательное поле `filter.userId` не указано');
  if (!context.caller.isAdmin && textOf(user.at(-1)) !== String(context.caller.userId)) throw refusal3.denied();
  return { result: { items: rows3(workDay, context, { dto: 'RecordDto' }) } };
}

/** Departments have methods of their own as well; teams only this one. */
function nodes(context: Context): readonly Where[] {
  const type = context.params.text('type');
  if (type === '') throw invalid3('type', 'Обязательное поле `type` не указано');
  if (!['DEPARTMENT', 'TEAM'].includes(type))
    throw invalid3('type', 'Передано недопустимое значение типа элемента структуры');
  return [{ field: { path: 'type', type: 'text' }, is: '=', value: type }];
}

/** What people agree to: kept under `_label` and `_text`. */
function agreementText({ core, params }: Context): Reply {
  const id = params.integer('id');
  if (id === undefined) throw new Refusal('400', 'Parameter `Agreement ID` required.');
  const found = core.store.table(agreement.table).get(id);
  if (found === undefined) throw new Refusal('ERROR_ARGUMENT', `Agreement with id ${id} not found`);
  return { result: { LABEL: found['_label'] ?? '', TEXT: found['_text'] ?? '' } };
}

/** Smaller modules of an office. */
export const office: readonly Method[] = [
  read('timeman.record.list', 'timeman', workDays, { api: 'v3' }),
  list3(eventLog, 'main.eventlog.list', { dto: 'EventLogDto', may: adminOnly }),
  get3(eventLog, 'main.eventlog.get', { may: adminOnly }),
  list3(team, 'humanresources.node.list', { dto: 'NodeDto', where: nodes }),
  read('userconsent.agreement.list', 'userconsent', ({ core }) => ({
    result: core.store.table(agreement.table).select().map(shown),
  })),
  read('userconsent.agreement.text', 'userconsent', agreementText),
];
