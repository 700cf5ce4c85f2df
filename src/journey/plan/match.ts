import { textOf } from '../../base/json.ts';
import { valuesAt } from '../../kinds/fields.ts';
import type { ArchivedRecord, RecordKey } from '../../archive/types.ts';
import type { Condition, Policy } from '../types.ts';
import { isTime, timeOf } from './policy.ts';
import { nameOf } from '../../archive/key-name.ts';

/** What a policy says about records, with its lists made quick to ask. */
export interface Choice {
  /** The kind is chosen. */
  kind(id: string): boolean;
  /** All conditions hold for the record. */
  matches(record: ArchivedRecord): boolean;
  /**
   * The record may go along with a chosen one. Conditions about time hold for it too: whoever deletes what is old
   * does not mean the new comment on it. A record without a time of its own follows its owner.
   */
  mayGoAlong(record: ArchivedRecord): boolean;
  /** The owner named it to be kept. */
  keeps(key: RecordKey): boolean;
}

export function choiceOf(policy: Policy): Choice {
  const kinds = policy.kinds === 'all' ? undefined : new Set(policy.kinds);
  const keep = new Set(policy.keep.map(nameOf));
  const times = policy.where.filter(isTime);
  return {
    kind: (id) => kinds?.has(id) ?? true,
    matches: (record) => policy.where.every((condition) => holds(condition, record)),
    mayGoAlong: (record) =>
      times.every((condition) => timeIn(record, condition) === undefined || holds(condition, record)),
    keeps: (key) => keep.has(nameOf(key)),
  };
}

function timeIn(record: ArchivedRecord, { field }: Condition): number | undefined {
  return field === 'changed' ? record.changedAtMs : record.createdAtMs;
}

/** A record that has no such value never matches, not even `!=`: a misspelt field must not choose everything. */
function holds(condition: Condition, record: ArchivedRecord): boolean {
  if (isTime(condition)) {
    const time = timeIn(record, condition);
    return time !== undefined && compares(condition.is, Math.sign(time - timeOf(condition.value)));
  }
  const values = valuesOf(condition.field, record);
  if (condition.is === '!=')
    return values.length > 0 && values.every((value) => compares('!=', order(value, condition.value)));
  if (condition.is === '~') {
    const wanted = condition.value.toLowerCase();
    return values.some((value) => value.toLowerCase().includes(wanted));
  }
  return values.some((value) => compares(condition.is, order(value, condition.value)));
}

function valuesOf(field: string, record: ArchivedRecord): readonly string[] {
  if (field === 'id') return [record.key.id];
  if (field === 'name' && record.name !== '') return [record.name];
  return valuesAt(record.row, field).map(textOf);
}

const NUMBER = /^-?\d+(?:\.\d+)?$/u;

/** Numbers as numbers, all else as text without regard to case. */
function order(left: string, right: string): number {
  if (NUMBER.test(left) && NUMBER.test(right)) return Math.sign(Number(left) - Number(right));
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  return a === b ? 0 : a < b ? -1 : 1;
}

function compares(is: Condition['is'], sign: number): boolean {
  switch (is) {
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '=':
      return sign === 0;
    case '!=':
      return sign !== 0;
    case '>=':
      return sign >= 0;
    case '>':
      return sign > 0;
    case '~':
      return false;
  }
}
