import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { type Creation, noParent, only, type There, thereNumber } from '../creation.ts';
import { firstText, textAt, words } from '../fields.ts';
import type { RecordLike } from '../kind.ts';
import { goodsKinds } from './goods-kinds.ts';

const looks = words(`
  active sort userType rowCount colCount listType multipleCnt fileType withDescription searchable filtrable isRequired hint
  defaultValue xmlId
`);

/** Properties of goods: those that every catalog has are found by their code, the rest are made. */
export const productPropertyCreation: Creation = {
  needs: ['catalog'],
  row: ({ row }, there) => {
    const iblockId = thereNumber(there, 'catalog', textAt(row, 'iblockId'));
    return iblockId === undefined ? noParent : { iblockId, ...only(row, words('name code propertyType multiple')) };
  },
  call: (row, record, there) => {
    const linked = thereNumber(there, 'catalog', textAt(record.row, 'linkIblockId'));
    return {
      method: 'catalog.productProperty.add',
      params: {
        fields: { ...row, ...only(record.row, looks), ...(linked === undefined ? {} : { linkIblockId: linked }) },
      },
      effect: 'write',
    };
  },
  newId: ['productProperty', 'id'],
  match: true,
  mark: (row) => [textAt(row, 'iblockId'), firstText(row, 'code', 'name'), textAt(row, 'propertyType')].join('\n'),
};

/** What a property of the list type can be. */
export const productPropertyValueCreation: Creation = {
  needs: ['product-property'],
  row: ({ row }, there) => {
    const propertyId = thereNumber(there, 'product-property', textAt(row, 'propertyId'));
    return propertyId === undefined ? noParent : { propertyId, ...only(row, ['value']) };
  },
  call: (row, { id, row: own }) => ({
    method: 'catalog.productPropertyEnum.add',
    params: { fields: { ...row, xmlId: textAt(own, 'xmlId') || `b24_${id}`, ...only(own, ['def', 'sort']) } },
    effect: 'write',
  }),
  newId: ['productPropertyEnum', 'id'],
  match: true,
  mark: (row) => `${textAt(row, 'propertyId')}\n${textAt(row, 'value')}`,
};

/** Told in other ways: which goods a variation is of, and the pictures. */
const elsewhere = new Set(['CML2_LINK', 'MORE_PHOTO']);
const propertyName = /^property(?<id>\d+)$/u;

const number = (found: string | undefined): number | undefined => (found === undefined ? undefined : Number(found));

function valueThere(value: Json, definition: JsonObject, there: There): Json | undefined {
  const text = textOf(value);
  const people = /^(?:employee|UserID)$/u.test(textAt(definition, 'userType'));
  if (people) return text === '' ? undefined : there.person(text);
  switch (textAt(definition, 'propertyType')) {
    case 'L':
      return number(there.id('product-property-value', text));
    case 'E':
      return number(there.oneOf(goodsKinds, text));
    case 'G':
      return number(there.id('catalog-section', text));
    case 'F':
      return undefined;
    default:
      return value;
  }
}

/** Values of the properties of goods, under the numbers that the properties have there. */
export function propertiesThere(row: JsonObject, there: There): JsonObject {
  const made: Record<string, Json> = {};
  for (const [name, value] of Object.entries(row)) {
    const id = propertyName.exec(name)?.groups?.['id'];
    const definition = id === undefined ? undefined : there.archived('product-property', id);
    if (id === undefined || definition === undefined || elsewhere.has(textAt(definition, 'code'))) continue;
    const found = there.id('product-property', id);
    const values = (isList(value) ? value : [value]).flatMap((each) => {
      const own = isObject(each) ? each['value'] : each;
      if (own === undefined || own === null || own === '') return [];
      const one = valueThere(own, definition, there);
      return one === undefined ? [] : [{ value: one }];
    });
    const [first] = values;
    if (found === undefined || first === undefined) continue;
    made[`property${found}`] = isList(value) ? values : first;
  }
  return made;
}

const filesStay: Text = {
  ru: 'файлы в свойствах товара',
  en: 'files in its properties',
};

const isFile = (value: Json): boolean =>
  isObject(value) && isObject(value['value']) && Object.hasOwn(value['value'], 'urlMachine');

/** Files of properties are kept by the archive alone. */
export function filesOfProperties({ row }: RecordLike, there: There): readonly Text[] {
  const holds = Object.entries(row).some(([name, value]) => {
    const id = propertyName.exec(name)?.groups?.['id'];
    if (id === undefined || !(isList(value) ? value : [value]).some(isFile)) return false;
    return !elsewhere.has(textAt(there.archived('product-property', id) ?? {}, 'code'));
  });
  return holds ? [filesStay] : [];
}
