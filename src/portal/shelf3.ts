import { type JsonObject, textOf } from '../base/json.ts';
import { type Context, type Method, read, type Reply } from './method.ts';
import { filter3, order3, page3, type Rules3, select3 } from './methods/tasks/query3.ts';
import { mapOf } from './params.ts';
import type { Where } from './query.ts';
import { Refusal, refusal3 } from './refusal.ts';
import { chosen, lookupOf, type Shelf, shown } from './shelf.ts';

interface List3 {
  readonly dto: string;
  readonly maximumLimit?: number;
  readonly where?: (context: Context) => readonly Where[];
  readonly may?: (context: Context) => void;
}

const validation = 'BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION';

export function invalid3(field: string, message: string): Refusal {
  return new Refusal(validation, 'Ошибка при валидации объекта запроса', { validation: [{ field, message }] });
}

/** A whole number that a request of REST 3.0 must have. */
export function need3({ params }: Context, name: string): number {
  const given = params.get(name);
  if (given === undefined || given === null) throw invalid3(name, `Обязательное поле \`${name}\` не указано`);
  if (!/^\d+$/u.test(textOf(given)))
    throw invalid3(name, `В поле \`${name}\` требуется тип данных \`int\` для такого запроса`);
  return Number(textOf(given));
}

/** Rows of a shelf as REST 3.0 asks for them. */
export function rows3(from: Shelf, context: Context, facts: List3): readonly JsonObject[] {
  facts.may?.(context);
  const { params, core } = context;
  const fields = lookupOf(from);
  const rules: Rules3 = {
    dto: facts.dto,
    filterable: fields,
    sortable: fields,
    maximumLimit: facts.maximumLimit ?? 1000,
  };
  const select = select3(params.get('select')) ?? [];
  const filter = facts.where === undefined ? filter3(params.get('filter'), rules) : facts.where(context);
  const rows = core.store.table(from.table).select({
    where: filter,
    order: order3(params.get('order'), rules),
    ...page3(mapOf(params.get('pagination')) ?? {}, rules),
  });
  return rows.map((row) => shown(chosen(row, select)));
}

/** A list of REST 3.0: `filter` is a list of conditions, `pagination` says which page. */
export function list3(from: Shelf, name: string, facts: List3): Method {
  const run = (context: Context): Reply => ({ result: { items: rows3(from, context, facts) } });
  return read(name, from.scope, run, { api: 'v3' });
}

/** The record that a request of REST 3.0 names. */
export function record3(from: Shelf, context: Context, param = 'id'): JsonObject {
  const id = need3(context, param);
  const record = context.core.store.table(from.table).get(id);
  if (record === undefined) throw refusal3.other('ENTITYNOTFOUNDEXCEPTION', `Запись с ID = \`${id}\` не найдена`);
  return record;
}

/** One record of REST 3.0. */
export function get3(
  from: Shelf,
  name: string,
  { may }: { readonly may?: (context: Context, record: JsonObject) => void } = {},
): Method {
  const run = (context: Context): Reply => {
    const record = record3(from, context);
    may?.(context, record);
    return { result: { item: shown(chosen(record, select3(context.params.get('select')) ?? [])) } };
  };
  return read(name, from.scope, run, { api: 'v3' });
}
