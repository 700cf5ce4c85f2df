import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const stages = (typeId: string): ListRequest => ({
  method: 'rpa.stage.listForType',
  params: { typeId: Number(typeId) },
  rows: ['stages'],
  idField: 'id',
  pager: { by: 'offset' },
});

export const rpaStage: Kind = {
  id: 'rpa-stage',
  group: 'processes',
  title: { one: { ru: 'Стадия RPA', en: 'RPA stage' }, many: { ru: 'Стадии RPA', en: 'RPA stages' } },
  scope: 'rpa',
  docs: ['api-reference/outdated/rpa/stage/rpa-stage-list-for-type.md'],
  take: { how: 'each', moves: 'nothing', parent: 'rpa-type', request: ({ id }) => stages(id) },
  key: 'id',
  name: (row) => firstText(row, 'name', 'id'),
  references: [{ field: 'typeId', to: 'rpa-type', parent: true }],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ parent }) => stages(parent?.id ?? '0') },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'sort', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
  ],
};

const timeline = (itemId: string): ListRequest => {
  const [typeId, id] = itemId.split(':');
  return {
    method: 'rpa.timeline.listForItem',
    params: { typeId: Number(typeId), itemId: Number(id) },
    rows: ['timeline'],
    idField: 'id',
    pager: { by: 'offset' },
  };
};

/** What happened to an item, as its process tells it. */
export const rpaTimeline: Kind = {
  id: 'rpa-timeline',
  group: 'processes',
  title: {
    one: { ru: 'Запись истории RPA', en: 'RPA timeline record' },
    many: { ru: 'История элементов RPA', en: 'Timeline of RPA items' },
  },
  scope: 'rpa',
  docs: ['api-reference/outdated/rpa/timeline/rpa-timeline-list-for-item.md'],
  take: { how: 'each', moves: 'nothing', parent: 'rpa-item', request: ({ id }) => timeline(id) },
  key: 'id',
  name: (row) => firstText(row, 'title', 'action'),
  createdAt: 'createdTime',
  // Drawn anew for each answer.
  volatile: ['users'],
  references: [
    {
      field: 'itemId',
      to: 'rpa-item',
      parent: true,
      id: (value, row) => `${textAt(row, 'typeId')}:${value}`,
    },
    { field: 'userId', to: 'user' },
  ],
  texts: [{ field: 'description', form: 'plain' }],
  personal: {},
  people: [{ field: 'userId', title: { ru: 'Кто', en: 'Who' } }],
  selfWritten: true,
  look: { by: 'siblings', request: ({ parent }) => timeline(parent?.id ?? '0:0') },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'title', title: { ru: 'Что', en: 'What' }, type: 'text' },
    { field: 'userId', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
    { field: 'createdTime', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
  ],
};
