import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { itemTypeOf } from '../crm/fields.ts';
import { presetsTable, typesTable } from '../crm/tables.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import { refuse, Refusal } from '../refusal.ts';
import { idsWith, listOfShelf, lookupOf, type Shelf, shelfDelete, shelfList, shown } from '../shelf.ts';
import { crmShelves as crm, stageHistory } from '../shelves/crm.ts';
import { splitPrefix } from '../filter.ts';

function currencies({ core }: Context): Reply {
  // The method gives all it has, and counts nothing: its `total` is always 0.
  return { result: core.store.table(crm.currency.table).select(), total: 0 };
}

function notBase(record: JsonObject): void {
  if (record['BASE'] === 'Y') throw refuse('Нельзя удалить базовую валюту.');
}

function hasNoTypes(record: JsonObject, { core }: Context): void {
  const types = core.store.table(typesTable).select();
  const mine = types.filter((type) => integerOf(type['customSectionId']) === integerOf(record['id']));
  if (mine.length > 0) {
    const words = 'Не можем удалить рабочее место, в котором есть смарт-процессы. Перенесите их в другое рабочее место';
    throw new Refusal('HAS_BOUND_TYPES', words);
  }
}

/** Which types a workplace holds is told by the types themselves. */
function withTypes(record: JsonObject, { core }: Context): JsonObject {
  const types = core.store.table(typesTable).select();
  const mine = types.filter((type) => integerOf(type['customSectionId']) === integerOf(record['id']));
  return { ...record, typeIds: mine.map((type) => type['id'] ?? 0) };
}

/** The elements whose moves are kept: https://apidocs.bitrix24.ru/api-reference/crm/crm-stage-history-list.html */
function history(context: Context): Reply {
  const type = context.params.integer('entityTypeId') ?? 0;
  const isKept = type === 1 || type === 2 || type === 31 || type >= 128;
  // Old invoices have a history, and are no items.
  if (type !== 5 && (!isKept || itemTypeOf(type) === undefined)) {
    throw new Refusal(
      'ENTITY_TYPE_NOT_SUPPORTED',
      `Entity type ${context.params.text('entityTypeId')} is not supported`,
    );
  }
  const from = stageHistory(type);
  checkNames(from, context);
  return listOfShelf(from, context, { path: ['items'] });
}

const invalid = (words: string): Refusal => new Refusal('INVALID_ARG_VALUE', `Invalid ${words}`);

/** Newer lists of the CRM take only fields that they know, moments that are moments, and two directions. */
function checkNames(from: Shelf, { core, params }: Context): void {
  for (const place of ['filter', 'order']) {
    for (const [key, value] of Object.entries(params.struct(place))) {
      const [, name] = splitPrefix(key);
      if (/^(?:\d+|logic)$/iu.test(name)) continue;
      const field = lookupOf(from)(name);
      if (field === undefined) throw invalid(`${place}: field '${name}' is not allowed in ${place}`);
      if (place === 'order' && !/^(?:asc|desc)$/iu.test(textOf(value))) {
        throw invalid(`order: allowed sort directions are ASC, DESC. But got '${textOf(value)}' for field '${name}'`);
      }
      const isMoment = field.type === 'datetime' && typeof value === 'string' && value !== '';
      if (isMoment && core.zone.normal(value) === undefined) throw invalid(`filter: field '${name}' has invalid value`);
    }
  }
}

function presetFields({ core, params }: Context): Reply {
  const id = integerOf(mapOf(params.get('preset'))?.['ID']) ?? 0;
  if (!core.store.table(presetsTable).has(id)) throw refuse(`The Preset with ID '${id}' is not found`);
  const table = core.store.table(crm.presetField.table);
  const rows = idsWith(core, crm.presetField, '_preset', id).map((key) => table.get(key) ?? {});
  return { result: rows.map(({ _preset: _of, ...row }): Json => row) };
}

const linkParts = ['REQUISITE_ID', 'BANK_DETAIL_ID', 'MC_REQUISITE_ID', 'MC_BANK_DETAIL_ID'];

/** One link an element: a second one takes the place of the first. */
function registerLink({ core, params }: Context): Reply {
  const given = params.map('fields');
  const [type, id] = [integerOf(given['ENTITY_TYPE_ID']) ?? 0, integerOf(given['ENTITY_ID']) ?? 0];
  if (type <= 0) throw refuse('ENTITY_TYPE_ID is not defined or invalid.');
  if (id <= 0) throw refuse('ENTITY_ID is not defined or invalid.');
  const parts = linkParts.map((name) => [name, String(integerOf(given[name]) ?? 0)]);
  const row = { ENTITY_TYPE_ID: String(type), ENTITY_ID: String(id), ...Object.fromEntries(parts) };
  core.store.table(crm.requisiteLink.table).put(`${type}:${id}`, row);
  return { result: true };
}

/** Fields of invoices are asked for by the names of old methods, and custom ones all at once by `UF_*`. */
function invoices(context: Context): Reply {
  const select = (listOf(context.params.get('select')) ?? []).map(textOf);
  const all = { ...context, params: context.params.with({ select: select.includes('*') ? [] : select }) };
  return listOfShelf(crm.oldInvoice, all);
}

function callListItems({ core, params }: Context): Reply {
  if (!params.has('LIST_ID')) throw refuse('LIST_ID is not found', 'ERROR_ARGUMENT');
  const id = params.integer('LIST_ID') ?? 0;
  if (id <= 0) throw refuse('List id should be positive', 'LIST_ID_ERROR');
  if (!core.store.table(crm.callList.table).has(id)) throw refuse('Call list is not found', 'LIST_ID_ERROR');
  const status = textOf(params.map('FILTER')['STATUS']);
  const known = ['', 'IN_WORK', 'SUCCESS', 'WRONG_NUMBER', 'STOP_CALLING'];
  if (!known.includes(status)) throw refuse('Incorrect status', 'STATUS_ERROR');
  const table = core.store.table(crm.callListItem.table);
  const rows = idsWith(core, crm.callListItem, '_list', id).map((key) => table.get(key) ?? {});
  return { result: rows.filter((row) => status === '' || row['STATUS'] === status).map(shown) };
}

function currencyNames({ core, params }: Context): Reply {
  const id = params.text('id');
  if (!core.store.table(crm.currency.table).has(id)) throw refuse('The parameter id is invalid or not defined.');
  return { result: core.store.table(crm.currencyName.table).get(id) ?? [] };
}

function recurrences(context: Context): Reply {
  for (const name of ['order', 'filter']) {
    const given = context.params.get(name);
    if (given !== undefined && given !== null && typeof given !== 'object') {
      throw refuse(`Parameter '${name}' must be array`);
    }
  }
  return listOfShelf(crm.dealRecurrence, context);
}

/** Smaller tables of the CRM. */
export const crmMore: readonly Method[] = [
  read('crm.currency.list', 'crm', currencies),
  shelfDelete(crm.currency, 'crm.currency.delete', {
    missing: () => refuse('Access denied.'),
    check: (record, context) => {
      notBase(record);
      context.core.store.table(crm.currencyName.table).remove(textOf(record['CURRENCY']));
    },
  }),
  read('crm.automatedsolution.list', 'crm', (context) => {
    checkNames(crm.automatedSolution, context);
    return listOfShelf(crm.automatedSolution, context, { path: ['automatedSolutions'], row: withTypes });
  }),
  shelfDelete(crm.automatedSolution, 'crm.automatedsolution.delete', {
    missing: () => new Refusal('ACCESS_DENIED', 'Недостаточно прав'),
    check: hasNoTypes,
    answer: null,
  }),
  shelfList(crm.callList, 'crm.calllist.list', { paged: false }),
  read('crm.calllist.items.get', 'crm', callListItems),
  read('crm.currency.localizations.get', 'crm', currencyNames),
  read('crm.deal.recurring.list', 'crm', recurrences),
  read('crm.stagehistory.list', 'crm', history),
  shelfList(crm.requisiteLink, 'crm.requisite.link.list'),
  write('crm.requisite.link.register', 'crm', registerLink),
  read('crm.requisite.preset.field.list', 'crm', presetFields),
  read('crm.invoice.list', 'crm', invoices),
  shelfDelete(crm.oldInvoice, 'crm.invoice.delete', {
    missing: () => refuse('Invoice is not found'),
    takes: [[crm.oldInvoiceHistory, 'OWNER_ID']],
  }),
];
