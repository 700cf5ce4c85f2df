import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = (preset: number) =>
  ({
    method: 'crm.requisite.preset.field.list',
    params: { preset: { ID: preset } },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
  }) as const;

/** A field of a template. Its number holds only within the template. */
export const requisitePresetField: Kind = {
  id: 'requisite-preset-field',
  group: 'crm',
  title: {
    one: { ru: 'Поле шаблона реквизитов', en: 'Field of a template of company details' },
    many: { ru: 'Поля шаблонов реквизитов', en: 'Fields of templates of company details' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/requisites/presets/fields/crm-requisite-preset-field-list.md'],
  take: { how: 'each', moves: 'nothing', parent: 'requisite-preset', request: ({ id }) => list(Number(id)) },
  key: (row, parent) => `${parent?.id ?? ''}:${textAt(row, 'ID')}`,
  name: (row) => firstText(row, 'FIELD_TITLE', 'FIELD_NAME'),
  references: [],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ parent }) => list(Number(parent?.id ?? 0)) },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'FIELD_TITLE', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'FIELD_NAME', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'SORT', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
  ],
};
