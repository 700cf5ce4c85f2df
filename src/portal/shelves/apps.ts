import { shelf } from '../shelf.ts';

const byApp = { indexes: ['_app'] } as const;
const dates = 'TIMESTAMP_X DATE_CREATE';

/** What applications keep on the portal, each under its `_app`; and signed documents, which only applications are given. */
export const appShelves = {
  appStorage: shelf('app_storages', 'entity', { digits: 'ID', text: '_app ENTITY NAME' }, { id: 'text', ...byApp }),
  appSection: shelf(
    'app_storage_sections',
    'entity',
    {
      id: 'ID',
      digits: 'CREATED_BY MODIFIED_BY SECTION SORT',
      text: '_app ENTITY NAME CODE',
      flag: 'ACTIVE',
      datetime: dates,
    },
    byApp,
  ),
  appItem: shelf(
    'app_storage_items',
    'entity',
    {
      id: 'ID',
      digits: 'CREATED_BY MODIFIED_BY SECTION SORT',
      text: '_app ENTITY NAME CODE',
      flag: 'ACTIVE',
      datetime: `${dates} DATE_ACTIVE_FROM DATE_ACTIVE_TO`,
    },
    byApp,
  ),
  appProperty: shelf(
    'app_storage_properties',
    'entity',
    { text: '_app _entity PROPERTY NAME TYPE', digits: 'SORT' },
    { id: 'text', ...byApp },
  ),
  appOption: shelf('app_options', '', { text: '_app _user name value' }, { id: 'text', ...byApp }),
  signedDocument: shelf('signed_documents', 'sign.b2e', { id: 'id', integer: 'creator_id member_id', text: 'title' }),
} as const;
