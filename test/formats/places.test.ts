import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';

import { parseCsv } from '../../src/formats/csv-text.ts';
import { drive } from '../../src/formats/drive.ts';
import { kaiten } from '../../src/formats/kaiten.ts';
import { parquet } from '../../src/formats/parquet.ts';
import { tracker, yandexTracker } from '../../src/formats/tracker.ts';
import { describeWith } from '../support/needs.ts';
import { archiveOf, emptyFolder, hostileTexts, written } from './support.ts';

const names = ['con.txt', 'Ёж.txt', 'ёж.txt', 'a/b?.txt', '100%.docx', 'e\u0301.txt', 'é.txt', 'конец.'];

function file(id: number, name: string, parent: string) {
  return {
    ID: String(id),
    NAME: name,
    STORAGE_ID: '1',
    PARENT_ID: parent,
    UPDATE_TIME: '2026-01-02T03:04:05+03:00',
  };
}

function driveArchive() {
  return archiveOf(
    {
      'disk-storage': [{ ID: '1', NAME: 'Общий диск', ROOT_OBJECT_ID: '10' }],
      'disk-folder': [
        { ID: '11', NAME: 'Договоры', STORAGE_ID: '1', PARENT_ID: '10' },
        { ID: '12', NAME: '..', STORAGE_ID: '1', PARENT_ID: '11' },
      ],
      'disk-file': [
        ...names.map((name, index) => file(100 + index, name, '11')),
        file(200, 'сверху.txt', '10'),
        file(201, 'глубже.txt', '12'),
        file(202, 'ничей.txt', '999'),
        file(203, 'потерян.bin', '11'),
      ],
    },
    [
      ...names.map((name, index) => ({ kind: 'disk-file', id: String(100 + index), name, bytes: `bytes ${index}` })),
      { kind: 'disk-file', id: '200', name: 'сверху.txt', bytes: 'top' },
      { kind: 'disk-file', id: '201', name: 'глубже.txt', bytes: 'deep' },
      { kind: 'disk-file', id: '202', name: 'ничей.txt', bytes: 'stray' },
      { kind: 'disk-file', id: '203', name: 'потерян.bin' },
    ],
  );
}

describe('the Drive', () => {
  it('becomes folders and files, each once and inside, and a table of what they were called', async () => {
    const { folder, losses } = await written(drive, await driveArchive());
    const [header = [], ...lines] = parseCsv(readFileSync(join(folder, 'index.csv'), 'utf8'));
    const at = (name: string): number => header.indexOf(name);
    const rows = lines.map((line) => ({
      id: line[at('b24_id')] ?? '',
      path: line[at('path')] ?? '',
      original: line[at('original_path')] ?? '',
      renamed: line[at('renamed')],
      missing: line[at('missing')],
    }));
    const files = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files).toHaveLength(names.length + 3);
    for (const { id, path, original } of rows.filter((row) => row.id.startsWith('DISK_FILE') && row.path !== '')) {
      expect(path.split('/')).not.toContain('..');
      expect(statSync(join(folder, 'files', path)).mtimeMs).toBe(Date.parse('2026-01-02T03:04:05+03:00'));
      const index = Number(id.slice('DISK_FILE_'.length)) - 100;
      if (index >= names.length) continue;
      expect(original).toBe(`Общий диск/Договоры/${names[index]}`);
      expect(readFileSync(join(folder, 'files', path), 'utf8')).toBe(`bytes ${index}`);
    }
    expect(rows.find(({ id }) => id === 'DISK_FILE_203')?.missing).toBe('PORTAL_NOT_FOUND');
    expect(rows.find(({ id }) => id === 'DISK_FILE_100')?.renamed).toBe('yes');
    expect(rows.find(({ id }) => id === 'DISK_FILE_202')?.path).toBe('Без папки/ничей.txt');
    expect(losses.list.find(({ count }) => count > 0)?.examples).toEqual([{ kind: 'disk-file', id: '203' }]);
  });
});

describeWith('rclone', 'rclone', (rclone) => {
  it('copies the tree and finds no difference', async () => {
    const { folder } = await written(drive, await driveArchive());
    const copy = join(await emptyFolder(), 'copy');
    execFileSync(rclone, ['copy', join(folder, 'files'), copy], { stdio: 'ignore' });
    execFileSync(rclone, ['check', '--download', join(folder, 'files'), copy], { stdio: 'ignore' });
    expect(readdirSync(copy, { recursive: true })).toEqual(readdirSync(join(folder, 'files'), { recursive: true }));
  });
});

function tasks() {
  return archiveOf(
    {
      user: [{ ID: '1', NAME: 'Пётр', LAST_NAME: 'Щёголев', EMAIL: 'p@acme.example' }],
      task: [
        {
          id: '101',
          title: 'я'.repeat(1100),
          description: '[B]Ж[/B] [USER=1]коллега[/USER]',
          status: '3',
          createdBy: '1',
          responsibleId: '1',
          deadline: '2026-12-01T18:00:00+03:00',
          createdDate: '2026-11-20T10:00:00+03:00',
          tags: { '7': { id: 7, title: 'срочно' } },
        },
        { id: '102', title: 'Подзадача', status: '5', parentId: '101', createdBy: '9' },
      ],
      'checklist-item': [
        {
          ID: '1',
          TASK_ID: '101',
          TITLE: 'Пункт',
          IS_COMPLETE: 'Y',
          TOGGLED_BY: '1',
          TOGGLED_DATE: '2026-11-21T10:00:00+03:00',
        },
      ],
      'task-comment': [
        {
          ID: '5',
          POST_MESSAGE: 'Готово [B]почти[/B]',
          AUTHOR_ID: '1',
          AUTHOR_NAME: 'Пётр',
          POST_DATE: '2026-11-21T10:00:00+03:00',
        },
      ],
    },
    [{ kind: 'task', id: '101', name: 'Договор.docx', slot: 'attachments', fileId: '77', bytes: 'договор' }],
    (kind) => (kind === 'task-comment' ? { kind: 'task', id: '101' } : undefined),
  );
}

describe('Kaiten', () => {
  it('gets every card with its author, time, checklist, comment and file', async () => {
    const { folder, losses } = await written(kaiten, await tasks());
    const read = (name: string) =>
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as readonly Record<string, unknown>[];
    const meta = JSON.parse(readFileSync(join(folder, 'meta-data.json'), 'utf8')) as {
      readonly entities: readonly string[];
      readonly entities_paths_map: Readonly<Record<string, readonly string[]>>;
    };
    for (const entity of meta.entities) expect(read(meta.entities_paths_map[entity]?.[0] ?? '')).toBeInstanceOf(Array);
    const [card, child] = read('cards_0.json');
    const columns = read('columns_0.json').map(({ id }) => id);
    expect(columns).toContain(card?.['column_id']);
    expect(card).toMatchObject({
      id: '101',
      owner_id: '1',
      created: '2026-11-20T07:00:00.000Z',
      child_card_ids: ['102'],
      tags: [{ name: 'срочно' }],
      checklists: [{ items: [{ text: 'Пункт', checked: true, checked_by: '1' }] }],
    });
    expect(String(card?.['title']).length).toBe(1024);
    expect(card?.['description']).toContain('**Ж**');
    expect(child).toMatchObject({ parent_card_ids: ['101'] });
    expect(child).not.toHaveProperty('owner_id');
    expect(read('comments_0.json')).toMatchObject([{ card_id: '101', author_id: '1', text: 'Готово **почти**' }]);
    const [file] = read('files_0.json');
    expect(readFileSync(join(folder, String(file?.['path'])), 'utf8')).toBe('договор');
    expect(losses.list.filter(({ count }) => count > 0)).toHaveLength(1);
  });
});

describe('other trackers', () => {
  it('get issues with status, people, parents and Markdown', async () => {
    const { folder } = await written(tracker, await tasks());
    const [header = [], first = [], second = []] = parseCsv(readFileSync(join(folder, 'issues.csv'), 'utf8'));
    const of = (row: readonly string[], name: string) => row[header.indexOf(name)];
    expect(of(first, 'Status')).toBe('In Progress');
    expect(of(first, 'Description')).toMatch(/\*\*Ж\*\*[\s\S]*- \[x\] Пункт/u);
    expect(of(second, 'Parent task')).toBe('101');
    const yandex = await written(yandexTracker, await tasks());
    const [issue] = readFileSync(join(yandex.folder, 'issues.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(issue ?? '')).toMatchObject({ unique: 'TASK_101', createdBy: 'p@acme.example' });
    expect(readFileSync(join(yandex.folder, 'comments.jsonl'), 'utf8')).toContain(
      '"createdAt":"2026-11-21T07:00:00.000Z"',
    );
  });
});

describe('Parquet, read by DuckDB', () => {
  it('keeps texts, numbers, moments and what is absent', async () => {
    const rows = hostileTexts.map((text, index) => ({
      id: index + 1,
      title: text,
      opportunity: index === 1 ? 'не число' : index - 2.5,
      createdTime: '2026-01-02T03:04:05+03:00',
      ...(index === 3 ? { ufCrm_1: ['а', { б: 1 }] } : {}),
    }));
    const { folder, losses } = await written(parquet, await archiveOf({ deal: rows }));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const query = async (sql: string) => {
      const reader = await connection.runAndReadAll(
        sql.replace('deals', `read_parquet('${join(folder, 'deal.parquet')}')`),
      );
      return reader.getRowsJson();
    };
    expect((await query('SELECT title FROM deals')).flat()).toEqual(hostileTexts);
    expect((await query('SELECT sum(opportunity), count(opportunity) FROM deals'))[0]).toEqual([
      rows.reduce((sum, { opportunity }) => sum + (typeof opportunity === 'number' ? opportunity : 0), 0),
      String(rows.length - 1),
    ]);
    expect((await query('SELECT DISTINCT epoch_ms(createdTime) FROM deals'))[0]).toEqual([
      String(Date.parse('2026-01-02T03:04:05+03:00')),
    ]);
    expect(await query('SELECT ufCrm_1 FROM deals WHERE ufCrm_1 IS NOT NULL')).toEqual([['["а",{"б":1}]']]);
    expect(losses.list.find(({ count }) => count > 0)?.examples).toEqual([{ kind: 'deal', id: '2' }]);
    connection.closeSync();
  });
});
