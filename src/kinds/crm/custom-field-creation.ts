import { textOf } from '../../base/json.ts';
import { type Creation, noParent, only, type There } from '../creation.ts';
import { textAt, words } from '../fields.ts';
import { typeNumber } from './smart-creation.ts';

const fieldParts = words(`
  entityId fieldName userTypeId xmlId sort multiple mandatory showFilter showInList editInList isSearchable
  editFormLabel listColumnLabel listFilterLabel errorMessage helpMessage
`);

/** `CRM_7` and `UF_CRM_7_1721` hold the second number of a type: there it is another one. */
function namesThere(entityId: string, fieldName: string, there: There) {
  const type = /^CRM_(\d+)$/u.exec(entityId)?.[1];
  if (type === undefined) return { entityId, fieldName };
  const found = there.id(typeNumber, type);
  if (found === undefined) return undefined;
  return { entityId: `CRM_${found}`, fieldName: fieldName.replace(`UF_CRM_${type}_`, `UF_CRM_${found}_`) };
}

/** Custom fields of the CRM with the values of their lists. They keep their codes. */
export const customFieldCreation: Creation = {
  needs: ['smart-process-type'],
  row: ({ row }, there) => {
    const names = namesThere(textAt(row, 'entityId'), textAt(row, 'fieldName'), there);
    if (names === undefined) return noParent;
    const filter = textAt(row, 'showFilter') === 'N' ? 'N' : 'Y';
    const settings = row['settings'];
    return { ...only(row, fieldParts), ...names, showFilter: filter, ...(settings === undefined ? {} : { settings }) };
  },
  call: (row, record, there) => {
    const values = there
      .children({ kind: 'custom-field', id: record.id }, 'custom-field-value')
      .map(({ row: value }) => only(value, words('value def sort xmlId')));
    return {
      method: 'userfieldconfig.add',
      params: { moduleId: 'crm', field: { ...row, ...(values.length === 0 ? {} : { enum: values }) } },
      effect: 'write',
    };
  },
  newId: ['field', 'id'],
  match: true,
  mark: (row) => `${textAt(row, 'entityId')}:${textAt(row, 'fieldName')}`,
  loses: { ru: 'подписи полей на других языках', en: 'labels in other languages' },
};

/** They come with their field, and are only found. */
export const customFieldValueCreation: Creation = {
  needs: ['custom-field'],
  row: ({ row }, there) => {
    const userFieldId = there.id('custom-field', textAt(row, 'userFieldId'));
    return userFieldId === undefined ? noParent : { userFieldId, value: textOf(row['value']) };
  },
  match: true,
  mark: (row) => `${textAt(row, 'userFieldId')}:${textAt(row, 'value')}`,
};
