import { type JsonObject, textOf } from '../../base/json.ts';
import { administratorsTable, usersTable } from '../core.ts';
import { addFunnelStages } from '../crm/funnels.ts';
import { categoriesTable, statusesTable } from '../crm/tables.ts';
import { createPortal, type LocalPortal, type PortalOptions } from '../portal.ts';
import { tables } from '../tables.ts';
import { calendarShelves } from '../shelves/calendar.ts';
import { catalogShelves } from '../shelves/catalog.ts';
import { leadStages } from './funnels.ts';
import { addStorage } from '../methods/drive/storages.ts';

/**
 * A portal as it is on its first day: its administrator, one department, the first funnel of deals with the stages that
 * it comes with, the stages of leads, a source, the company's calendar, and the drives. `people` work there too.
 */
export function createNewPortal(
  options: PortalOptions & { readonly people?: readonly JsonObject[] } = {},
): LocalPortal {
  const { people = [], ...rest } = options;
  const portal = createPortal(rest);
  const { core } = portal;
  const { store } = core;
  store.transaction(() => {
    store.table(administratorsTable).put(1, {});
    const administrator = { ID: '1', ACTIVE: true, NAME: 'Новый', LAST_NAME: 'Администратор', USER_TYPE: 'employee' };
    for (const user of [{ ...administrator, EMAIL: 'administrator@new.example.com', UF_DEPARTMENT: [1] }, ...people]) {
      store.table(usersTable).put(Number(user['ID']), user);
      addStorage(core, 'user', textOf(user['ID']), `${textOf(user['NAME'])} ${textOf(user['LAST_NAME'])}`);
    }
    store.table(tables.department).put(1, { ID: '1', NAME: 'Новая компания', SORT: 500 });
    store.table(categoriesTable).put('2:0', {
      id: 0,
      name: 'Общее',
      sort: 300,
      entityTypeId: 2,
      isDefault: 'Y',
      originId: '',
      originatorId: '',
    });
    addFunnelStages(core, 2, 0);
    store.table(categoriesTable).put('31:9', { id: 9, name: 'Общая', sort: 300, entityTypeId: 31, isDefault: 'Y' });
    addFunnelStages(core, 31, 9);
    const lists = [
      ...leadStages.map(({ id, name, color, semantics }) => ['STATUS', id, name, color, semantics] as const),
      ['SOURCE', 'CALL', 'Звонок', null, 'P'] as const,
      ['QUOTE_STATUS', 'DRAFT', 'Черновик', '#39A8EF', 'P'] as const,
    ];
    for (const [at, [entity, status, name, color, semantics]] of lists.entries()) {
      store.table(statusesTable).add((id) => ({
        ID: String(id),
        ENTITY_ID: entity,
        STATUS_ID: status,
        NAME: name,
        NAME_INIT: name,
        SORT: String((at + 1) * 10),
        SYSTEM: 'Y',
        CATEGORY_ID: null,
        COLOR: color,
        SEMANTICS: semantics === 'P' ? null : semantics,
      }));
    }
    const { catalog, priceType, measure, vat } = catalogShelves;
    const catalogRow = { iblockTypeId: 0, lid: 's1', subscription: 'N', vatId: 0, skuPropertyId: null };
    store.table(catalog.table).put(31, { ...catalogRow, id: 31, iblockId: 31, name: 'Товары', productIblockId: null });
    store.table(catalog.table).put(32, { ...catalogRow, id: 32, iblockId: 32, name: 'Вариации', productIblockId: 31 });
    store.table(priceType.table).put(2, { id: 2, name: 'BASE', base: 'Y', sort: 100, xmlId: 'BASE' });
    store.table(measure.table).put(3, { id: 3, code: 796, measureTitle: 'Штука', symbol: 'шт', isDefault: 'Y' });
    store.table(vat.table).put(4, { id: 4, name: 'НДС 20%', rate: 20, sort: 100, active: 'Y' });
    store.table(calendarShelves.calendarSection.table).put(1, {
      ID: '1',
      NAME: 'Календарь компании',
      DESCRIPTION: null,
      COLOR: '#9dcf00',
      TEXT_COLOR: '',
      CAL_TYPE: 'company_calendar',
      OWNER_ID: '0',
      CREATED_BY: '1',
    });
    addStorage(core, 'common', 'shared_files_s1', 'Общий диск');
  });
  return portal;
}
