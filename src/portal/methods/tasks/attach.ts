import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { Context } from '../../method.ts';
import { listOf } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import { tables } from '../../tables.ts';

/** Files of the Drive (`n55`) that a task or a comment is made with; the bridges to them, in order. */
export function attachGiven(
  { core, caller }: Context,
  given: Json | undefined,
  owner: { readonly type: string; readonly id: string },
): readonly { readonly id: number; readonly file: JsonObject }[] {
  return (listOf(given ?? null) ?? []).map((value) => {
    const object = /^n(\d+)$/u.exec(textOf(value))?.[1] ?? '';
    const file = core.store.table(tables.diskObject).get(Number(object));
    if (file?.['TYPE'] !== 'file') throw new Refusal('ERROR_CORE', 'Файл не найден');
    const id = core.store.table(tables.attachedObject).add((number) => ({
      ID: String(number),
      OBJECT_ID: object,
      MODULE_ID: owner.type === 'tasks_task' ? 'tasks' : 'forum',
      ENTITY_TYPE: owner.type,
      ENTITY_ID: owner.id,
      CREATE_TIME: core.zone.format(core.clock.now()),
      CREATED_BY: String(caller.userId),
    }));
    return { id, file };
  });
}
