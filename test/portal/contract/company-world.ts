import { isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { sampleCompany } from '../../../src/portal/company/company.ts';
import { loadCompany } from '../../../src/portal/company/load.ts';
import type { Family } from '../../../src/portal/company/made.ts';
import { integerOf, listOf, mapOf } from '../../../src/portal/params.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import { tables, versionsTable } from '../../../src/portal/tables.ts';
import { satisfying } from './satisfy.ts';
import { type Example, given, type World } from './world.ts';

/** A small company to begin with; what an example names is then put into it under its own ids. */
function people(portal: LocalPortal): void {
  loadCompany(portal.core, sampleCompany({ seed: 1, size: 100, bigFileBytes: 10 }));
}

/** A record of the company again, under another id and with some values of its own. */
function again(portal: LocalPortal, family: Family, id: number | string, values: JsonObject, like = 0): void {
  const table = portal.core.store.table(tables[family]);
  const model = table.select({ limit: like + 1 })[like] ?? {};
  const key = family === 'task' || family === 'taskResult' || family === 'chatMessage' ? 'id' : 'ID';
  table.put(id, { ...model, [key]: key === 'id' && family !== 'task' ? id : String(id), ...values });
}

/** Values that pass the request's filter, as the portal keeps them: text, dates in its own form, no patterns. */
function wanted(portal: LocalPortal, params: JsonObject): JsonObject {
  const filter = satisfying(mapOf(given(params, 'filter')) ?? {});
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => {
      const text = textOf(value).replaceAll('%', '');
      return [name, /TIME$|DATE/u.test(name) ? (portal.core.zone.normal(text) ?? text) : text];
    }),
  );
}

/** Everybody whom a request names. */
function named(portal: LocalPortal, value: Json | undefined): void {
  if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const isPerson =
        /^(?:RESPONSIBLE_ID|CREATED_BY|responsibleId|creatorId|userId|USER_ID|AUTHOR_ID|FROM_USER_ID|TO_USER_ID)$/u;
      const id = isPerson.test(name) ? integerOf(inner) : undefined;
      if (id !== undefined && !portal.core.store.table(tables.user).has(id)) again(portal, 'user', id, {});
      named(portal, inner);
    }
  }
}

const aTask: JsonObject = {
  createdBy: '1',
  responsibleId: '2',
  accomplices: ['3'],
  auditors: ['4'],
  groupId: '1',
  tags: ['метка'],
  ufCrmTask: ['D_20'],
  ufTaskWebdavFiles: [1],
  status: '2',
  closedBy: '0',
  deadline: '2026-12-31T18:00:00+03:00',
};

function taskIdOf(params: JsonObject): number {
  const filter = listOf(given(params, 'filter'));
  const byFilter = filter?.map((each) => listOf(each) ?? []).find(([name]) => name === 'taskId');
  const fields = mapOf(given(params, 'fields'));
  const id =
    given(params, 'taskId') ?? given(params, 'TASKID') ?? byFilter?.at(-1) ?? fields?.['taskId'] ?? given(params, 'id');
  return integerOf(id) ?? 8137;
}

const tasks: World = {
  serves: (method) => /^(?:tasks?\.|im\.)/u.test(method),
  prepare: (portal, { params, method }: Example) => {
    people(portal);
    named(portal, params);
    const id = taskIdOf(params);
    const chat = integerOf(textOf(given(params, 'DIALOG_ID')).replace('chat', '')) ?? 2537;
    again(portal, 'task', id, { ...aTask, chatId: chat });
    const itemId = integerOf(given(params, 'ITEMID')) ?? integerOf(given(params, 'id')) ?? 17;
    const own = { TASK_ID: String(id) };
    const author = integerOf(mapOf(given(params, 'FILTER'))?.['AUTHOR_ID'] ?? 1) ?? 1;
    again(portal, 'checklistItem', itemId, {
      ...own,
      PARENT_ID: method.endsWith('.get') ? '457' : 0,
      CREATED_BY: '1',
      ...member,
    });
    again(portal, 'checklistItem', itemId + 1, {
      ...own,
      PARENT_ID: String(itemId),
      TOGGLED_BY: '1',
      TOGGLED_DATE: '2026-01-15T10:00:00+03:00',
    });
    again(portal, 'elapsedTime', itemId, { ...own, USER_ID: '1' });
    again(portal, 'taskComment', itemId, { ...own, AUTHOR_ID: String(author), POST_DATE: '2026-01-15T10:00:00+03:00' });
    again(portal, 'taskResult', itemId, { taskId: id, createdBy: 1, files: [1055] });
    const first = integerOf(given(params, 'FIRST_ID')) ?? 84_000;
    for (const at of [1, 2]) again(portal, 'chatMessage', first + at, { chat_id: chat, author_id: at - 1 }, at - 1);
    if (method.startsWith('task.stages')) again(portal, 'group', 1, {});
    for (const [, file] of JSON.stringify(params).matchAll(/"n(\d+)"/gu)) {
      portal.core.store
        .table(tables.diskObject)
        .put(Number(file), { ID: file ?? '', TYPE: 'file', NAME: 'а.txt', SIZE: '1' });
    }
  },
};

const attachment = { ATTACHMENT_ID: 1111, NAME: 'а.pdf', SIZE: '1', FILE_ID: '9', DOWNLOAD_URL: '/a', VIEW_URL: '/b' };
const member: JsonObject = {
  ATTACHMENTS: { 1111: attachment },
  MEMBERS: [
    {
      ID: '3',
      TYPE: 'A',
      NAME: 'Вера',
      PERSONAL_PHOTO: '1',
      PERSONAL_GENDER: 'F',
      IMAGE: '/a.png',
      IS_COLLABER: false,
    },
  ],
};

const drive: World = {
  serves: (method) => method.startsWith('disk.'),
  prepare: (portal, { params, method }: Example) => {
    people(portal);
    const id = integerOf(given(params, 'id')) ?? 8907;
    const store = portal.core.store;
    const filter = wanted(portal, params);
    const root = store.table(tables.diskObject).select({ limit: 1 })[0] ?? {};
    const file =
      store
        .table(tables.diskObject)
        .select()
        .find((row) => row['TYPE'] === 'file') ?? {};
    const folder = { ...root, PARENT_ID: textOf(root['ID']), REAL_OBJECT_ID: String(id), STORAGE_ID: '1' };
    const put = (row: JsonObject, number: number, values: JsonObject): void => {
      store.table(tables.diskObject).put(number, { ...row, ID: String(number), ...values });
    };
    const inside = { PARENT_ID: String(id), STORAGE_ID: '1' };
    const target = integerOf(given(params, 'targetFolderId'));
    if (target !== undefined) put(folder, target, { NAME: 'Цель' });
    if (method.startsWith('disk.storage')) {
      again(portal, 'storage', id, { ENTITY_TYPE: 'common', ROOT_OBJECT_ID: '8875', ...filter });
      put(root, 8875, { STORAGE_ID: String(id) });
      put({ ...folder, ...filter }, 8960, { PARENT_ID: '8875', STORAGE_ID: String(id) });
      put(file, 8961, { PARENT_ID: '8875', STORAGE_ID: String(id) });
    } else if (method.startsWith('disk.folder')) {
      put(folder, id, { NAME: 'Папка' });
      put(folder, id + 1, { ...inside, ...filter });
      put(file, id + 2, { ...inside, ...filter });
    } else if (method.startsWith('disk.file'))
      put(file, id, { PARENT_ID: textOf(root['ID']), STORAGE_ID: '1', NAME: 'а.txt' });
    const version = store.table(versionsTable).select({ limit: 1 })[0] ?? {};
    const of = method.startsWith('disk.file') ? id : Number(file['ID']);
    store
      .table(versionsTable)
      .put(method.startsWith('disk.version') ? id : 7201, { ...version, ID: '7201', OBJECT_ID: String(of), ...filter });
    again(portal, 'attachedObject', method.startsWith('disk.attached') ? id : 495, {});
    if (method.endsWith('restore')) store.toBin(tables.diskObject, id, 0);
  },
};

const personnel: World = {
  serves: (method) => /^(?:user|department|sonet_group|socialnetwork)\./u.test(method),
  prepare: (portal, { params, method }: Example) => {
    people(portal);
    named(portal, params);
    const filter = wanted(portal, params);
    const id =
      integerOf(given(params, 'ID') ?? given(params, 'GROUP_ID') ?? mapOf(given(params, 'params'))?.['groupId']) ?? 2;
    if (method.startsWith('user.userfield.')) again(portal, 'profileField', method.endsWith('list') ? 13 : id, {});
    else if (method.startsWith('user.')) {
      for (let more = 0; more < 12; more += 1) again(portal, 'user', 500 + more, { UF_DEPARTMENT: [1] });
      again(portal, 'user', id, { ...filter, ...(id === 1 ? {} : { UF_DEPARTMENT: [1] }) });
    } else if (method.startsWith('department.')) again(portal, 'department', id, filter, 1);
    else {
      again(portal, 'group', id, { ...filter, VISIBLE: 'Y', DESCRIPTION: 'О группе', KEYWORDS: 'а,б', OWNER_ID: '1' });
      const others = (listOf(given(params, 'USER_ID')) ?? []).map(textOf);
      for (const user of others) {
        again(portal, 'user', Number(user), {});
        const row = { GROUP_ID: String(id), USER_ID: user, ROLE: 'K' };
        if (method === 'sonet_group.user.update') portal.core.store.table(tables.groupMember).add(() => row);
      }
      for (const [at, role] of ['A', 'E', 'K', 'Z'].entries()) {
        const row = { GROUP_ID: String(id), USER_ID: String(at + 1), ROLE: role };
        portal.core.store.table(tables.groupMember).add(() => row);
      }
    }
  },
};

const processes: World = {
  serves: (method) => method.startsWith('bizproc.'),
  prepare: (portal, { params, method }: Example) => {
    people(portal);
    named(portal, params);
    const filter = wanted(portal, params);
    const template = integerOf(given(params, 'TEMPLATE_ID') ?? given(params, 'ID')) ?? 525;
    const [, , document] = listOf(given(params, 'DOCUMENT_ID')) ?? [];
    const type = document === undefined ? {} : { DOCUMENT_TYPE: textOf(document).replace(/_\d+$/u, '') };
    again(portal, 'processTemplate', template, { ...filter, ...type, SYSTEM_CODE: 'rest_app_5' });
    again(
      portal,
      'workflow',
      textOf(given(params, 'ID')) || '66e412fdc9bd44.36306599',
      method.endsWith('instances') ? { STARTED_BY: '1' } : {},
    );
    for (const id of [...(listOf(given(params, 'TASK_IDS')) ?? []), given(params, 'TASK_ID') ?? 1477]) {
      const owner = given(params, 'FROM_USER_ID') ?? 1;
      again(
        portal,
        'assignment',
        integerOf(id) ?? 0,
        { ...filter, USER_ID: textOf(owner), ...(method.endsWith('list') ? { STATUS: '0' } : {}) },
        1,
      );
    }
  },
};

export const companyWorlds: readonly World[] = [tasks, drive, personnel, processes];
