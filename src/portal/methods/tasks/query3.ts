import { isList, isObject, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { FieldLookup } from '../../filter.ts';
import type { Field, Order, Where } from '../../query.ts';
import { refusal3 } from '../../refusal.ts';

/** How a list method of REST 3.0 reads what it is asked (https://apidocs.bitrix24.ru/api-reference/rest-v3.html). */
export interface Rules3 {
  /** Name of the object in refusals: `TaskDto`. */
  readonly dto: string;
  readonly filterable: FieldLookup;
  readonly sortable: FieldLookup;
  readonly maximumLimit: number;
}

function filterField(name: string, rules: Rules3): Field {
  const field = rules.filterable(name);
  if (field !== undefined) return field;
  const words = `В DTO \`${rules.dto}\` в поле \`${name}\` требуется наличие атрибута \`Filterable\` для такого запроса`;
  throw refusal3.invalid('filter', words);
}

const unreadable = (): Error => refusal3.other('INVALIDFILTEREXCEPTION', 'Не удается распознать выражение фильтра');

function scalar(value: Json | undefined): number | string {
  if (typeof value === 'number') return value;
  const text = textOf(value);
  return /^-?\d+$/u.test(text) ? Number(text) : text;
}

function condition(given: readonly Json[], rules: Rules3): Where {
  const [name, second, third] = given;
  if (typeof name !== 'string' || given.length < 2 || given.length > 3) throw unreadable();
  const [operator, value] = given.length === 2 ? ['=', second] : [textOf(second).toLowerCase(), third];
  const field = filterField(name, rules);
  switch (operator) {
    case '=':
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
      return { field, is: operator, value: scalar(value) };
    case 'in':
      return { field, is: 'in', values: isList(value) ? value.map(scalar) : [scalar(value)] };
    case 'between': {
      if (!isList(value) || value.length !== 2) throw unreadable();
      return {
        any: [
          [
            { field, is: '>=', value: scalar(value[0]) },
            { field, is: '<=', value: scalar(value[1]) },
          ],
        ],
      };
    }
    default:
      throw refusal3.other('UNKNOWNFILTEROPERATOREXCEPTION', `Неизвестный оператор фильтра \`${operator ?? ''}\``);
  }
}

/** `[["id", ">", 5], {"logic": "or", "conditions": […]}]` */
export function filter3(given: Json | undefined, rules: Rules3): readonly Where[] {
  if (given === undefined || given === null) return [];
  if (!isList(given)) throw unreadable();
  return given.map((each) => {
    if (isList(each)) return condition(each, rules);
    if (!isObject(each)) throw unreadable();
    const inner = filter3(each['conditions'], rules);
    return textOf(each['logic']).toLowerCase() === 'or' ? { any: inner.map((part) => [part]) } : { any: [inner] };
  });
}

export function order3(given: Json | undefined, rules: Rules3): readonly Order[] {
  if (given === undefined || given === null) return [];
  const wrong = (): Error =>
    refusal3.other('INVALIDORDEREXCEPTION', `Не удается распознать параметр сортировки \`${JSON.stringify(given)}\``);
  if (!isObject(given)) {
    if (isList(given) && given.length === 0) return [];
    throw wrong();
  }
  return Object.entries(given).map(([name, direction]) => {
    const field = rules.sortable(name);
    const way = textOf(direction).toUpperCase();
    if (field === undefined || !['ASC', 'DESC'].includes(way)) throw wrong();
    return { field, descending: way === 'DESC' };
  });
}

export function page3(given: JsonObject, rules: Rules3): { readonly limit: number; readonly offset: number } {
  const wrong = (): Error =>
    refusal3.other(
      'INVALIDPAGINATIONEXCEPTION',
      `Не удается распознать параметр пагинации \`${JSON.stringify(given)}\``,
    );
  const whole = (name: string, otherwise: number): number => {
    const value = given[name];
    if (value === undefined || value === null) return otherwise;
    if (!/^\d+$/u.test(textOf(value))) throw wrong();
    return Number(textOf(value));
  };
  const limit = whole('limit', 50);
  if (limit < 1 || limit > rules.maximumLimit) throw wrong();
  return {
    limit,
    offset: given['offset'] === undefined ? (Math.max(1, whole('page', 1)) - 1) * limit : whole('offset', 0),
  };
}

/** Names to select, or undefined when the request leaves them out. */
export function select3(given: Json | undefined): readonly string[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (!isList(given)) throw refusal3.other('INVALIDSELECTEXCEPTION', 'Не удается распознать параметр select');
  return given.map((name) => textOf(name));
}
