import { isList, isObject, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, write } from '../../method.ts';
import { integerOf, listOf, mapOf } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import { type Shelf, shown } from '../../shelf.ts';
import { catalogShelves } from '../../shelves/catalog.ts';
import { whole } from './goods.ts';

const { catalog, catalogSection, product, productSku, productOffer, productService, price, priceType } = catalogShelves;
const { productProperty, productPropertyEnum } = catalogShelves;
const goods = [product, productSku, productOffer, productService];

/** Fields of a request as rows show them: numbers as numbers, all others as they came. */
function given({ fields }: Shelf, from: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(from).map(([name, value]): readonly [string, Json] => {
      const type = fields[name];
      if (type === 'integer') return [name, integerOf(value) ?? null];
      return [name, type === 'number' ? Number(textOf(value)) : value];
    }),
  );
}

function fieldsOf({ params, core }: Context, required: readonly string[]): JsonObject {
  const fields = params.struct('fields');
  const missing = required.filter((name) => textOf(fields[name]) === '');
  if (missing.length > 0) throw new Refusal('0', `Required fields: ${missing.join(', ')}`);
  if (required.includes('iblockId') && !core.store.table(catalog.table).has(Number(textOf(fields['iblockId'])))) {
    throw new Refusal('0', 'The specified iblock is not a product catalog');
  }
  return fields;
}

/** All sorts of goods are numbered together. */
function nextOfGoods({ core }: Context): number {
  return Math.max(...goods.map((sort) => core.store.table(sort.table).nextId()));
}

/** A value of a property has a number of its own. */
function valueOf({ core }: Context, value: Json): Json {
  if (value === null) return null;
  const inner = isObject(value) ? value : { value };
  return { ...inner, valueId: String(core.store.nextNumber('catalog_property_value')) };
}

function valuesOf(context: Context, fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => /^property\d+$/u.test(name))
      .map(([name, value]) => [
        name,
        isList(value) ? value.map((each) => valueOf(context, each)) : valueOf(context, value),
      ]),
  );
}

/** `{fileData: [name, base64]}` */
function blobOf({ core }: Context, name: string, given: Json | undefined): JsonObject {
  const [, bytes] = listOf(mapOf(given)?.['fileData']) ?? [];
  return bytes === undefined ? {} : { [name]: core.blobs.add(Buffer.from(textOf(bytes), 'base64')) };
}

function addGoods(sort: Shelf, type: number, one: string): (context: Context) => { readonly result: JsonObject } {
  return (context) => {
    const { core, caller } = context;
    const { parentId, detailPicture, previewPicture, ...fields } = fieldsOf(context, ['iblockId', 'name']);
    const id = nextOfGoods(context);
    const now = core.zone.format(core.clock.now());
    const date = core.zone.normal(textOf(fields['dateCreate']));
    const parent = textOf(parentId);
    const row = {
      id,
      iblockSectionId: null,
      active: 'Y',
      createdBy: caller.userId,
      modifiedBy: caller.userId,
      previewText: null,
      detailText: null,
      sort: 500,
      type,
      available: 'Y',
      bundle: 'N',
      ...given(sort, fields),
      ...valuesOf(context, fields),
      ...blobOf(context, '_blob', detailPicture),
      ...blobOf(context, '_preview', previewPicture),
      dateCreate: date ?? now,
      timestampX: now,
      ...(parent === '' ? {} : { _parent: Number(parent), parentId: { value: parent, valueId: String(id) } }),
    };
    core.store.table(sort.table).insert(id, row);
    return { result: { [one]: shown(whole(row, context)) } };
  };
}

function addSection(context: Context): { readonly result: JsonObject } {
  const fields = fieldsOf(context, ['iblockId', 'name']);
  const table = context.core.store.table(catalogSection.table);
  const id = table.add((number) => ({
    id: number,
    iblockSectionId: null,
    code: null,
    xmlId: null,
    sort: 500,
    active: 'Y',
    description: null,
    descriptionType: 'text',
    ...given(catalogSection, fields),
  }));
  return { result: { section: table.get(id) ?? null } };
}

function addPrice(context: Context): { readonly result: JsonObject } {
  const fields = fieldsOf(context, ['productId', 'catalogGroupId', 'price', 'currency']);
  const { store, zone, clock } = context.core;
  const productId = Number(textOf(fields['productId']));
  if (!goods.some((sort) => store.table(sort.table).has(productId))) throw new Refusal('0', 'Product is not exists');
  if (!store.table(priceType.table).has(Number(textOf(fields['catalogGroupId'])))) {
    throw new Refusal('0', 'Price type is not exists');
  }
  const table = store.table(price.table);
  const id = table.add((number) => ({
    id: number,
    extraId: null,
    quantityFrom: null,
    quantityTo: null,
    timestampX: zone.format(clock.now()),
    ...given(price, fields),
  }));
  return { result: { price: table.get(id) ?? null } };
}

function addProperty(context: Context): { readonly result: JsonObject } {
  const fields = fieldsOf(context, ['iblockId', 'name', 'propertyType']);
  const { store, zone, clock } = context.core;
  if (!/^[NSLFEG]$/u.test(textOf(fields['propertyType']))) throw new Refusal('0', 'Invalid property type specified');
  const table = store.table(productProperty.table);
  const settings = mapOf(fields['userTypeSettings']);
  const ofDirectory = textOf(fields['userType']) === 'directory' && settings !== undefined;
  const id = table.add((number) => ({
    id: number,
    active: 'Y',
    code: null,
    colCount: 30,
    defaultValue: null,
    fileType: null,
    filtrable: 'N',
    hint: null,
    isRequired: 'N',
    linkIblockId: null,
    listType: 'L',
    multiple: 'N',
    multipleCnt: null,
    rowCount: 1,
    searchable: 'N',
    sort: 500,
    userType: null,
    userTypeSettings: null,
    withDescription: null,
    xmlId: null,
    ...given(productProperty, fields),
    ...(ofDirectory ? { userTypeSettings: { group: 'N', multiple: 'N', size: 1, width: 0, ...settings } } : {}),
    timestampX: zone.format(clock.now()),
  }));
  return { result: { productProperty: table.get(id) ?? null } };
}

/** A value of a list; its outer name is one of a kind within the property. */
function addPropertyEnum(context: Context): { readonly result: JsonObject } {
  const fields = fieldsOf(context, ['propertyId', 'value', 'xmlId']);
  const { store } = context.core;
  const propertyId = Number(textOf(fields['propertyId']));
  if (store.table(productProperty.table).get(propertyId)?.['propertyType'] !== 'L') {
    throw new Refusal('0', 'Only list properties are supported');
  }
  const table = store.table(productPropertyEnum.table);
  const where = [
    { field: { path: 'propertyId', type: 'integer' }, is: '=', value: propertyId },
    { field: { path: 'xmlId', type: 'text' }, is: '=', value: textOf(fields['xmlId']) },
  ] as const;
  if (table.count(where) > 0) throw new Refusal('0', 'XML_ID must be unique within the property');
  const id = table.add((number) => ({ id: number, def: 'N', sort: 500, ...given(productPropertyEnum, fields) }));
  return { result: { productPropertyEnum: table.get(id) ?? null } };
}

/** https://apidocs.bitrix24.ru/api-reference/catalog/ */
export const catalogAdds: readonly Method[] = [
  write('catalog.section.add', 'catalog', addSection),
  write('catalog.product.add', 'catalog', addGoods(product, 1, 'element')),
  write('catalog.product.sku.add', 'catalog', addGoods(productSku, 6, 'sku')),
  write('catalog.product.offer.add', 'catalog', addGoods(productOffer, 4, 'offer')),
  write('catalog.product.service.add', 'catalog', addGoods(productService, 7, 'service')),
  write('catalog.price.add', 'catalog', addPrice),
  write('catalog.productProperty.add', 'catalog', addProperty),
  write('catalog.productPropertyEnum.add', 'catalog', addPropertyEnum),
];
