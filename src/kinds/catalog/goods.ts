import { firstText, textAt } from '../fields.ts';
import type { Kind, Reference } from '../kind.ts';
import { goodsCreation } from './goods-creation.ts';
import { goodsFiles } from './goods-files.ts';
import { formByWord } from '../texts.ts';

/** What one of the four sorts of goods has of its own. */
interface GoodsFacts extends Pick<Kind, 'id' | 'title' | 'docs'> {
  /** `catalog.product`, `catalog.product.sku`… */
  readonly method: string;
  /** Where the rows lie in the answer of its list. */
  readonly rows: string;
  /** Where a new one lies in the answer that made it. */
  readonly one: string;
  readonly references?: readonly Reference[];
  readonly after?: Kind['after'];
}

const select = ['id', 'iblockId', '*', 'property*'];

/**
 * Products, products with variations, their variations, and services. Their lists want the catalog in the filter, and id
 * and catalog among the fields, so they are taken catalog by catalog.
 */
export function goods(facts: GoodsFacts): Kind {
  const { method, rows, docs, id, title } = facts;
  const list = `${method}.list`;
  return {
    id,
    group: 'catalog',
    title,
    scope: 'catalog',
    docs,
    take: {
      how: 'each',
      moves: 'nothing',
      long: { idOf: (id) => id, select: ['id', 'iblockId'] },
      parent: 'catalog',
      request: (catalog) => ({
        method: list,
        params: { select, filter: { iblockId: Number(catalog.id) } },
        rows: [rows],
        idField: 'id',
        pager: { by: 'id' },
      }),
    },
    key: 'id',
    name: (row) => firstText(row, 'name', 'id'),
    changedAt: { field: 'timestampX' },
    createdAt: 'dateCreate',
    // Stock moves with documents.
    volatile: ['quantity', 'quantityReserved', 'available'],
    references: [
      { field: 'iblockId', to: 'catalog' },
      // A section may take along what is in it; the documentation does not say that it does not.
      { field: 'iblockSectionId', to: 'catalog-section', parent: true },
      { field: 'vatId', to: 'vat' },
      { field: 'createdBy', to: 'user' },
      ...(facts.references ?? []),
    ],
    texts: [
      { field: 'previewText', form: formByWord('previewTextType') },
      { field: 'detailText', form: formByWord('detailTextType') },
    ],
    personal: {},
    people: [
      { field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } },
      { field: 'modifiedBy', title: { ru: 'Кто изменил', en: 'Changed by' } },
    ],
    files: [goodsFiles],
    look: {
      by: 'get',
      call: ({ id: number, row }) => ({
        method: list,
        params: { select, filter: { iblockId: Number(textAt(row, 'iblockId')), id: Number(number) } },
      }),
      at: [rows, '0'],
    },
    deletion: {
      how: 'call',
      call: ({ id: number }) => ({ method: `${method}.delete`, params: { id: Number(number) }, effect: 'write' }),
      fate: { to: 'gone' },
    },
    creation: goodsCreation(id, method, facts.one),
    after: ['deal', 'lead', 'quote', 'smart-invoice', 'order', 'stock-document', ...(facts.after ?? [])],
    columns: [
      { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
      { field: 'iblockSectionId', title: { ru: 'Раздел', en: 'Section' }, type: 'reference', to: 'catalog-section' },
      { field: 'active', title: { ru: 'Активен', en: 'Active' }, type: 'boolean' },
      { field: 'dateCreate', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
      { field: 'timestampX', title: { ru: 'Изменён', en: 'Changed' }, type: 'datetime' },
    ],
  };
}
