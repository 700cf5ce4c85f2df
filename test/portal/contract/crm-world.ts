import { type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { isSmartType, itemTypeOf, type ItemType } from '../../../src/portal/crm/fields.ts';
import { addItem } from '../../../src/portal/crm/items.ts';
import { newFields } from '../../../src/portal/crm/old.ts';
import { bind, ownerType } from '../../../src/portal/crm/owners.ts';
import {
  activitiesTable,
  activityBindingsTable,
  activityExtrasTable,
  addressesTable,
  bankDetailsTable,
  categoriesTable,
  commentBindingsTable,
  commentsTable,
  itemsTable,
  presetsTable,
  requisitesTable,
  statusesTable,
  typesTable,
  userFieldsTable,
} from '../../../src/portal/crm/tables.ts';
import { integerOf, listOf, mapOf, Params } from '../../../src/portal/params.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import { code } from '../support.ts';
import { satisfying } from './satisfy.ts';
import { type Example, given, type World } from './world.ts';

const day = '2026-01-15T10:00:00+03:00';

/** Something in every field, so that a type shows. */
function fullFields(type: ItemType): JsonObject {
  const fields: Record<string, Json> = {};
  for (const { name, type: kind, readOnly } of type.fields.values()) {
    if (readOnly || kind === 'fm' || kind === 'file' || kind === 'ints') continue;
    const values: Readonly<Record<string, Json>> = {
      int: 7,
      user: 1,
      double: 12.5,
      flag: 'Y',
      datetime: day,
      date: day,
      text: 'Т',
      status: 'X',
    };
    fields[name] = values[kind] ?? null;
  }
  const fm = [
    { typeId: 'PHONE', valueType: 'WORK', value: '+79001234567' },
    { typeId: 'EMAIL', valueType: 'WORK', value: 'a@example.com' },
    { typeId: 'IM', valueType: 'OPENLINE', value: 'imol|a' },
  ];
  return {
    ...fields,
    contactIds: [4, 5],
    companyIds: [7, 8],
    observers: [2],
    ...(type.fields.has('fm') ? { fm } : {}),
  };
}

const relation = { entityTypeId: 3, isChildrenListEnabled: 'Y', isPredefined: 'Y' };

function smart(portal: LocalPortal, entityTypeId: number, id = 16): void {
  if (!isSmartType(entityTypeId)) return;
  const flags = [
    'isCategoriesEnabled',
    'isStagesEnabled',
    'isBeginCloseDatesEnabled',
    'isClientEnabled',
    'isUseInUserfieldEnabled',
    'isLinkWithProductsEnabled',
    'isMycompanyEnabled',
    'isDocumentsEnabled',
    'isSourceEnabled',
    'isObserversEnabled',
    'isRecyclebinEnabled',
    'isAutomationEnabled',
    'isBizProcEnabled',
    'isSetOpenPermissions',
    'isPaymentsEnabled',
    'isCountersEnabled',
  ];
  portal.core.store.table(typesTable).put(id, {
    id,
    title: 'Процесс',
    code: '',
    createdBy: 1,
    entityTypeId,
    customSectionId: null,
    ...Object.fromEntries(flags.map((flag) => [flag, 'Y'])),
    createdTime: day,
    updatedTime: day,
    updatedBy: 1,
    relations: { parent: [relation], child: [relation] },
  });
}

function item(portal: LocalPortal, entityTypeId: number, id: number | undefined, fields: JsonObject = {}): void {
  smart(portal, entityTypeId);
  const type = itemTypeOf(entityTypeId);
  if (type === undefined) return;
  const table = portal.core.store.table(itemsTable(entityTypeId));
  const number = id ?? table.nextId();
  if (table.has(number)) return;
  const clean = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => typeof value !== 'object' || type.fields.get(name)?.type === 'fm'),
  );
  const phones =
    mapOf(fields['fm'])?.['0'] === undefined
      ? {}
      : { fm: [...(fullFields(type)['fm'] as readonly Json[]), ...(fields['fm'] as readonly Json[])] };
  addItem(
    portal.core,
    entityTypeId,
    { ...fullFields(type), ...clean, ...phones },
    { userId: 1, as: { id: number, createdTime: portal.core.zone.normal(textOf(fields['createdTime'])) ?? day } },
  );
}

const items: World = {
  serves: (method) => /^crm\.item\.(?:list|get|add|update|delete|import|fields)$/u.test(method),
  prepare: (portal, { method, params }) => {
    const type = integerOf(given(params, 'entityTypeId')) ?? 0;
    smart(portal, type);
    if (method === 'crm.item.list') item(portal, type, undefined, satisfying(mapOf(given(params, 'filter')) ?? {}));
    else item(portal, type, integerOf(given(params, 'id')));
  },
};

const families: Readonly<Record<string, number>> = { lead: 1, deal: 2, contact: 3, company: 4 };

const oldItems: World = {
  serves: (method) =>
    /^crm\.(?:lead|deal|contact|company)\.(?:list|get|add|update|delete|fields|(?:contact|company)\.items\.get)$/u.test(
      method,
    ),
  prepare: (portal, { method, params }) => {
    const entityTypeId = families[method.split('.')[1] ?? ''] ?? 0;
    const type = itemTypeOf(entityTypeId);
    if (type === undefined) return;
    for (const id of [4, 5]) item(portal, 3, id);
    for (const id of [7, 8]) item(portal, 4, id);
    const id = integerOf(given(params, 'id'));
    if (id !== undefined) item(portal, entityTypeId, id);
    if (!method.endsWith('.list')) return;
    const start = integerOf(given(params, 'start')) ?? 0;
    const wanted = satisfying(mapOf(given(params, 'filter')) ?? {});
    const [phone, email] = [textOf(wanted['PHONE']), textOf(wanted['EMAIL'])];
    const named = newFields(type, {
      ...wanted,
      ...(phone === '' ? {} : { PHONE: [{ VALUE: phone }] }),
      ...(email === '' ? {} : { EMAIL: [{ VALUE: email }] }),
    });
    for (let row = 0; row <= start; row++) item(portal, entityTypeId, undefined, named);
  },
};

function activity(portal: LocalPortal, id: number, owner: { readonly type: number; readonly id: number }): void {
  const texts = [
    'ASSOCIATED_ENTITY_ID',
    'STATUS',
    'PRIORITY',
    'NOTIFY_TYPE',
    'NOTIFY_VALUE',
    'DESCRIPTION_TYPE',
    'DIRECTION',
    'RESULT_MARK',
    'RESULT_STATUS',
    'RESULT_STREAM',
    'AUTOCOMPLETE_RULE',
  ];
  portal.core.store.table(activitiesTable).put(id, {
    ID: String(id),
    OWNER_ID: String(owner.id),
    OWNER_TYPE_ID: String(owner.type),
    ...Object.fromEntries(texts.map((name) => [name, '1'])),
    TYPE_ID: '2',
    PROVIDER_ID: 'VOXIMPLANT_CALL',
    PROVIDER_TYPE_ID: 'CALL',
    PROVIDER_GROUP_ID: null,
    SUBJECT: 'Звонок',
    CREATED: day,
    LAST_UPDATED: day,
    START_TIME: day,
    END_TIME: day,
    DEADLINE: day,
    COMPLETED: 'Y',
    RESPONSIBLE_ID: '1',
    DESCRIPTION: '',
    LOCATION: '',
    SETTINGS: [],
    ORIGINATOR_ID: null,
    ORIGIN_ID: null,
    AUTHOR_ID: '1',
    EDITOR_ID: '1',
    PROVIDER_PARAMS: [],
    PROVIDER_DATA: null,
    RESULT_VALUE: null,
    RESULT_SUM: null,
    RESULT_CURRENCY_ID: null,
    RESULT_SOURCE_ID: null,
  });
  portal.core.store.table(activityExtrasTable).put(id, { COMMUNICATIONS: [], FILES: [] });
  bind(portal.core, activityBindingsTable, id, owner.type, owner.id);
  bind(portal.core, activityBindingsTable, id, 3, 134);
}

const activities: World = {
  serves: (method) => method.startsWith('crm.activity.'),
  prepare: (portal, { params }) => {
    const filter = satisfying(mapOf(given(params, 'filter')) ?? {});
    const id = integerOf(given(params, 'id') ?? given(params, 'activityId') ?? filter['ID']) ?? 77;
    activity(portal, id, { type: integerOf(filter['OWNER_TYPE_ID']) ?? 2, id: integerOf(filter['OWNER_ID']) ?? 102 });
  },
};

const comments: World = {
  serves: (method) => method.startsWith('crm.timeline.'),
  prepare: (portal, { method, params }) => {
    const filter = mapOf(given(params, 'filter')) ?? mapOf(given(params, 'fields')) ?? {};
    const type = integerOf(given(params, 'ownerTypeId')) ?? ownerType(textOf(filter['ENTITY_TYPE'])) ?? 2;
    const owner = integerOf(given(params, 'ownerId')) ?? integerOf(filter['ENTITY_ID']) ?? 10;
    item(portal, type, owner);
    if (method.endsWith('.add')) return;
    const id = integerOf(given(params, 'id')) ?? integerOf(filter['OWNER_ID']) ?? 999;
    const page = 'https://portal.test/disk/showFile/930/?&ncc=1';
    const file = {
      id: 1,
      date: day,
      type: 'image',
      name: '1.gif',
      size: 43,
      image: { width: 1, height: 1 },
      authorId: 1,
      authorName: 'А',
      urlPreview: page,
      urlShow: page,
      urlDownload: page,
    };
    portal.core.store.table(commentsTable).put(id, {
      ID: String(id),
      ENTITY_ID: String(owner),
      ENTITY_TYPE: 'deal',
      CREATED: day,
      COMMENT: 'К',
      AUTHOR_ID: '1',
      FILES: { 1: file },
    });
    bind(portal.core, commentBindingsTable, id, type, owner);
  },
};

const requisites: World = {
  serves: (method) => /^crm\.(?:requisite\.(?!userfield|link)|address\.)/u.test(method),
  prepare: (portal, { method, params }) => {
    const { store } = portal.core;
    const fields = { ...satisfying(mapOf(given(params, 'filter')) ?? {}), ...mapOf(given(params, 'fields')) };
    const id = integerOf(given(params, 'id')) ?? integerOf(fields['ID']) ?? 27;
    const row = {
      ID: String(id),
      ENTITY_TYPE_ID: '4',
      ENTITY_ID: '1',
      PRESET_ID: '1',
      COUNTRY_ID: '1',
      DATE_CREATE: day,
      DATE_MODIFY: '',
      CREATED_BY_ID: '1',
      MODIFY_BY_ID: null,
      NAME: 'Организация',
      ACTIVE: 'Y',
      SORT: '500',
    };
    item(portal, 4, 1);
    if (method.startsWith('crm.address.')) {
      const [TYPE_ID, ENTITY_TYPE_ID, ENTITY_ID] = ['TYPE_ID', 'ENTITY_TYPE_ID', 'ENTITY_ID'].map(
        (name) => textOf(fields[name]) || '1',
      );
      if (method.endsWith('.add')) return;
      const parts = [
        'ADDRESS_1',
        'ADDRESS_2',
        'CITY',
        'POSTAL_CODE',
        'REGION',
        'PROVINCE',
        'COUNTRY',
        'LOC_ADDR_ID',
        'ANCHOR_TYPE_ID',
        'ANCHOR_ID',
      ];
      const address = {
        TYPE_ID,
        ENTITY_TYPE_ID,
        ENTITY_ID,
        ...Object.fromEntries(parts.map((name) => [name, '1'])),
        COUNTRY_CODE: null,
      };
      store.table(addressesTable).put(`${TYPE_ID}:${ENTITY_TYPE_ID}:${ENTITY_ID}`, address as JsonObject);
    } else if (method.startsWith('crm.requisite.bankdetail.')) {
      seedByMethod(
        portal,
        bankDetailsTable.name,
        'crm.requisite.bankdetail.add',
        { ENTITY_ID: 27, NAME: 'Банк' },
        id,
        row,
      );
    } else if (method.startsWith('crm.requisite.preset.')) {
      store.table(presetsTable).put(id, {
        ID: row.ID,
        ENTITY_TYPE_ID: '8',
        COUNTRY_ID: '1',
        DATE_CREATE: day,
        DATE_MODIFY: '',
        CREATED_BY_ID: '1',
        MODIFY_BY_ID: null,
        NAME: 'ИП',
        XML_ID: 'X',
        ACTIVE: 'Y',
        SORT: '520',
      });
    } else if (!method.endsWith('.add')) {
      const custom = Object.fromEntries(
        (listOf(given(params, 'select')) ?? [])
          .map(textOf)
          .filter((name) => name.startsWith('UF_'))
          .map((name) => [name, '45']),
      );
      seedByMethod(
        portal,
        requisitesTable.name,
        'crm.requisite.add',
        { ENTITY_TYPE_ID: 4, ENTITY_ID: 1, PRESET_ID: 1 },
        id,
        { ...row, ...custom },
      );
    }
  },
};

/** Adds a row by the method itself, so that it has every field, and moves it under the wanted id. */
function seedByMethod(
  portal: LocalPortal,
  table: string,
  method: string,
  fields: JsonObject,
  id: number,
  row: JsonObject,
): void {
  const { store, methods } = portal.core;
  const run = methods.find('v2', method)?.run;
  if (run === undefined) return;
  const caller = portal.access.byWebhook(1, code);
  const params = new Params({ fields });
  const { result } = run({
    core: portal.core,
    caller,
    params,
    start: undefined,
    origin: 'https://portal.test',
    headers: {},
  });
  const rows = store.table({ name: table });
  const made = rows.get(Number(result)) ?? {};
  rows.remove(Number(result));
  rows.put(id, {
    ...made,
    ...Object.fromEntries(Object.entries(row).filter(([name]) => name in made || name.startsWith('UF_'))),
  });
}

const statuses: World = {
  serves: (method) => method.startsWith('crm.status.'),
  prepare: (portal, { method, params }) => {
    if (method.endsWith('.add')) return;
    const filter = satisfying(mapOf(given(params, 'filter')) ?? {});
    const id = integerOf(given(params, 'id')) ?? 101;
    const entity = textOf(filter['ENTITY_ID']) || 'DEAL_STAGE_1';
    portal.core.store.table(statusesTable).put(id, {
      ID: String(id),
      ENTITY_ID: entity,
      STATUS_ID: 'NEW',
      NAME: 'Новая',
      NAME_INIT: 'Новая',
      SORT: '10',
      SYSTEM: 'N',
      CATEGORY_ID: '37',
      COLOR: '#39A8EF',
      SEMANTICS: 'S',
    });
  },
};

const categories: World = {
  serves: (method) => method.startsWith('crm.category.'),
  prepare: (portal, { method, params }) => {
    const type = integerOf(given(params, 'entityTypeId')) ?? 2;
    smart(portal, type);
    if (method.endsWith('.add')) return;
    const id = integerOf(given(params, 'id')) ?? 9;
    const origin = type === 2 ? { originId: '', originatorId: '' } : {};
    portal.core.store
      .table(categoriesTable)
      .put(`${type}:${id}`, { id, name: 'Воронка', sort: 200, entityTypeId: type, isDefault: 'N', ...origin });
  },
};

const types: World = {
  serves: (method) => method.startsWith('crm.type.'),
  prepare: (portal, { method, params }) => {
    if (!method.endsWith('.add')) smart(portal, 1256, integerOf(given(params, 'id')));
  },
};

const labels = ['EDIT_FORM_LABEL', 'LIST_COLUMN_LABEL', 'LIST_FILTER_LABEL', 'ERROR_MESSAGE', 'HELP_MESSAGE'];

const userFields: World = {
  serves: (method) => method.includes('userfield'),
  prepare: (portal, { method, params }) => {
    if (method.endsWith('.add')) return;
    const id = integerOf(given(params, 'id')) ?? 5815;
    const kind = method.startsWith('userfieldconfig') ? '7' : (method.split('.')[1] ?? '').toUpperCase();
    const every = [
      'ar',
      'br',
      'de',
      'en',
      'fr',
      'hi',
      'id',
      'in',
      'it',
      'ja',
      'kz',
      'la',
      'ms',
      'pl',
      'ru',
      'sc',
      'tc',
      'th',
      'tr',
      'ua',
      'vn',
    ];
    const languages = kind === '7' ? ['en', 'ru'] : every;
    const text = Object.fromEntries(languages.map((language) => [language, 'Т']));
    const list = { LIST: [{ ID: '3157', SORT: '10', VALUE: 'Первый', DEF: 'N', XML_ID: 'x' }] };
    const isList = method.endsWith('.list') || kind === '7';
    const settings = isList
      ? { DISPLAY: 'LIST', LIST_HEIGHT: 1, CAPTION_NO_VALUE: '', SHOW_NO_VALUE: 'Y' }
      : { SIZE: 20, ROWS: 10, REGEXP: '', MIN_LENGTH: 0, MAX_LENGTH: 0, DEFAULT_VALUE: '' };
    portal.core.store.table(userFieldsTable).put(id, {
      ID: String(id),
      ENTITY_ID: `CRM_${kind}`,
      FIELD_NAME: 'UF_CRM_1',
      USER_TYPE_ID: isList ? 'enumeration' : 'string',
      XML_ID: null,
      SORT: '100',
      MULTIPLE: 'Y',
      MANDATORY: 'Y',
      SHOW_FILTER: 'N',
      SHOW_IN_LIST: 'Y',
      EDIT_IN_LIST: 'Y',
      IS_SEARCHABLE: 'N',
      SETTINGS: settings,
      ...Object.fromEntries(labels.map((label) => [label, text])),
      ...(isList ? list : {}),
    });
  },
};

const productRows: World = {
  serves: (method) => method.startsWith('crm.item.productrow.'),
  prepare: (portal, { params }: Example) => {
    const filter = mapOf(given(params, 'filter')) ?? {};
    const id = integerOf(given(params, 'ownerId') ?? filter['=ownerId']) ?? 1;
    item(portal, 2, id);
    if (filter['=ownerId'] === undefined) return;
    const run = portal.core.methods.find('v2', 'crm.item.productrow.set')?.run;
    const rows = [{ productId: 1, productName: 'Т', price: 9000, quantity: 1, taxRate: 10, storeId: 19 }];
    run?.({
      core: portal.core,
      caller: portal.access.byWebhook(1, code),
      params: new Params({ ownerType: 'D', ownerId: id, productRows: rows }),
      start: undefined,
      origin: '',
      headers: {},
    });
  },
};

export const crmWorlds: readonly World[] = [
  items,
  oldItems,
  activities,
  comments,
  requisites,
  statuses,
  categories,
  types,
  userFields,
  productRows,
];
