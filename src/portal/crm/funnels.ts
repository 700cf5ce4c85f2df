import type { PortalCore } from '../core.ts';
import type { RecordId } from '../store.ts';
import { deal, invoice } from './fields.ts';
import { statusesTable } from './tables.ts';

/** ENTITY_ID of a funnel's stages. */
export function stagesEntity(entityTypeId: number, categoryId: number): string {
  if (entityTypeId === deal) return categoryId === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${categoryId}`;
  return entityTypeId === invoice ? `SMART_INVOICE_STAGE_${categoryId}` : `DYNAMIC_${entityTypeId}_STAGE_${categoryId}`;
}

function prefix(entityTypeId: number, categoryId: number): string {
  if (entityTypeId === deal) return categoryId === 0 ? '' : `C${categoryId}:`;
  return `DT${entityTypeId}_${categoryId}:`;
}

interface Stage {
  readonly code: string;
  readonly name: string;
  readonly color: string;
  readonly semantics?: 'S' | 'F';
}

const dealStages: readonly Stage[] = [
  { code: 'NEW', name: 'Новая', color: '#39A8EF' },
  { code: 'PREPARATION', name: 'Подготовка документов', color: '#2FC6F6' },
  { code: 'EXECUTING', name: 'В работе', color: '#47E4C2' },
  { code: 'FINAL_INVOICE', name: 'Финальный счёт', color: '#FFA900' },
  { code: 'WON', name: 'Сделка успешна', color: '#7BD500', semantics: 'S' },
  { code: 'LOSE', name: 'Сделка провалена', color: '#FF5752', semantics: 'F' },
];
const smartStages: readonly Stage[] = [
  { code: 'NEW', name: 'Начало', color: '#22B9FF' },
  { code: 'PREPARATION', name: 'Подготовка', color: '#88B9FF' },
  { code: 'CLIENT', name: 'Согласование', color: '#10E5FC' },
  { code: 'SUCCESS', name: 'Успех', color: '#00FF00', semantics: 'S' },
  { code: 'FAIL', name: 'Провал', color: '#FF0000', semantics: 'F' },
];

/** Writes the stages that a new funnel comes with. */
export function addFunnelStages(core: PortalCore, entityTypeId: number, categoryId: number): void {
  const table = core.store.table(statusesTable);
  const stages = entityTypeId === deal ? dealStages : smartStages;
  for (const [index, { code, name, color, semantics }] of stages.entries()) {
    table.add((id) => ({
      ID: String(id),
      ENTITY_ID: stagesEntity(entityTypeId, categoryId),
      STATUS_ID: prefix(entityTypeId, categoryId) + code,
      NAME: name,
      NAME_INIT: name,
      SORT: String((index + 1) * 10),
      SYSTEM: code === 'NEW' || semantics !== undefined ? 'Y' : 'N',
      CATEGORY_ID: entityTypeId === deal && categoryId === 0 ? null : String(categoryId),
      COLOR: color,
      SEMANTICS: semantics ?? null,
    }));
  }
}

/** Numbers of a funnel's stages. */
export function stagesOf(core: PortalCore, entityTypeId: number, categoryId: number): readonly RecordId[] {
  const field = { path: 'ENTITY_ID', type: 'text' } as const;
  return core.store
    .table(statusesTable)
    .ids({ where: [{ field, is: '=', value: stagesEntity(entityTypeId, categoryId) }] });
}
