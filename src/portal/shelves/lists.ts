import { shelf } from '../shelf.ts';

/** Universal lists, RPA (https://apidocs.bitrix24.ru/api-reference/lists/). `_list`: the list that a row is in. */
export const listShelves = {
  list: shelf('lists', 'lists', {
    id: 'ID',
    text: 'IBLOCK_TYPE_ID NAME CODE',
    digits: 'SORT SOCNET_GROUP_ID',
    flag: 'ACTIVE',
  }),
  /** By `list:FIELD_ID`. */
  listField: shelf('list_fields', 'lists', { integer: '_list SORT', text: 'FIELD_ID NAME TYPE' }, { id: 'text' }),
  listSection: shelf('list_sections', 'lists', {
    id: 'ID',
    integer: '_list',
    digits: 'IBLOCK_SECTION_ID SORT CREATED_BY MODIFIED_BY',
    text: 'NAME CODE XML_ID',
    flag: 'ACTIVE',
    datetime: '_created',
  }),
  listElement: shelf(
    'list_elements',
    'lists',
    {
      id: 'ID',
      integer: '_list',
      digits: 'IBLOCK_SECTION_ID CREATED_BY',
      text: 'NAME CODE',
      datetime: '_created',
    },
    { indexes: ['_list'] },
  ),
  rpaType: shelf('rpa_types', 'rpa', { id: 'id', integer: 'createdBy', text: 'title image' }),
  rpaStage: shelf('rpa_stages', 'rpa', { id: 'id', integer: 'typeId sort', text: 'name' }),
  rpaTimeline: shelf('rpa_timeline', 'rpa', { id: 'id', integer: 'typeId itemId userId' }, { indexes: ['itemId'] }),
  /** By `type:id`: items are numbered from one in each process. */
  rpaItem: shelf(
    'rpa_items',
    'rpa',
    { integer: 'id _type stageId createdBy updatedBy movedBy', text: 'name' },
    { id: 'text', indexes: ['_type'] },
  ),
} as const;
