import { createHash } from 'node:crypto';

import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { userFieldEntity } from '../crm/describe.ts';
import { camelName } from '../crm/fields.ts';
import { forgetUserField } from '../crm/userfields.ts';
import { userFieldsTable } from '../crm/tables.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { flagOf, integerOf, listOf, mapOf } from '../params.ts';
import { blankRow, idParam, plainFields, plainLookup, plainValues } from '../plain.ts';
import type { Where } from '../query.ts';
import { refuse } from '../refusal.ts';

const fields = plainFields(`ID id ENTITY_ID text FIELD_NAME text USER_TYPE_ID text XML_ID text SORT int MULTIPLE flag
  MANDATORY flag SHOW_FILTER flag SHOW_IN_LIST flag EDIT_IN_LIST flag IS_SEARCHABLE flag`);
const labels = ['EDIT_FORM_LABEL', 'LIST_COLUMN_LABEL', 'LIST_FILTER_LABEL', 'ERROR_MESSAGE', 'HELP_MESSAGE'] as const;
const languages = [
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
const knownTypes = [
  'string',
  'integer',
  'double',
  'boolean',
  'datetime',
  'date',
  'money',
  'url',
  'address',
  'enumeration',
  'file',
  'employee',
  'crm_status',
  'iblock_section',
  'iblock_element',
  'crm',
  'resourcebooking',
  'string_formatted',
];

const settings: Readonly<Record<string, JsonObject>> = {
  string: { SIZE: 20, ROWS: 1, REGEXP: '', MIN_LENGTH: 0, MAX_LENGTH: 0, DEFAULT_VALUE: '' },
  integer: { SIZE: 20, MIN_VALUE: 0, MAX_VALUE: 0, DEFAULT_VALUE: null },
  double: { PRECISION: 4, SIZE: 20, MIN_VALUE: 0, MAX_VALUE: 0, DEFAULT_VALUE: null },
  enumeration: { DISPLAY: 'LIST', LIST_HEIGHT: 1, CAPTION_NO_VALUE: '', SHOW_NO_VALUE: 'Y' },
};

/** A label as it is kept: by language. A plain text stands for all of them. */
function labelMap(value: Json | undefined): JsonObject | null {
  if (value === undefined || value === null) return null;
  const map = mapOf(value);
  if (map !== undefined) return map;
  return Object.fromEntries(languages.map((language) => [language, textOf(value)]));
}

function enumeration(core: Context['core'], id: number, value: Json | undefined): readonly JsonObject[] {
  const seen = new Set<string>();
  return (listOf(value) ?? []).map((each) => {
    const given = upperCased(mapOf(each) ?? {});
    const number = core.store.nextNumber('userfield_enum');
    const made = createHash('md5').update(`${id}:${number}`).digest('hex');
    const xmlId = textOf(given['XML_ID']) || made;
    if (seen.has(xmlId)) throw refuse(`Элемент списка со значением XML_ID=${xmlId} уже существует.`, 'ERROR_CORE');
    seen.add(xmlId);
    const SORT = String(integerOf(given['SORT']) ?? 500);
    return {
      ID: String(number),
      SORT,
      VALUE: textOf(given['VALUE']),
      DEF: flagOf(given['DEF']) ? 'Y' : 'N',
      XML_ID: xmlId,
    };
  });
}

/** Writes a definition; `given` with upper-case names. */
function addDefinition(context: Context, entityId: string, given: JsonObject): number {
  const { core } = context;
  const name = textOf(given['FIELD_NAME']);
  const type = textOf(given['USER_TYPE_ID']);
  if (name === '') throw refuse("The 'FIELD_NAME' field is not found.");
  if (type === '') throw refuse("The 'USER_TYPE_ID' field is not found.");
  if (!knownTypes.includes(type)) throw refuse('Указан неверный пользовательский тип.', 'ERROR_CORE');
  if (!/^[A-Z0-9_]+$/u.test(name)) {
    throw refuse('Имя поля содержит недопустимые символы. Допустимыми являются: A-Z, 0-9 и _.', 'ERROR_CORE');
  }
  const whole = name.startsWith('UF_') ? name : `UF_CRM_${name}`;
  if (whole.length > 50) throw refuse('Имя поля слишком длинное (больше 50-ти символов).', 'ERROR_CORE');
  const table = core.store.table(userFieldsTable);
  if (table.count([same('ENTITY_ID', entityId), same('FIELD_NAME', whole)]) > 0)
    throw refuse(`Поле ${whole} уже существует`);
  const id = table.nextId();
  const list = type === 'enumeration' ? { LIST: enumeration(core, id, given['LIST'] ?? given['ENUM']) } : {};
  const shown = Object.fromEntries(
    labels.map((label) => [
      label,
      labelMap(given[label] ?? (label === 'EDIT_FORM_LABEL' ? given['LABEL'] : undefined)),
    ]),
  );
  table.insert(id, {
    ...blankRow(fields),
    SORT: '100',
    SHOW_FILTER: 'N',
    SHOW_IN_LIST: 'Y',
    EDIT_IN_LIST: 'Y',
    ...plainValues(context, fields, given),
    ID: String(id),
    ENTITY_ID: entityId,
    FIELD_NAME: whole,
    SETTINGS: { ...settings[type], ...mapOf(given['SETTINGS']) },
    ...shown,
    ...list,
  });
  return id;
}

const same = (name: string, value: string): Where => ({ field: { path: name, type: 'text' }, is: '=', value });

/** In lists labels come in the language that is asked for, or not at all. */
function inLanguage(definition: JsonObject, language: string): JsonObject {
  const rest = Object.fromEntries(
    Object.entries(definition).filter(([name]) => !(labels as readonly string[]).includes(name)),
  );
  if (language === '') return rest;
  const texts = labels.map((label) => {
    const text = textOf(mapOf(definition[label])?.[language]);
    return [label, text === '' ? null : text] as const;
  });
  const { LIST, ...head } = rest;
  return { ...head, ...Object.fromEntries(texts), ...(LIST === undefined ? {} : { LIST }) };
}

const adminOnly = ({ caller }: Context): void => {
  if (!caller.isAdmin) throw refuse('Access denied.');
};

function family(name: string, entityTypeId: number): readonly Method[] {
  const entityId = userFieldEntity(entityTypeId);
  const existing = (context: Context): JsonObject => {
    const id = idParam(context);
    const definition = context.core.store.table(userFieldsTable).get(id);
    if (definition?.['ENTITY_ID'] !== entityId) {
      throw refuse(`The entity with ID '${id}' is not found`, 'ERROR_NOT_FOUND');
    }
    return definition;
  };
  return [
    read(`crm.${name}.userfield.list`, 'crm', ({ core, params }) => {
      const { LANG: lang, lang: lower, ...filter } = params.map('filter');
      const rules = { fields: plainLookup(fields), zone: core.zone };
      const rows = core.store.table(userFieldsTable).select({
        where: [same('ENTITY_ID', entityId), ...parseFilter(filter, rules)],
        order: parseOrder(params.map('order'), rules),
      });
      return { result: rows.map((each) => inLanguage(each, textOf(lang ?? lower))), total: rows.length };
    }),
    read(`crm.${name}.userfield.get`, 'crm', (context) => ({ result: existing(context) })),
    write(`crm.${name}.userfield.add`, 'crm', (context) => {
      adminOnly(context);
      return { result: addDefinition(context, entityId, context.params.map('fields')) };
    }),
    write(`crm.${name}.userfield.update`, 'crm', (context) => {
      adminOnly(context);
      const definition = existing(context);
      change(context, definition, context.params.map('fields'));
      return { result: true };
    }),
    write(`crm.${name}.userfield.delete`, 'crm', (context) => {
      adminOnly(context);
      forgetUserField(context.core, existing(context));
      return { result: true };
    }),
  ];
}

/** Values of a list: one with a known ID is changed, or deleted where it says so; others are added. */
function changedList(core: Context['core'], definition: JsonObject, given: Json): readonly Json[] {
  const changes = (listOf(given) ?? []).map((each) => upperCased(mapOf(each) ?? {}));
  const before = (listOf(definition['LIST']) ?? []).map((each) => mapOf(each) ?? {});
  const known = new Set(before.map((each) => textOf(each['ID'])));
  const kept = before.flatMap((each) => {
    const found = changes.find((change) => textOf(change['ID']) === textOf(each['ID']));
    if (found !== undefined && flagOf(found['DEL'])) return [];
    const { DEL: _del, ID: _id, ...rest } = found ?? {};
    return [{ ...each, ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, textOf(value)])) }];
  });
  const added = changes.filter((change) => !known.has(textOf(change['ID'])) && !flagOf(change['DEL']));
  return [...kept, ...enumeration(core, integerOf(definition['ID']) ?? 0, added)];
}

const upperCased = (given: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(given).map(([name, part]) => [name.replaceAll(/(?<=[a-z])[A-Z]/gu, '_$&').toUpperCase(), part]),
  );

function change(context: Context, definition: JsonObject, given: JsonObject): void {
  const {
    ID: _id,
    ENTITY_ID: _entity,
    FIELD_NAME: _name,
    USER_TYPE_ID: _type,
    ...rest
  } = plainValues(context, fields, given);
  const texts = labels.flatMap((label) =>
    given[label] === undefined ? [] : [[label, labelMap(given[label])] as const],
  );
  const merged =
    given['SETTINGS'] === undefined
      ? {}
      : { SETTINGS: { ...mapOf(definition['SETTINGS']), ...mapOf(given['SETTINGS']) } };
  const list = given['LIST'] ?? given['ENUM'];
  const values = list === undefined ? {} : { LIST: changedList(context.core, definition, list) };
  const changes = { ...rest, ...Object.fromEntries(texts), ...merged, ...values };
  context.core.store.table(userFieldsTable).patch(integerOf(definition['ID']) ?? 0, changes);
}

/** Names of userfieldconfig.* for the parts of a definition. */
function upperKeys(given: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.replaceAll(/[A-Z]/gu, '_$&').toUpperCase(), value]),
  );
}

function configured(
  definition: JsonObject,
  options: { readonly enum: boolean; readonly language?: string },
): JsonObject {
  const shown: Record<string, Json> = {};
  for (const [name, value] of Object.entries(definition)) {
    if (name !== 'LIST' && !(labels as readonly string[]).includes(name)) shown[camelName(name)] = value;
  }
  const maps = labels.map((label) => [camelName(label), mapOf(definition[label])] as const);
  const used = [...new Set(maps.flatMap(([, map]) => Object.keys(map ?? {})))].toSorted();
  const wanted = options.language === undefined ? (used.length === 0 ? ['en', 'ru'] : used) : [options.language];
  shown['languageId'] = Object.fromEntries(wanted.map((language) => [language, language]));
  for (const [name, map] of maps) {
    const texts = Object.fromEntries(wanted.map((language) => [language, map?.[language] ?? null]));
    shown[name] = options.language !== undefined && map === undefined ? null : texts;
  }
  if (!options.enum || definition['LIST'] === undefined) return shown;
  const items = (listOf(definition['LIST']) ?? []).map((each) => {
    const { ID, VALUE, DEF, SORT, XML_ID } = mapOf(each) ?? {};
    return {
      id: ID ?? '',
      userFieldId: definition['ID'] ?? '',
      value: VALUE ?? '',
      def: DEF ?? 'N',
      sort: SORT ?? '',
      xmlId: XML_ID ?? '',
    };
  });
  return { ...shown, enum: items };
}

/** Beside its own scope a method needs that of the module. */
const scopesOfModules: Readonly<Record<string, string>> = { crm: 'crm', tasks: 'task', rpa: 'rpa' };

function ofModule({ params, caller }: Context): string {
  const module = params.text('moduleId');
  if (module === '') throw refuse('Could not find value for parameter {moduleId}', '100');
  const scope = scopesOfModules[module];
  if (scope === undefined) throw refuse('No settings for UserFieldAccess');
  if (!caller.scopes.has(scope)) throw refuse(`The current method required more scopes. (${scope})`);
  return module;
}

function configById(context: Context, denied: string): JsonObject {
  ofModule(context);
  const definition = context.core.store.table(userFieldsTable).get(context.params.integer('id') ?? 0);
  if (definition === undefined || !context.caller.isAdmin) throw refuse(denied);
  return definition;
}

function configList(context: Context): Reply {
  const { core, caller, params, start } = context;
  const module = ofModule(context);
  if (!caller.isAdmin) throw refuse('Вы не можете просматривать настройки пользовательских полей');
  const language = textOf(mapOf(params.get('select'))?.['language']);
  const prefix = { crm: 'CRM_', tasks: 'TASKS_', rpa: 'RPA_' }[module] ?? '';
  const lookup = plainLookup(fields);
  const rules = { fields: (name: string) => lookup(name.replaceAll(/[A-Z]/gu, '_$&')), zone: core.zone };
  return listPage({
    table: core.store.table(userFieldsTable),
    selection: {
      where: [
        { field: { path: 'ENTITY_ID', type: 'text' }, is: 'like', value: `${prefix}%` },
        ...parseFilter(params.map('filter'), rules),
      ],
      order: parseOrder(params.map('order'), rules),
    },
    start,
    path: ['fields'],
    row: (definition) => configured(definition, { enum: false, ...(language === '' ? {} : { language }) }),
  });
}

const configs: readonly Method[] = [
  read('userfieldconfig.list', 'userfieldconfig', configList),
  read('userfieldconfig.get', 'userfieldconfig', (context) => {
    const definition = configById(context, 'Вы не можете просматривать настройки пользовательских полей');
    return { result: { field: configured(definition, { enum: true }) } };
  }),
  write('userfieldconfig.add', 'userfieldconfig', (context) => {
    ofModule(context);
    if (!context.caller.isAdmin) throw refuse('Вы не можете создавать пользовательские поля');
    const given = upperKeys(context.params.map('field'));
    const id = addDefinition(context, textOf(given['ENTITY_ID']), given);
    const definition = context.core.store.table(userFieldsTable).get(id) ?? {};
    return { result: { field: configured(definition, { enum: true }) } };
  }),
  write('userfieldconfig.update', 'userfieldconfig', (context) => {
    const definition = configById(context, 'Вы не можете изменить настройки пользовательского поля');
    change(context, definition, upperKeys(context.params.map('field')));
    const after = context.core.store.table(userFieldsTable).get(integerOf(definition['ID']) ?? 0) ?? {};
    return { result: { field: configured(after, { enum: true }) } };
  }),
  write('userfieldconfig.delete', 'userfieldconfig', (context) => {
    forgetUserField(context.core, configById(context, 'Вы не можете удалить пользовательское поле'));
    return { result: null };
  }),
];

/** https://apidocs.bitrix24.ru/api-reference/crm/universal/userfieldconfig/ and the old families of each kind. */
export const userFields: readonly Method[] = [
  ...family('lead', 1),
  ...family('deal', 2),
  ...family('contact', 3),
  ...family('company', 4),
  ...configs,
];
