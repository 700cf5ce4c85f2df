import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { both, docs, element, nameBy, stageAndMoment } from './stage-history.ts';

const ofType = (entityTypeId: number) =>
  ({
    method: 'crm.stagehistory.list',
    params: { entityTypeId },
    rows: ['items'],
    idField: 'ID',
    pager: { by: 'id' },
  }) as const;

/** Stages of the portal's own types name their type: `DT1040_6:NEW`. */
const typeOfStage = (row: JsonObject): string | undefined => /^DT(\d+)_/u.exec(textAt(row, 'STAGE_ID'))?.[1];

/** The same of each smart process; numbers repeat from type to type, so the key holds both. */
export const smartProcessStageHistory: Kind = {
  id: 'smart-process-stage-history',
  group: 'crm',
  title: both('История стадий смарт-процессов', 'Stage history of smart processes'),
  scope: 'crm',
  docs,
  take: {
    how: 'each',
    moves: 'nothing',
    long: { idOf: (id, type) => `${type.id}:${id}` },
    parent: 'smart-process-type',
    request: ({ id }) => ofType(Number(id)),
  },
  key: (row, parent) => `${parent?.id ?? typeOfStage(row) ?? ''}:${textAt(row, 'ID')}`,
  name: nameBy('STAGE_ID'),
  calledBy: ['OWNER_ID', 'STAGE_ID'],
  createdAt: 'CREATED_TIME',
  references: [
    {
      field: 'OWNER_ID',
      to: 'smart-process-item',
      parent: true,
      id: (value, row) => {
        const type = typeOfStage(row);
        return type === undefined ? undefined : `${type}:${value}`;
      },
    },
    {
      field: 'STAGE_ID',
      to: 'status',
      id: (value, row) => {
        const type = typeOfStage(row);
        return type === undefined ? undefined : `DYNAMIC_${type}_STAGE_${textAt(row, 'CATEGORY_ID')}:${value}`;
      },
    },
  ],
  selfWritten: true,
  personal: {},
  people: [],
  look: {
    by: 'get',
    call: ({ id }) => {
      const [type, own] = id.split(':');
      return { method: 'crm.stagehistory.list', params: { entityTypeId: Number(type), filter: { ID: Number(own) } } };
    },
    at: ['items', '0'],
    absent: [{ code: 'ENTITY_TYPE_NOT_SUPPORTED' }],
  },
  deletion: { how: 'withParent' },
  columns: [{ field: 'OWNER_ID', title: element, type: 'reference' }, ...stageAndMoment('STAGE_ID')],
};
