import { textOf } from '../../base/json.ts';
import { type Creation, noParent, only } from '../creation.ts';
import { textAt, words } from '../fields.ts';

const fieldParts = words(`
  entityId fieldName userTypeId xmlId sort multiple mandatory showFilter showInList editInList isSearchable
  editFormLabel listColumnLabel listFilterLabel errorMessage helpMessage
`);

/** Custom fields of the CRM with the values of their lists. They keep their codes. */
export const customFieldCreation: Creation = {
  needs: [],
  row: ({ row }) => {
    // `CRM_7` is of a smart process: there it has another number.
    if (/^CRM_\d+$/u.test(textAt(row, 'entityId'))) return noParent;
    const filter = textAt(row, 'showFilter') === 'N' ? 'N' : 'Y';
    const settings = row['settings'];
    return { ...only(row, fieldParts), showFilter: filter, ...(settings === undefined ? {} : { settings }) };
  },
  call: (row, record, there) => {
    const values = there
      .children(record, 'custom-field-value')
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
