import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { ShelfFamily } from '../../shelves/index.ts';
import type { RecordId } from '../../store.ts';
import { Chance } from '../chance.ts';
import type { FileContent } from '../contents.ts';
import type { Staff } from '../crm.ts';
import { keyed, type Made } from '../made.ts';
import type { Plan } from '../plan.ts';

/** What one record is made from: the company, its people, chances of its own, and its place among its kin. */
export interface Making {
  readonly plan: Plan;
  readonly staff: Staff;
  readonly chance: Chance;
  readonly index: number;
}

export interface MadeRecord {
  readonly key: RecordId;
  readonly row: JsonObject;
  readonly content?: FileContent;
  readonly contents?: Made['contents'];
}

/** One family of a sample company: how many records it has, and how each is made. */
export interface Stock {
  readonly family: ShelfFamily;
  readonly count: (plan: Plan) => number;
  readonly make: (making: Making) => MadeRecord;
}

/** A family whose rows show their key. */
export function stock(
  family: ShelfFamily,
  count: (plan: Plan) => number,
  make: (making: Making) => Readonly<Record<string, Json>>,
  idField = 'id',
): Stock {
  return {
    family,
    count,
    make: (making) => {
      const row = make(making);
      const id = textOf(row[idField]);
      return { key: /^\d+$/u.test(id) ? Number(id) : id, row };
    },
  };
}

/** The records of a family, one after the other. */
export function* stockRows({ family, count, make }: Stock, plan: Plan, staff: Staff): Generator<Made> {
  const all = count(plan);
  for (let index = 0; index < all; index += 1) {
    const { key, row, content, contents } = make({ plan, staff, chance: new Chance(plan.seed, family, index), index });
    yield { ...keyed(family, key, row, content), ...(contents && { contents }) };
  }
}
