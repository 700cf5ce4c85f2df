import { afterAll, describe, expect, it } from 'vitest';

import { at } from '../../../src/base/json.ts';
import { administratorWebhook, createDatasetPortal } from '../../../src/portal/company/index.ts';
import { readDataset } from '../../../src/portal/company/dataset.ts';
import { post, stillClock } from '../support.ts';

const person = {
  ID: '6',
  ACTIVE: true,
  NAME: 'Анна',
  LAST_NAME: 'Ветрова',
  EMAIL: 'user6@example.com',
  UF_DEPARTMENT: [3],
  USER_TYPE: 'employee',
};
const made = {
  DATE_CREATE: '2026-03-11T09:42:00+03:00',
  DATE_MODIFY: '2026-07-18T15:39:00+03:00',
  CREATED_BY_ID: '6',
  ASSIGNED_BY_ID: '9',
};
const entities = {
  users: [person, { ...person, ID: '9', NAME: 'Пётр', LAST_NAME: 'Уточкин' }],
  categories: [{ id: 2, name: 'Тендеры', sort: 20, entityTypeId: 2, isDefault: 'N', originId: '', originatorId: '' }],
  statuses: [
    {
      ID: '100',
      ENTITY_ID: 'DEAL_STAGE_2',
      STATUS_ID: 'C2:WON',
      NAME: 'Выиграли',
      NAME_INIT: '',
      SORT: '10',
      SYSTEM: 'N',
      CATEGORY_ID: '2',
      COLOR: '#39A8EF',
      SEMANTICS: 'S',
    },
  ],
  companies: [
    {
      ...made,
      ID: '1',
      TITLE: 'ООО «Гранит»',
      REVENUE: '39618000',
      PHONE: [{ ID: '1001', VALUE: '+74951007919', VALUE_TYPE: 'WORK', TYPE_ID: 'PHONE' }],
    },
  ],
  contacts: [
    {
      ...made,
      ID: '4',
      NAME: 'Вера',
      LAST_NAME: 'Лесная',
      COMPANY_ID: '1',
      EMAIL: [{ ID: '4001', VALUE: 'contact1@example.com', VALUE_TYPE: 'WORK', TYPE_ID: 'EMAIL' }],
    },
  ],
  leads: [{ ...made, ID: '1', TITLE: 'Заявка № 1', STATUS_ID: 'NEW', OPPORTUNITY: '561000.00', CURRENCY_ID: 'RUB' }],
  deals: [
    {
      ...made,
      ID: '7',
      TITLE: 'Сделка',
      STAGE_ID: 'C2:WON',
      CATEGORY_ID: '2',
      COMPANY_ID: '1',
      CONTACT_ID: '4',
      OPPORTUNITY: '2222000.00',
      CLOSED: 'Y',
    },
  ],
  tasks: [
    {
      id: '100',
      title: 'Проверить',
      description: 'Описание',
      status: '5',
      priority: '0',
      responsibleId: '9',
      createdBy: '6',
      createdDate: '2026-03-12T18:10:00+03:00',
      groupId: '0',
      accomplices: [],
      auditors: [],
      group: [],
      responsible: { id: '9' },
    },
  ],
};
const text = JSON.stringify({ $v: 1, entities });

const portal = createDatasetPortal(text, { clock: stillClock() });
afterAll(() => portal.close());
const call = async (method: string, params: Parameters<typeof post>[2]) =>
  (await post(portal, `6/${administratorWebhook.code}/${method}`, params)).json;

describe('a company from a data file', () => {
  it('is served by the methods of today, its links and phones in place', async () => {
    expect(at(await call('profile', {}), ['result', 'ADMIN'])).toBe(true);
    expect(at(await call('crm.item.get', { entityTypeId: 2, id: 7 }), ['result', 'item'])).toMatchObject({
      title: 'Сделка', opportunity: 2_222_000, stageId: 'C2:WON', stageSemanticId: 'S', closed: 'Y', companyId: 1, contactId: 4, contactIds: [4],
      assignedById: 9, createdBy: 6, createdTime: '2026-03-11T09:42:00+03:00', updatedTime: '2026-07-18T15:39:00+03:00',
    }); // prettier-ignore
    expect(at(await call('crm.item.get', { entityTypeId: 4, id: 1 }), ['result', 'item'])).toMatchObject({
      title: 'ООО «Гранит»', hasPhone: 'Y', contactIds: [4], fm: [{ id: 1001, value: '+74951007919', typeId: 'PHONE' }],
    }); // prettier-ignore
    expect(at(await call('crm.category.list', { entityTypeId: 2 }), ['result', 'categories', '0', 'name'])).toBe(
      'Тендеры',
    );
    expect(at(await call('tasks.task.get', { taskId: 100 }), ['result', 'task'])).toMatchObject({
      title: 'Проверить',
      status: '5',
      responsible: { name: 'Пётр Уточкин' },
    });
    expect(await call('user.get', {})).toMatchObject({ total: 2 });
  });

  it('says in one line what is wrong with a file', () => {
    expect(() => readDataset('{}')).toThrow(/^entities: /u);
    expect(() =>
      readDataset(JSON.stringify({ entities: { ...entities, deals: [{ ...entities.deals[0], ID: 7 }] } })),
    ).toThrow(/^entities\.deals\.0\.ID: /u);
    expect(() => readDataset('{"entities":')).toThrow(SyntaxError);
  });
});
