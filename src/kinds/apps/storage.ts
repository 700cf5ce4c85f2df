import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText } from '../fields.ts';
import type { Deletion, Kind } from '../kind.ts';

/** What an application keeps goes when it is taken off the portal, which only a person can do. */
export const goesWithApplication: Deletion = {
  how: 'byHand',
  byHand: {
    path: () => '/devops/list/',
    steps: {
      ru: 'Приложения → Разработчикам → Интеграции: у приложения ⋯ → «Удалить». Его хранилища и настройки исчезнут вместе с ним.',
      en: 'Applications → Developer resources → Integrations: ⋯ → Delete at the application. Its storages and options go with it.',
    },
    why: {
      ru: 'Хранилища и настройки принадлежат приложению и уходят вместе с ним.',
      en: 'Storages and options are the application’s and go with it.',
    },
  },
};

const storages: ListRequest = { method: 'entity.get', rows: [], idField: 'ENTITY', pager: { by: 'none' } };

/** Storages of the application that is the connection: REST shows an application its own alone. */
export const appStorage: Kind = {
  id: 'app-storage',
  group: 'other',
  title: {
    one: { ru: 'Хранилище приложения', en: 'Storage of an application' },
    many: { ru: 'Хранилища приложения', en: 'Storages of an application' },
  },
  scope: 'entity',
  byApplication: true,
  docs: ['api-reference/entity/entities/entity-get.md'],
  take: { how: 'list', request: storages },
  key: 'ENTITY',
  name: (row) => firstText(row, 'NAME', 'ENTITY'),
  references: [],
  personal: {},
  people: [],
  look: { by: 'siblings', request: () => storages },
  deletion: goesWithApplication,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ENTITY', title: { ru: 'Код', en: 'Code' }, type: 'text' },
  ],
};
