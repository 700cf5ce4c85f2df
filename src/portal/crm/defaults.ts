import type { PortalCore } from '../core.ts';
import { deal } from './fields.ts';
import { addFunnelStages } from './funnels.ts';
import { categoriesTable, presetsTable, statusesTable } from './tables.ts';

interface Entry {
  readonly code: string;
  readonly name: string;
  readonly semantics?: 'S' | 'F';
}

const dictionaries: Readonly<Record<string, readonly Entry[]>> = {
  STATUS: [
    { code: 'NEW', name: 'Не обработан' },
    { code: 'IN_PROCESS', name: 'В работе' },
    { code: 'PROCESSED', name: 'Обработан' },
    { code: 'JUNK', name: 'Некачественный лид', semantics: 'F' },
    { code: 'CONVERTED', name: 'Качественный лид', semantics: 'S' },
  ],
  SOURCE: [
    { code: 'CALL', name: 'Звонок' },
    { code: 'EMAIL', name: 'Электронная почта' },
    { code: 'WEB', name: 'Веб-сайт' },
    { code: 'OTHER', name: 'Другое' },
  ],
  CONTACT_TYPE: [
    { code: 'CLIENT', name: 'Клиенты' },
    { code: 'SUPPLIER', name: 'Поставщики' },
    { code: 'PARTNER', name: 'Партнёры' },
  ],
  COMPANY_TYPE: [
    { code: 'CUSTOMER', name: 'Клиент' },
    { code: 'SUPPLIER', name: 'Поставщик' },
    { code: 'PARTNER', name: 'Партнёр' },
  ],
  DEAL_TYPE: [
    { code: 'SALE', name: 'Продажа' },
    { code: 'SERVICES', name: 'Услуги' },
  ],
  INDUSTRY: [
    { code: 'IT', name: 'Информационные технологии' },
    { code: 'MANUFACTURING', name: 'Производство' },
  ],
  EMPLOYEES: [
    { code: 'EMPLOYEES_1', name: 'менее 50' },
    { code: 'EMPLOYEES_2', name: '50–250' },
  ],
  HONORIFIC: [
    { code: 'HNR_RU_1', name: 'г-н' },
    { code: 'HNR_RU_2', name: 'г-жа' },
  ],
};

const presets = ['Организация', 'Индивидуальный предприниматель', 'Физическое лицо'];

/**
 * What a portal has on its first day: the general funnel of deals, the dictionaries, the presets of requisites. For a
 * portal that starts empty; one that is filled from a company or an archive brings its own. Does nothing the second time.
 */
export function seedDefaults(core: PortalCore): void {
  const statuses = core.store.table(statusesTable);
  if (statuses.count() > 0) return;
  core.store.transaction(() => {
    const general = { id: 0, name: 'Общая', sort: 300, entityTypeId: deal, isDefault: 'Y' };
    core.store.table(categoriesTable).put(`${deal}:0`, general);
    addFunnelStages(core, deal, 0);
    for (const [ENTITY_ID, entries] of Object.entries(dictionaries)) {
      for (const [index, { code, name, semantics }] of entries.entries()) {
        statuses.add((id) => ({
          ID: String(id),
          ENTITY_ID,
          STATUS_ID: code,
          NAME: name,
          NAME_INIT: name,
          SORT: String((index + 1) * 10),
          SYSTEM: ENTITY_ID === 'STATUS' && (code === 'NEW' || semantics !== undefined) ? 'Y' : 'N',
          CATEGORY_ID: null,
          COLOR: null,
          SEMANTICS: semantics ?? null,
        }));
      }
    }
    const now = core.zone.format(core.clock.now());
    for (const [index, name] of presets.entries()) {
      core.store.table(presetsTable).add((id) => ({
        ID: String(id),
        ENTITY_TYPE_ID: '8',
        COUNTRY_ID: '1',
        DATE_CREATE: now,
        DATE_MODIFY: '',
        CREATED_BY_ID: '1',
        MODIFY_BY_ID: null,
        NAME: name,
        XML_ID: null,
        ACTIVE: 'Y',
        SORT: String(500 + index * 10),
      }));
    }
  });
}
