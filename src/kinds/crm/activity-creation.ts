import type { JsonObject } from '../../base/json.ts';
import { type Creation, noParent, only, type There } from '../creation.ts';
import { objectsOf, textAt, words } from '../fields.ts';
import { ownerThere } from './owner-there.ts';

const talk = words('TYPE VALUE ENTITY_SETTINGS');
const activityFields = words(`
  TYPE_ID PROVIDER_ID PROVIDER_TYPE_ID PROVIDER_GROUP_ID DIRECTION LOCATION SUBJECT DESCRIPTION DESCRIPTION_TYPE
  START_TIME END_TIME DEADLINE COMPLETED PRIORITY NOTIFY_TYPE NOTIFY_VALUE ORIGINATOR_ID ORIGIN_ID
`);
const todoFields = words('TYPE_ID PROVIDER_ID SUBJECT DESCRIPTION DEADLINE COMPLETED');
const isMailOut = (row: JsonObject): boolean => textAt(row, 'TYPE_ID') === '4' && textAt(row, 'DIRECTION') === '2';

function activityThere(row: JsonObject, there: There): ReturnType<Creation['row']> {
  const owner = ownerThere(textAt(row, 'OWNER_TYPE_ID'), textAt(row, 'OWNER_ID'), there);
  if (owner === undefined) return noParent;
  const type = textAt(row, 'TYPE_ID');
  if (type === '3') return { unable: { ru: 'дело задачи появится вместе с задачей', en: 'it comes with its task' } };
  if (type === '6' && textAt(row, 'PROVIDER_ID') !== 'CRM_TODO') {
    return {
      unable: {
        ru: 'такое дело создаёт только само приложение или канал связи',
        en: 'only the application or channel itself can make such an activity',
      },
    };
  }
  const COMMUNICATIONS = objectsOf(row['COMMUNICATIONS']).flatMap((each) => {
    const whom = ownerThere(textAt(each, 'ENTITY_TYPE_ID'), textAt(each, 'ENTITY_ID'), there);
    return whom === undefined ? [] : [{ ...only(each, talk), ENTITY_ID: whom.id, ENTITY_TYPE_ID: whom.type }];
  });
  if ((type === '2' || type === '4') && COMMUNICATIONS.length === 0) return noParent;
  return {
    OWNER_ID: owner.id,
    OWNER_TYPE_ID: owner.type,
    RESPONSIBLE_ID: Number(there.person(textAt(row, 'RESPONSIBLE_ID'))),
    ...only(row, type === '6' ? todoFields : activityFields),
    ...(COMMUNICATIONS.length === 0 ? {} : { COMMUNICATIONS }),
  };
}

/**
 * Calls, meetings and mails through crm.activity.add. An outgoing mail that is added as completed would be sent once
 * more: it is added as not completed, which sends nothing, and stays so. Plans of the new kind ("todo") have a method of
 * their own.
 */
export const activityCreation: Creation = {
  needs: ['user', 'company', 'contact', 'lead', 'deal', 'quote', 'smart-invoice', 'smart-process-item'],
  row: ({ row }, there) => {
    const made = activityThere(row, there);
    if (!Object.hasOwn(made, 'OWNER_ID') || !isMailOut(row)) return made;
    return { ...made, COMPLETED: 'N' };
  },
  call: (row, record, there) => {
    if (textAt(row, 'PROVIDER_ID') === 'CRM_TODO') return todoCall(row);
    const files = objectsOf(record.row['FILES']).flatMap((each) => {
      const file = there.file(record, 'files', textAt(each, 'id'));
      return file === undefined ? [] : [{ fileData: [file.name, file.bytes] }];
    });
    return {
      method: 'crm.activity.add',
      params: {
        fields: { ...row, DISABLE_SENDING_MESSAGE_COPY: 'Y', ...(files.length === 0 ? {} : { FILES: files }) },
      },
      effect: 'write',
    };
  },
  newId: [],
  next: (row, id) =>
    textAt(row, 'PROVIDER_ID') === 'CRM_TODO' && textAt(row, 'COMPLETED') === 'Y'
      ? [
          {
            method: 'crm.activity.update',
            params: { id: Number(id), fields: { COMPLETED: 'Y' } },
            effect: 'write',
          },
        ]
      : [],
  mark: (row) => ['OWNER_TYPE_ID', 'OWNER_ID', 'SUBJECT', 'DESCRIPTION'].map((field) => textAt(row, field)).join('\n'),
  loses: {
    ru: 'автор и время создания дела; исходящие письма остаются незавершёнными, чтобы портал не отправил их снова',
    en: 'who made it and when; outgoing mails stay open, so that the portal does not send them again',
  },
};

function todoCall(row: JsonObject): ReturnType<NonNullable<Creation['call']>> {
  return {
    method: 'crm.activity.todo.add',
    params: {
      ownerTypeId: row['OWNER_TYPE_ID'] ?? 0,
      ownerId: row['OWNER_ID'] ?? 0,
      deadline: textAt(row, 'DEADLINE') || textAt(row, 'END_TIME'),
      title: textAt(row, 'SUBJECT'),
      description: textAt(row, 'DESCRIPTION'),
      responsibleId: row['RESPONSIBLE_ID'] ?? 0,
    },
    effect: 'write',
  };
}
