import type { ListRequest } from '../../bitrix24/port.ts';
import type { Text } from '../../base/text.ts';
import type { Kind } from '../kind.ts';
import { goesWithApplication } from './storage.ts';

/** All options come as one object: one record. */
function options(id: string, method: string, title: Text, page: string): Kind {
  const list: ListRequest = { method, rows: [], single: true, idField: '', pager: { by: 'none' } };
  return {
    id,
    group: 'other',
    title: { one: title, many: title },
    scope: '',
    byApplication: true,
    docs: [page],
    take: { how: 'list', request: list },
    key: () => 'options',
    name: (row) => Object.keys(row).join(', ').slice(0, 80),
    references: [],
    personal: {},
    people: [],
    look: { by: 'siblings', request: () => list },
    deletion: goesWithApplication,
    columns: [],
  };
}

export const appOptions = options(
  'app-options',
  'app.option.get',
  { ru: 'Настройки приложения', en: 'Options of the application' },
  'api-reference/common/settings/app-option-get.md',
);

/** Of the person who let the application in. */
export const userOptions = options(
  'app-user-options',
  'user.option.get',
  { ru: 'Настройки приложения у сотрудника', en: 'Options of the application for its user' },
  'api-reference/common/settings/user-option-get.md',
);
