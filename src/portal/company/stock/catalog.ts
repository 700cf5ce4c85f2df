import type { Json, JsonObject } from '../../../base/json.ts';
import { pictureFile } from '../contents.ts';
import { moment, past } from '../moments.ts';
import { idAt, type Plan } from '../plan.ts';
import { goods as goodsNames, streets } from '../words.ts';
import { type Making, type Stock, stock } from './stock.ts';

/** The catalog of goods, and that of their variations. */
export const catalogId = 23;
const offersId = 24;
const firstProduct = 1000;
const firstSku = 2_000_000;
const firstOffer = 3_000_000;
const firstService = 4_000_000;

export const productIdAt = (plan: Plan, index: number): number => idAt(index % plan.counts.products, firstProduct);
const some = (part: number, least: number) => (plan: Plan) => Math.max(least, Math.floor(plan.counts.products * part));
const skus = some(0.1, 2);
const offers = (plan: Plan): number => skus(plan) * 2;
const services = some(0.1, 2);
const documents = (plan: Plan): number => Math.max(3, Math.floor(plan.counts.products / 10));
const fixed = (rows: number) => (): number => rows;

/** Values of the property 259, numbered from 431. */
const colours = ['зелёный', 'синий', 'белый'];
const sections = ['Мебель', 'Свет', 'Услуги', 'Столы'];

function common({ chance, staff, index }: Making, id: number, iblockId: number, type: number): Record<string, Json> {
  const created = past(chance, 900);
  const name = `${chance.pick(goodsNames)} ${chance.digits(3)}`;
  return {
    id,
    iblockId,
    iblockSectionId: iblockId === offersId ? null : (index % sections.length) + 41,
    name,
    active: 'Y',
    available: 'Y',
    bundle: 'N',
    code: `goods_${id}`,
    createdBy: chance.pick(staff.userIds),
    modifiedBy: chance.pick(staff.userIds),
    dateActiveFrom: null,
    dateActiveTo: null,
    dateCreate: moment(created),
    timestampX: moment(created + 3_600_000),
    detailPicture: null,
    previewPicture: null,
    detailText: index % 7 === 3 ? '<p>Описание <b>товара</b></p><script>alert(1)</script>' : 'Описание товара',
    detailTextType: index % 7 === 3 ? 'html' : 'text',
    previewText: null,
    previewTextType: 'text',
    sort: 100,
    type,
    vatId: 1,
    vatIncluded: 'Y',
    xmlId: String(id),
    property258: { value: chance.hex(6), valueId: String(id * 10) },
    property259: [
      { value: '431', valueId: String(id * 10 + 1) },
      { value: '432', valueId: String(id * 10 + 2) },
    ],
  };
}

function measured(making: Making, row: Record<string, Json>): Record<string, Json> {
  const { chance } = making;
  return {
    ...row,
    canBuyZero: 'Y',
    height: 100,
    length: 100,
    width: 100,
    weight: chance.int(10, 4000),
    measure: 5,
    purchasingCurrency: 'RUB',
    purchasingPrice: chance.int(10, 900) * 10,
    quantity: chance.int(0, 500),
    subscribe: 'Y',
  };
}

function sold(making: Making, row: Record<string, Json>): Record<string, Json> {
  return {
    ...measured(making, row),
    barcodeMulti: 'N',
    quantityReserved: 0,
    quantityTrace: 'Y',
    recurSchemeLength: null,
    recurSchemeType: 'D',
    trialPriceId: null,
    withoutOrder: 'N',
  };
}

const products: Stock = {
  family: 'product',
  count: (plan) => plan.counts.products,
  make: (making) => {
    const id = idAt(making.index, firstProduct);
    const row = sold(making, common(making, id, catalogId, 1));
    return { key: id, row, ...(making.index % 3 === 0 ? { content: pictureFile(making.chance) } : {}) };
  },
};

function offer(making: Making): JsonObject {
  const parent = idAt(making.index % skus(making.plan), firstSku);
  const id = idAt(making.index, firstOffer);
  const row = sold(making, common(making, id, offersId, 4));
  return { ...row, parentId: { value: String(parent), valueId: String(id * 10 + 5) }, _parent: parent };
}

const goods: readonly Stock[] = [
  products,
  stock('productSku', skus, (making) => {
    const id = idAt(making.index, firstSku);
    return measured(making, common(making, id, catalogId, 6));
  }),
  stock('productOffer', offers, offer),
  stock('productService', services, (making) => common(making, idAt(making.index, firstService), catalogId, 7)),
  {
    family: 'productImage',
    count: (plan) => Math.max(2, Math.floor(plan.counts.products / 4)),
    make: ({ plan, chance, index }) => ({
      key: idAt(index, 300),
      row: {
        id: idAt(index, 300),
        name: `фото ${index + 1}.png`,
        productId: productIdAt(plan, index * 4),
        type: 'MORE_PHOTO',
        createTime: moment(past(chance, 300)),
        detailUrl: `/upload/iblock/${chance.hex(3)}/${index}.png`,
      },
      content: pictureFile(chance),
    }),
  },
  stock(
    'price',
    (plan) => plan.counts.products,
    ({ plan, chance, index }) => ({
      id: idAt(index, 500),
      productId: productIdAt(plan, index),
      catalogGroupId: 1,
      extraId: null,
      price: chance.int(10, 5000) * 10,
      currency: 'RUB',
      quantityFrom: null,
      quantityTo: null,
      timestampX: moment(past(chance, 300)),
    }),
  ),
  stock(
    'ratio',
    (plan) => plan.counts.products,
    ({ plan, index }) => ({
      id: idAt(index),
      productId: productIdAt(plan, index),
      ratio: 1,
      isDefault: 'Y',
    }),
  ),
  stock(
    'storeProduct',
    (plan) => plan.counts.products,
    ({ plan, chance, index }) => ({
      id: idAt(index),
      productId: productIdAt(plan, index),
      storeId: (index % 2) + 1,
      amount: chance.int(0, 90),
      quantityReserved: null,
    }),
  ),
];

const tables: readonly Stock[] = [
  stock('catalog', fixed(2), ({ index }) => ({
    id: index === 0 ? catalogId : offersId,
    iblockId: index === 0 ? catalogId : offersId,
    iblockTypeId: 0,
    lid: 's1',
    name: index === 0 ? 'Товарный каталог CRM' : 'Товарный каталог CRM (предложения)',
    productIblockId: index === 0 ? null : catalogId,
    skuPropertyId: index === 0 ? null : 97,
    subscription: 'N',
    vatId: 1,
  })),
  stock('catalogSection', fixed(sections.length), ({ index }) => ({
    id: index + 41,
    iblockId: catalogId,
    iblockSectionId: index === 3 ? 41 : null,
    name: sections[index] ?? '',
    code: `section_${index}`,
    active: 'Y',
    sort: 100 * (index + 1),
    xmlId: null,
    description: null,
    descriptionType: 'text',
  })),
  stock('priceType', fixed(2), ({ index }) => ({
    id: index + 1,
    name: index === 0 ? 'BASE' : 'Оптовая',
    base: index === 0 ? 'Y' : 'N',
    sort: 100,
    xmlId: index === 0 ? 'BASE' : null,
    createdBy: 1,
    modifiedBy: 1,
    dateCreate: '2024-01-10T10:00:00+03:00',
    timestampX: '2024-01-10T10:00:00+03:00',
  })),
  {
    family: 'priceTypeName',
    count: fixed(4),
    make: ({ index }) => {
      const [catalogGroupId, lang] = [Math.floor(index / 2) + 1, index % 2 === 0 ? 'ru' : 'en'];
      const name = ['Розничная цена', 'Retail price', 'Оптовая цена', 'Wholesale price'][index] ?? '';
      return { key: `${catalogGroupId}:${lang}`, row: { catalogGroupId, lang, name } };
    },
  },
  {
    family: 'propertyDisplay',
    count: fixed(2),
    make: ({ index }) => {
      const propertyId = [258, 259][index] ?? 0;
      const row = { propertyId, smartFilter: 'Y', displayType: 'F', displayExpanded: 'N', filterHint: '' };
      return { key: propertyId, row };
    },
  },
  stock('stockContractor', documents, ({ index }) => ({ id: idAt(index, 5), documentId: idAt(index, 60) })),
  stock('priceMarkup', fixed(1), () => ({ id: 1, name: 'Опт', percentage: 15 })),
  stock('priceTypeGroup', fixed(2), ({ index }) => ({
    id: 109 + index * 2,
    catalogGroupId: index + 1,
    groupId: 23,
    access: 'Y',
  })),
  stock('productPropertyFeature', fixed(2), ({ index }) => ({
    id: 99 + index * 2,
    propertyId: 258,
    moduleId: 'iblock',
    featureId: index === 0 ? 'DETAIL_PAGE_SHOW' : 'LIST_PAGE_SHOW',
    isEnabled: 'Y',
  })),
  stock('vat', fixed(3), ({ index }) => ({
    id: index + 1,
    name: ['Без НДС', 'НДС 10%', 'НДС 20%'][index] ?? '',
    active: 'Y',
    rate: index * 10,
    sort: 100 * (index + 1),
    timestampX: '2024-01-10T10:00:00+03:00',
  })),
  stock('measure', fixed(3), ({ index }) => ({
    id: [5, 6, 9][index] ?? 0,
    code: [796, 715, 6][index] ?? 0,
    isDefault: index === 0 ? 'Y' : 'N',
    measureTitle: ['Штука', 'Пара', 'Метр'][index] ?? '',
    symbol: ['шт', 'пар', 'м'][index] ?? '',
    symbolIntl: ['pc. 1', 'pr; 2', 'm'][index] ?? '',
    symbolLetterIntl: ['PCE', 'NPR', 'MTR'][index] ?? '',
  })),
  stock('roundingRule', fixed(1), () => ({
    id: 1,
    catalogGroupId: 2,
    price: 1000,
    roundType: 4,
    roundPrecision: 100,
    createdBy: 1,
    modifiedBy: 1,
    dateCreate: '2024-01-10T10:00:00+03:00',
    dateModify: '2024-01-10T10:00:00+03:00',
  })),
  stock('productProperty', fixed(3), ({ index }) => ({
    id: [258, 259, 97][index] ?? 0,
    iblockId: index === 2 ? offersId : catalogId,
    name: ['Артикул', 'Цвета', 'Товар'][index] ?? '',
    code: ['ARTNUMBER', 'COLORS', 'CML2_LINK'][index] ?? '',
    active: 'Y',
    sort: 500,
    propertyType: ['S', 'L', 'E'][index] ?? '',
    listType: 'L',
    multiple: index === 1 ? 'Y' : 'N',
    multipleCnt: 5,
    isRequired: 'N',
    searchable: 'N',
    filtrable: 'N',
    defaultValue: null,
    fileType: null,
    hint: null,
    linkIblockId: index === 2 ? catalogId : null,
    rowCount: 1,
    colCount: 30,
    userType: null,
    userTypeSettings: null,
    withDescription: 'N',
    xmlId: null,
    timestampX: '2024-01-10T10:00:00+03:00',
  })),
  stock('productPropertyEnum', fixed(colours.length), ({ index }) => ({
    id: 431 + index,
    propertyId: 259,
    value: colours[index] ?? '',
    def: 'N',
    sort: 100 * (index + 1),
    xmlId: `color_${index}`,
  })),
  stock('store', fixed(2), ({ index, chance }) => ({
    id: index + 1,
    title: `Склад ${index + 1}`,
    active: 'Y',
    address: `ул. ${chance.pick(streets)}, ${chance.int(1, 90)}`,
    description: 'Основной склад',
    gpsN: 55.75,
    gpsS: 37.62,
    imageId: null,
    dateModify: '2024-01-10T10:00:00+03:00',
    dateCreate: '2024-01-10T10:00:00+03:00',
    userId: 1,
    modifiedBy: 1,
    phone: '8 (495) 000 00 00',
    schedule: 'Пн.-Пт. с 9:00 до 20:00',
    xmlId: null,
    sort: 100,
    email: 'sklad@example.com',
    issuingCenter: 'N',
    code: `store_${index + 1}`,
  })),
];

/** Every third document of the warehouse is conducted, and has to be cancelled before it can go. */
const papers: readonly Stock[] = [
  stock('stockDocument', documents, ({ chance, staff, index }) => {
    const created = moment(past(chance, 300));
    const conducted = index % 3 === 2;
    return {
      id: idAt(index, 60),
      docType: 'A',
      docNumber: String(index + 1),
      title: `Приход #${index + 1}`,
      status: conducted ? 'Y' : 'N',
      statusBy: conducted ? 1 : null,
      dateStatus: conducted ? created : null,
      dateDocument: created,
      dateCreate: created,
      dateModify: created,
      total: chance.int(10, 900) * 100,
      currency: 'RUB',
      commentary: '',
      siteId: 's1',
      contractorId: null,
      responsibleId: chance.pick(staff.userIds),
      createdBy: chance.pick(staff.userIds),
      modifiedBy: 1,
    };
  }),
  stock(
    'stockDocumentItem',
    (plan) => documents(plan) * 2,
    ({ plan, chance, index }) => ({
      id: idAt(index, 140),
      docId: idAt(Math.floor(index / 2), 60),
      elementId: productIdAt(plan, index),
      amount: chance.int(1, 40),
      purchasingPrice: chance.int(10, 900),
      storeFrom: null,
      storeTo: 1,
    }),
  ),
];

export const catalogStock: readonly Stock[] = [...tables, ...goods, ...papers];
