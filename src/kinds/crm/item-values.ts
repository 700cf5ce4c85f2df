import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { type There, thereNumber } from '../creation.ts';
import { textAt } from '../fields.ts';
import type { KindId, RecordLike } from '../kind.ts';
import { typeNumber } from './smart-creation.ts';

/** Where custom fields of an element are defined: `CRM_DEAL`. */
const customEntities: Readonly<Record<string, string>> = {
  lead: 'CRM_LEAD',
  deal: 'CRM_DEAL',
  contact: 'CRM_CONTACT',
  company: 'CRM_COMPANY',
  quote: 'CRM_QUOTE',
  'smart-invoice': 'CRM_SMART_INVOICE',
};

const typeLetters: Readonly<Record<string, KindId>> = { L: 'lead', D: 'deal', C: 'contact', CO: 'company', Q: 'quote' };

/** `D_5`, `C_7`: an element by the letter of its type. */
export function boundThere(value: string, there: There): string | undefined {
  const [letter = '', id = ''] = value.split('_');
  const kind = typeLetters[letter];
  const found = kind === undefined || id === '' ? undefined : there.id(kind, id);
  return found === undefined ? undefined : `${letter}_${found}`;
}

function customValue(value: Json, definition: JsonObject, there: There): Json | undefined {
  switch (textOf(definition['userTypeId'])) {
    case 'enumeration':
      return thereNumber(there, 'custom-field-value', textOf(value));
    case 'employee':
      return textOf(value) === '' ? undefined : Number(there.person(textOf(value)));
    case 'crm':
      return boundThere(textOf(value), there);
    case 'file':
    case 'iblock_element':
    case 'iblock_section':
    case 'hlblock':
      return undefined;
    default:
      return value;
  }
}

/** `ufCrm7_1721` is a field of the type with the second number 7. */
const ofType = /^ufCrm(?<type>\d+)(?=_)/u;

function entityOf(id: KindId, name: string): string {
  const type = id === 'smart-process-item' ? ofType.exec(name)?.groups?.['type'] : undefined;
  return type === undefined ? (customEntities[id] ?? '') : `CRM_${type}`;
}

/** Fields of a type under the names that they have there. */
export function customNames(fields: JsonObject, there: There): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const type = ofType.exec(name)?.groups?.['type'];
      if (type === undefined) return [[name, value]];
      const found = there.id(typeNumber, type);
      return found === undefined ? [] : [[name.replace(ofType, `ufCrm${found}`), value]];
    }),
  );
}

/** Values of an element's custom fields, with the ids that they have there. */
export function customFields(id: KindId, row: JsonObject, there: There): JsonObject {
  const fields: Record<string, Json> = {};
  for (const [name, value] of Object.entries(row)) {
    if (!name.startsWith('uf') || value === null || value === '') continue;
    const definition = there.customField(entityOf(id, name), name);
    if (definition === undefined) continue;
    if (isList(value)) {
      const values = value.flatMap((each) => customValue(each, definition, there) ?? []);
      if (values.length > 0) fields[name] = values;
    } else {
      const one = customValue(value, definition, there);
      if (one !== undefined) fields[name] = one;
    }
  }
  return id === 'smart-process-item' ? customNames(fields, there) : fields;
}

/** Pictures and other files in the fields of an element, as the request carries them. */
export function filesOf(record: RecordLike, there: There): JsonObject {
  const found: Record<string, Json> = {};
  const sent = (field: string, value: Json): readonly Json[] => {
    if (!isObject(value) || !Object.hasOwn(value, 'urlMachine')) return [];
    const file = there.file(record, 'fields', `${field}:${textAt(value, 'id')}`);
    return file === undefined ? [] : [{ fileData: [file.name, file.bytes] }];
  };
  for (const [field, value] of Object.entries(record.row)) {
    if (isList(value)) {
      const list = value.flatMap((each) => sent(field, each));
      if (list.length > 0) found[field] = list;
    } else {
      const [one] = sent(field, value);
      if (one !== undefined) found[field] = one;
    }
  }
  return found;
}
