import { at, isObject, type Json, textOf } from '../../base/json.ts';
import type { Call, Outcome, Portal } from '../../bitrix24/port.ts';
import { redact } from '../../bitrix24/redact.ts';
import { objectsOf } from '../../kinds/fields.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { listsOf } from '../export/requests.ts';

/** By what a person knows a portal again: an address alone is easily taken for another. */
export interface Identity {
  /** Name of the top department, which is the company's. */
  readonly company?: string;
  /** Employees who can still come in. */
  readonly people?: number;
  /** The newest change of a record of the CRM or of a task. */
  readonly newestAtMs?: number;
}

/** What people work with every day, and what every portal sorts by the time of its last change. */
const DAILY: readonly KindId[] = ['deal', 'lead', 'contact', 'company', 'task'];

interface Newest {
  readonly field: string;
  readonly path: readonly string[];
  readonly call: Call;
}

function newestOf(kinds: readonly Kind[]): readonly Newest[] {
  return kinds
    .filter(({ id }) => DAILY.includes(id))
    .flatMap((kind) => {
      const { changedAt } = kind;
      const [list] = listsOf(kind);
      if (changedAt === undefined || changedAt.filter === false || list === undefined) return [];
      const { field, filter = field } = changedAt;
      const { method, rows, params = {}, orderParam = 'order' } = list;
      // Old methods know their parameters by place.
      if (!isObject(params)) return [];
      return [{ field, path: rows, call: { method, params: { ...params, [orderParam]: { [filter]: 'desc' } } } }];
    });
}

const answerOf = (outcome: Outcome | undefined): { readonly result: Json; readonly total?: number } | undefined =>
  outcome?.is === 'answered' ? outcome.answer : undefined;

function companyIn(result: Json | undefined): string | undefined {
  const top = objectsOf(result ?? []).find((row) => ['', '0'].includes(textOf(row['PARENT'] ?? '')));
  const name = redact(textOf(top?.['NAME'] ?? ''));
  return name === '' ? undefined : name;
}

/**
 * Whose portal this is, in one batch. A refusal says nothing: what this connection may not see is left out.
 * https://apidocs.bitrix24.ru/api-reference/departments/department-get.html
 */
export async function identify(portal: Portal, kinds: readonly Kind[], signal?: AbortSignal): Promise<Identity> {
  const newest = newestOf(kinds);
  const outcomes = await portal.batch(
    [
      { method: 'department.get', params: { sort: 'ID', order: 'ASC' } },
      { method: 'user.get', params: { FILTER: { ACTIVE: true, USER_TYPE: 'employee' } } },
      ...newest.map(({ call }) => call),
    ],
    signal === undefined ? {} : { signal },
  );
  const [departments, people, ...rows] = outcomes.map(answerOf);
  const company = companyIn(departments?.result);
  const times = newest.flatMap(({ field, path }, index) =>
    objectsOf(at(rows[index]?.result, path) ?? []).map((row) => Date.parse(textOf(row[field] ?? ''))),
  );
  const newestAtMs = Math.max(0, ...times.filter((time) => !Number.isNaN(time)));
  return {
    ...(company === undefined ? {} : { company }),
    ...(people?.total === undefined ? {} : { people: people.total }),
    ...(newestAtMs === 0 ? {} : { newestAtMs }),
  };
}
