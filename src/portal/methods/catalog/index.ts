import { type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, type Reply, write } from '../../method.ts';
import { integerOf } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import { type DeleteFacts, idsWith, recordOf, type Shelf, shelfDelete, shelfGet, shelfList } from '../../shelf.ts';
import { catalogShelves } from '../../shelves/catalog.ts';
import { catalogAdds } from './adds.ts';
import { goods, removeParts } from './goods.ts';
import { productImages } from './images.ts';

const shelves = catalogShelves;

/** Three methods of a table: list, get, delete. `missing` is the documented code of "no such record". */
function table(
  from: Shelf,
  prefix: string,
  names: { readonly rows: string; readonly one: string; readonly missing: readonly [code: string, text: string] },
  deletion?: Partial<DeleteFacts>,
): readonly Method[] {
  const missing = (): Refusal => new Refusal(...names.missing);
  return [
    shelfList(from, `${prefix}.list`, { path: [names.rows] }),
    shelfGet(from, `${prefix}.get`, { path: [names.one], missing }),
    ...(deletion === undefined ? [] : [shelfDelete(from, `${prefix}.delete`, { missing, ...deletion })]),
  ];
}

function notBase(record: JsonObject): void {
  if (record['base'] === 'Y') throw new Refusal('BASE', 'The base price type cannot be deleted');
}

const mayNotSave = (): Refusal => new Refusal('0', 'Недостаточно прав для сохранения документа');

/** A conducted document has to be cancelled first. */
function notConducted(record: JsonObject): void {
  if (record['status'] === 'Y') throw mayNotSave();
}

const CHANGED = new Set('responsibleId dateDocument total commentary title docNumber modifiedBy'.split(' '));

/** Only what is sent changes. */
function updateDocument(context: Context): Reply {
  const [id, document] = recordOf(shelves.stockDocument, context, { missing: mayNotSave });
  const { core, caller, params } = context;
  if (!params.has('fields')) throw new Refusal('100', 'Could not find value for parameter {fields}');
  const sent = Object.entries(params.struct('fields')).filter(([name]) => CHANGED.has(name));
  const values = sent.map(([name, value]) => [name, name.endsWith('Id') ? (integerOf(value) ?? null) : value] as const);
  const changed: JsonObject = {
    ...document,
    modifiedBy: caller.userId,
    dateModify: core.zone.format(core.clock.now()),
    ...Object.fromEntries(values),
  };
  core.store.table(shelves.stockDocument.table).put(id, changed);
  const { contractorId: _, ...told } = changed;
  return { result: { document: told } };
}

/** A section goes with the sections and the goods inside it. */
function removeInside({ id }: JsonObject, context: Context): void {
  const { core } = context;
  const section = Number(textOf(id));
  for (const each of idsWith(core, shelves.catalogSection, 'iblockSectionId', section)) {
    removeInside({ id: each }, context);
    core.store.table(shelves.catalogSection.table).remove(each);
  }
  for (const goods of [shelves.product, shelves.productSku, shelves.productService]) {
    for (const each of idsWith(core, goods, 'iblockSectionId', section)) {
      removeParts(core, each);
      core.store.table(goods.table).remove(each);
    }
  }
}

const absent = (code: string, text = 'The record does not exist'): readonly [string, string] => [code, text];

/** https://apidocs.bitrix24.ru/api-reference/catalog/ */
export const catalog: readonly Method[] = [
  ...goods,
  ...catalogAdds,
  ...productImages,
  ...table(shelves.catalog, 'catalog.catalog', { rows: 'catalogs', one: 'catalog', missing: absent('200040300030') }),
  ...table(
    shelves.catalogSection,
    'catalog.section',
    { rows: 'sections', one: 'section', missing: absent('200700300030') },
    { check: removeInside },
  ),
  ...table(
    shelves.price,
    'catalog.price',
    { rows: 'prices', one: 'price', missing: absent('', 'Price is not exists') },
    {},
  ),
  ...table(
    shelves.priceType,
    'catalog.priceType',
    { rows: 'priceTypes', one: 'priceType', missing: absent('201000000000') },
    {
      check: notBase,
      takes: [
        [shelves.price, 'catalogGroupId'],
        [shelves.roundingRule, 'catalogGroupId'],
        [shelves.priceTypeGroup, 'catalogGroupId'],
        [shelves.priceTypeName, 'catalogGroupId'],
      ],
    },
  ),
  shelfList(shelves.priceMarkup, 'catalog.extra.list', { path: ['extras'] }),
  shelfList(shelves.priceTypeGroup, 'catalog.priceTypeGroup.list', { path: ['priceTypeGroups'] }),
  shelfList(shelves.productPropertyFeature, 'catalog.productPropertyFeature.list', {
    path: ['productPropertyFeatures'],
  }),
  ...table(shelves.vat, 'catalog.vat', { rows: 'vats', one: 'vat', missing: absent('200800000000') }, {}),
  ...table(
    shelves.measure,
    'catalog.measure',
    { rows: 'measures', one: 'measure', missing: absent('200600000020') },
    {},
  ),
  ...table(shelves.ratio, 'catalog.ratio', { rows: 'ratios', one: 'ratio', missing: absent('0') }),
  ...table(
    shelves.roundingRule,
    'catalog.roundingRule',
    { rows: 'roundingRules', one: 'roundingRule', missing: absent('200900000000') },
    {},
  ),
  ...table(
    shelves.productProperty,
    'catalog.productProperty',
    { rows: 'productProperties', one: 'productProperty', missing: absent('', 'productProperty does not exist.') },
    {
      takes: [
        [shelves.productPropertyEnum, 'propertyId'],
        [shelves.productPropertyFeature, 'propertyId'],
        [shelves.propertyDisplay, 'propertyId'],
      ],
    },
  ),
  ...table(
    shelves.productPropertyEnum,
    'catalog.productPropertyEnum',
    {
      rows: 'productPropertyEnums',
      one: 'productPropertyEnum',
      missing: absent('0', 'productPropertyEnum does not exist.'),
    },
    {},
  ),
  ...table(
    shelves.store,
    'catalog.store',
    { rows: 'stores', one: 'store', missing: absent('201100000000') },
    { takes: [[shelves.storeProduct, 'storeId']] },
  ),
  ...table(shelves.storeProduct, 'catalog.storeproduct', {
    rows: 'storeProducts',
    one: 'storeProduct',
    missing: absent('', 'Store product is not exists'),
  }),
  shelfList(shelves.stockDocument, 'catalog.document.list', { path: ['documents'] }),
  write('catalog.document.update', 'catalog', updateDocument),
  shelfDelete(shelves.stockDocument, 'catalog.document.delete', {
    missing: () => new Refusal('0', 'Документ не найден'),
    check: notConducted,
    takes: [
      [shelves.stockDocumentItem, 'docId'],
      [shelves.stockContractor, 'documentId'],
    ],
  }),
  shelfList(shelves.stockContractor, 'catalog.documentcontractor.list', { path: ['documentContractor'] }),
  shelfList(shelves.priceTypeName, 'catalog.priceTypeLang.list', { path: ['priceTypeLangs'] }),
  shelfList(shelves.propertyDisplay, 'catalog.productPropertySection.list', { path: ['productPropertySections'] }),
  shelfList(shelves.stockDocumentItem, 'catalog.document.element.list', { path: ['documentElements'] }),
];
