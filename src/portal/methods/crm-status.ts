import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { description } from '../crm/describe.ts';
import { itemsTable, statusesTable } from '../crm/tables.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, mapOf } from '../params.ts';
import { blankRow, plainFields, plainList, plainValues } from '../plain.ts';
import type { Where } from '../query.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { PortalCore } from '../core.ts';

const fields = plainFields(
  'ID id ENTITY_ID text STATUS_ID text NAME text NAME_INIT text SORT int SYSTEM flag CATEGORY_ID int COLOR text SEMANTICS text',
);

/** Refusals of this family have their English text for a code. */
const words: Readonly<Record<string, string>> = {
  'Invalid identifier.': 'Передан некорректный идентификатор.',
  'Status is not found.': 'Элемент справочника не найден.',
  'Access denied.': 'Доступ запрещён.',
  'Invalid parameters.': 'Переданы некорректные параметры.',
  'There are active items in this status.': 'В этом статусе есть активные элементы.',
  'CRM System Status can be deleted only if parameter FORCED is specified and equal to "Y".':
    'Системный статус можно удалить только с параметром FORCED.',
};
const refused = (code: string): Refusal => refuse(words[code] ?? code, code);

/** The stage dictionaries and the items that stand on them. */
export function itemTypeOfStages(entityId: string): number | undefined {
  if (entityId === 'STATUS') return 1;
  if (/^DEAL_STAGE(?:_\d+)?$/u.test(entityId)) return 2;
  if (entityId === 'QUOTE_STATUS') return 7;
  if (entityId.startsWith('SMART_INVOICE_STAGE')) return 31;
  return integerOf(/^DYNAMIC_(\d+)_STAGE_\d+$/u.exec(entityId)?.[1]);
}

const everything = 1_000_000;

function isInUse(core: PortalCore, status: JsonObject): boolean {
  const type = itemTypeOfStages(textOf(status['ENTITY_ID']));
  if (type === undefined) return false;
  const field = { path: 'stageId', type: 'text' } as const;
  return core.store.table(itemsTable(type)).count([{ field, is: '=', value: textOf(status['STATUS_ID']) }]) > 0;
}

function existing({ core, params }: Context, whenInvalid = 'Invalid identifier.'): JsonObject {
  const id = params.integer('id') ?? 0;
  if (id <= 0) throw refused(whenInvalid);
  const status = core.store.table(statusesTable).get(id);
  if (status === undefined) throw refused('Status is not found.');
  return status;
}

function adminOnly({ caller }: Context): void {
  if (!caller.isAdmin) throw refused('Access denied.');
}

/** Stages show in lists what they mean and how they look once more. */
function row(status: JsonObject): JsonObject {
  if (itemTypeOfStages(textOf(status['ENTITY_ID'])) === undefined) return status;
  const meaning: Readonly<Record<string, string>> = { S: 'success', F: 'failure' };
  const EXTRA: JsonObject = {
    SEMANTICS: meaning[textOf(status['SEMANTICS'])] ?? 'process',
    COLOR: status['COLOR'] ?? null,
  };
  return { ...status, EXTRA };
}

const same = (name: string, value: Json): Where => ({
  field: { path: name, type: 'text' },
  is: '=',
  value: textOf(value),
});

/** `C5:` for the stages of funnel 5 of deals, `DT1038_37:` for those of a smart process. */
function stagePrefix(entityId: string): string {
  const dealFunnel = /^DEAL_STAGE_(\d+)$/u.exec(entityId)?.[1];
  if (dealFunnel !== undefined) return `C${dealFunnel}:`;
  const smart = /^DYNAMIC_(\d+)_STAGE_(\d+)$/u.exec(entityId);
  return smart === null ? '' : `DT${smart[1]}_${smart[2]}:`;
}

function add(context: Context): Reply {
  adminOnly(context);
  const given = mapOf(context.params.get('fields'));
  if (given === undefined) throw refuse("Parameter 'fields' must be array.");
  const missing = ['ENTITY_ID', 'STATUS_ID'].filter((name) => textOf(given[name]) === '');
  if (missing.length > 0) throw refuse(missing.map((name) => `The field ${name} is required.`).join(', '));
  if (textOf(given['NAME']) === '') throw refuse('Не заполнено обязательное поле "Заголовок"');
  const entityId = textOf(given['ENTITY_ID']);
  const table = context.core.store.table(statusesTable);
  const prefix = stagePrefix(entityId);
  const code = textOf(given['STATUS_ID']);
  const statusId = code.startsWith(prefix) ? code : prefix + code;
  if (table.count([same('ENTITY_ID', entityId), same('STATUS_ID', statusId)]) > 0) {
    throw refuse('Указанный идентификатор статуса, уже существует.', 'ERROR_CORE');
  }
  const id = table.add((number) => ({
    ...blankRow(fields),
    SORT: '10',
    NAME_INIT: '',
    CATEGORY_ID: /\d+$/u.exec(entityId)?.[0] ?? null,
    ...plainValues(context, fields, given),
    STATUS_ID: statusId,
    ID: String(number),
    SYSTEM: 'N',
  }));
  return { result: id };
}

function remove(context: Context): Reply {
  adminOnly(context);
  const status = existing(context);
  const forced = textOf(mapOf(context.params.get('params'))?.['FORCED']) === 'Y';
  if (status['SYSTEM'] === 'Y' && !forced) {
    throw refused('CRM System Status can be deleted only if parameter FORCED is specified and equal to "Y".');
  }
  if (isInUse(context.core, status)) throw refused('There are active items in this status.');
  return { result: context.core.store.table(statusesTable).remove(integerOf(status['ID']) ?? 0) };
}

/** https://apidocs.bitrix24.ru/api-reference/crm/status/ */
export const crmStatus: readonly Method[] = [
  // The documentation gives all at once: there is no page size and no `start`.
  read('crm.status.list', 'crm', (context) => {
    const { params } = context;
    const wrong = ['filter', 'order'].some((name) => params.has(name) && mapOf(params.get(name)) === undefined);
    if (wrong) throw refused('Invalid parameters.');
    return plainList({ ...context, start: undefined }, { table: statusesTable, fields, row, size: everything });
  }),
  read('crm.status.get', 'crm', (context) => ({ result: existing(context, 'Status is not found.') })),
  write('crm.status.add', 'crm', add),
  write('crm.status.update', 'crm', (context) => {
    adminOnly(context);
    const status = existing(context);
    const { NAME, SORT, COLOR } = plainValues(context, fields, context.params.map('fields'));
    const changes = Object.entries({ NAME, SORT, COLOR }).filter(([, value]) => value !== undefined) as [
      string,
      Json,
    ][];
    context.core.store.table(statusesTable).patch(integerOf(status['ID']) ?? 0, Object.fromEntries(changes));
    return { result: true };
  }),
  write('crm.status.delete', 'crm', remove),
  read('crm.status.fields', 'crm', () => ({
    result: Object.fromEntries(
      [...Object.keys(fields), 'EXTRA'].map((name) => [
        name,
        description(
          name === 'EXTRA'
            ? 'crm_status_extra'
            : name === 'ID' || name === 'SORT'
              ? 'integer'
              : name === 'SYSTEM'
                ? 'char'
                : 'string',
          name,
          {
            isReadOnly: name === 'ID' || name === 'SYSTEM',
          },
        ),
      ]),
    ),
  })),
];
