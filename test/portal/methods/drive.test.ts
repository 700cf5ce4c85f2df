import { afterAll, describe, expect, it } from 'vitest';

import { at, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { hostileFileNames } from '../../../src/portal/company/hostile-names.ts';
import { tables, versionsTable } from '../../../src/portal/tables.ts';
import { bytesOf } from '../support.ts';
import { rows, stage } from './support.ts';

const { portal, call } = stage();
afterAll(() => portal.close());

async function download(url: Json | undefined): Promise<Buffer> {
  return bytesOf(await portal.handle({ method: 'GET', url: textOf(url), headers: {} }));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function newFolder(name: string, parent?: number): Promise<number> {
  const data = { NAME: name };
  const answer = await call(parent === undefined ? 'disk.storage.addFolder' : 'disk.folder.addSubFolder', {
    id: parent ?? 1,
    data,
  });
  return Number(at(answer, ['result', 'ID']));
}

async function newFile(name: string, text: string, folder: number): Promise<number> {
  const answer = await call('disk.folder.uploadFile', {
    id: folder,
    data: { NAME: name },
    fileContent: [name, base64(text)],
  });
  return Number(at(answer, ['result', 'ID']));
}

function personal(list: readonly JsonObject[]): readonly Json[] {
  return list.filter((each) => each['ENTITY_TYPE'] === 'user').map((each) => each['ENTITY_ID'] ?? '');
}

describe('the Drive', () => {
  it('shows the common storage to all, groups to members, a personal one to its owner alone', async () => {
    const admin = rows((await call('disk.storage.getList'))['result']);
    const employee = rows((await call('disk.storage.getList', {}, 'employee'))['result']);
    expect(personal(admin)).toEqual(['1']);
    expect(personal(employee)).toEqual(['2']);
    expect(admin.filter((each) => each['ENTITY_TYPE'] === 'group')).toHaveLength(
      portal.core.store.table(tables.group).count(),
    );
    const own = textOf(employee.find((each) => each['ENTITY_TYPE'] === 'user')?.['ID']);
    expect(await call('disk.storage.get', { id: own })).toMatchObject({ error: 'ACCESS_DENIED' });
    expect(await call('disk.storage.getChildren', { id: own })).toMatchObject({ result: [] });
  });

  it('is a tree more than three deep, whose names come as they are, hostile ones too', async () => {
    const seen: string[] = [];
    let deepest = 0;
    const walk = async (method: string, id: number, depth: number): Promise<void> => {
      deepest = Math.max(deepest, depth);
      for (let start = 0; ; start += 50) {
        const answer = await call(method, { id, start });
        for (const row of rows(answer['result'])) {
          seen.push(textOf(row['NAME']));
          if (row['TYPE'] === 'folder') await walk('disk.folder.getChildren', Number(row['ID']), depth + 1);
        }
        if (answer['next'] === undefined) return;
      }
    };
    await walk('disk.storage.getChildren', 1, 0);
    expect(deepest).toBeGreaterThanOrEqual(3);
    for (const name of hostileFileNames) expect(seen).toContain(name);
    expect(Math.max(...seen.map((name) => Buffer.byteLength(name)))).toBe(255);
  });

  it('gives every version its own bytes, through links that need no session', async () => {
    const folder = await newFolder('Версии');
    const id = await newFile('а.txt', 'первая', folder);
    await call('disk.file.uploadVersion', { id, fileContent: ['а.txt', base64('вторая, длиннее')] });
    const file = await call('disk.file.get', { id });
    expect(at(file, ['result', 'SIZE'])).toBe(String(Buffer.byteLength('вторая, длиннее')));
    expect((await download(at(file, ['result', 'DOWNLOAD_URL']))).toString()).toBe('вторая, длиннее');
    const versions = rows((await call('disk.file.getVersions', { id }))['result']);
    expect(await Promise.all(versions.map(async (each) => (await download(each['DOWNLOAD_URL'])).toString()))).toEqual([
      'вторая, длиннее',
      'первая',
    ]);
    const one = await call('disk.version.get', { id: textOf(versions[1]?.['ID']) });
    expect((await download(at(one, ['result', 'DOWNLOAD_URL']))).toString()).toBe('первая');
    expect(Object.keys(versions[0] ?? {})).not.toContain('BLOB');
  });

  it('deletes a folder for good with all inside it, but never a root', async () => {
    const folder = await newFolder('Насовсем');
    const inner = await newFolder('Внутри', folder);
    const file = await newFile('б.txt', 'текст', inner);
    expect(await call('disk.folder.deleteTree', { id: folder })).toMatchObject({ result: true });
    expect(await call('disk.file.get', { id: file })).toMatchObject({ error: 'ERROR_NOT_FOUND' });
    expect(
      portal.core.store
        .table(versionsTable)
        .select()
        .filter((row) => row['OBJECT_ID'] === String(file)),
    ).toEqual([]);
    const root = Number(at(await call('disk.storage.get', { id: 1 }), ['result', 'ROOT_OBJECT_ID']));
    expect(await call('disk.folder.deleteTree', { id: root })).toMatchObject({
      error: 'DISK_OBJ_22000',
      error_description: 'Could not delete root folder',
    });
    expect(await call('disk.folder.deleteTree', { id: 'x' })).toMatchObject({ error: 'ERROR_ARGUMENT' });
  });

  it('keeps a trash that no method lists and from which a kept id comes back', async () => {
    const folder = await newFolder('В корзину');
    const file = await newFile('в.txt', 'текст', folder);
    expect(at(await call('disk.folder.markDeleted', { id: folder }), ['result', 'DELETED_TYPE'])).toBe(3);
    expect(await call('disk.file.get', { id: file })).toMatchObject({ error: 'ERROR_NOT_FOUND' });
    const names = rows((await call('disk.storage.getChildren', { id: 1 }))['result']).map((row) => row['NAME']);
    expect(names).not.toContain('В корзину');
    expect(await call('disk.folder.restore', { id: folder }, 'employee')).toMatchObject({ error: 'ACCESS_DENIED' });
    expect(at(await call('disk.folder.restore', { id: folder }), ['result', 'DELETED_TYPE'])).toBe(0);
    expect(at(await call('disk.file.get', { id: file }), ['result', 'DELETED_TYPE'])).toBe('0');
  });

  it('refuses a file that somebody has open, a name that is taken, and another’s file', async () => {
    const folder = await newFolder('Отказы');
    const id = await newFile('г.txt', 'текст', folder);
    portal.core.store.table(tables.diskObject).patch(id, { LOCKED_BY: '3' });
    expect(await call('disk.file.delete', { id })).toMatchObject({ error: 'DISK_FILE_22007' });
    portal.core.store.table(tables.diskObject).patch(id, { LOCKED_BY: '1' });
    expect(await call('disk.file.delete', { id }, 'employee')).toMatchObject({ error: 'ACCESS_DENIED' });
    await newFile('д.txt', 'текст', folder);
    expect(await call('disk.file.rename', { id, newName: 'д.txt' })).toMatchObject({ error: 'DISK_OBJ_22000' });
    const unique = {
      id: folder,
      data: { NAME: 'д.txt' },
      fileContent: ['д.txt', base64('е')],
      generateUniqueName: true,
    };
    expect(at(await call('disk.folder.uploadFile', unique), ['result', 'NAME'])).toBe('д (1).txt');
    const other = await newFolder('Другая');
    expect(at(await call('disk.file.moveTo', { id, targetFolderId: other }), ['result', 'PARENT_ID'])).toBe(other);
    expect(rows((await call('disk.folder.getChildren', { id: other }))['result'])).toHaveLength(1);
  });

  it('opens a task’s file to whoever sees the task', async () => {
    const [link] = portal.core.store.table(tables.attachedObject).select({ limit: 1 });
    const answer = await call('disk.attachedObject.get', { id: textOf(link?.['ID']) });
    expect((await download(at(answer, ['result', 'DOWNLOAD_URL']))).byteLength).toBe(
      Number(at(answer, ['result', 'SIZE'])),
    );
    expect(await call('disk.attachedObject.get', { id: 98_765 })).toMatchObject({ error: 'ERROR_NOT_FOUND' });
  });
});
