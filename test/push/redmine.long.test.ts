import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import { type JsonObject, textOf } from '../../src/base/json.ts';
import { World } from '../../src/formats/importers/world.ts';
import { checkAdministrator, Redmine } from '../../src/push/redmine/client.ts';
import { findRedminePeople } from '../../src/push/redmine/people.ts';
import { RedminePush } from '../../src/push/redmine/push.ts';
import type { PushReport } from '../../src/push/report.ts';
import { wantedIssue } from '../../src/push/redmine/task.ts';
import { PushState } from '../../src/push/state.ts';
import { archiveOf, options } from '../formats/support.ts';
import { FakeDisk, PowerLoss } from '../support/fake-disk.ts';
import { describeWith } from '../support/needs.ts';
import { type RunningRedmine, startRedmine } from './redmine-world.ts';

const task = (id: string, fields: JsonObject): JsonObject => ({
  id,
  title: `Задача ${id}`,
  status: '2',
  priority: '1',
  createdBy: '7',
  responsibleId: '8',
  createdDate: '2026-11-20T10:00:00+03:00',
  ...fields,
});

/** A small company; `title` is the name of its first task, `other` of its second. */
function company(title = 'Договор «№ 5» 🚀', other = 'Вторая'): Promise<Archive> {
  return archiveOf(
    {
      user: [
        { ID: '7', NAME: 'Иван', LAST_NAME: 'Щёголев', EMAIL: 'Ivan@acme.ru' },
        { ID: '8', NAME: 'Анна', LAST_NAME: 'Ёлкина', EMAIL: 'anna@old.ru', LOGIN: 'anna' },
        { ID: '9', NAME: 'Пётр', LAST_NAME: 'Ушедший', EMAIL: 'petr@acme.ru' },
      ],
      workgroup: [{ id: '3', name: 'Запуск', description: 'К [B]весне[/B]' }],
      task: [
        // The parent is done and its subtask too; its number is the higher one.
        task('105', { title, groupId: '3', status: '5', priority: '2', deadline: '2026-12-01T18:00:00+03:00', timeEstimate: '5400', auditors: ['8'], description: '[LIST][*]раз[*]два[/LIST]', startDatePlan: '2026-11-25T09:00:00+03:00', closedDate: '2026-11-30T12:00:00+03:00' }), // prettier-ignore
        task('102', { title: other, parentId: '105', status: '5' }),
        task('103', { createdBy: '9', responsibleId: '9', status: '3', startDatePlan: '2026-12-05T09:00:00+03:00', deadline: '2026-12-01T18:00:00+03:00' }), // prettier-ignore
        task('104', { title: 'я'.repeat(300), status: '6', priority: '0', parentId: '103' }),
      ],
      'checklist-item': [
        { ID: '1', TASK_ID: '105', PARENT_ID: '0', TITLE: 'Проверить', IS_COMPLETE: 'Y' },
        { ID: '2', TASK_ID: '105', PARENT_ID: '0', TITLE: 'Отправить', IS_COMPLETE: 'N' },
      ],
      'task-comment': [
        { ID: '50', AUTHOR_ID: '8', POST_MESSAGE: 'Смета [B]готова[/B]', POST_DATE: '2026-11-21T09:30:00+03:00' },
        { ID: '51', AUTHOR_ID: '9', POST_MESSAGE: 'Согласен', POST_DATE: '2026-11-21T10:00:00+03:00' },
      ],
      'elapsed-time': [
        { ID: '60', TASK_ID: '105', USER_ID: '8', SECONDS: '5400', COMMENT_TEXT: 'встреча', CREATED_DATE: '2026-11-21T15:00:00+03:00' }, // prettier-ignore
        { ID: '61', TASK_ID: '105', USER_ID: '9', SECONDS: '100', COMMENT_TEXT: '', CREATED_DATE: '2026-11-22T15:00:00+03:00' }, // prettier-ignore
      ],
    },
    [
      { kind: 'task', id: '105', slot: 'attachments', fileId: '70', name: 'Договор № 5 (100%).txt', bytes: 'подписано' }, // prettier-ignore
      { kind: 'task', id: '105', slot: 'attachments', fileId: '71', name: 'нет.bin' },
      { kind: 'task-comment', id: '50', slot: 'attachments', fileId: '72', name: 'смета.bin', bytes: 'x'.repeat(9000) },
    ],
    (kind, row) =>
      kind === 'task-comment'
        ? { kind: 'task', id: '105' }
        : kind === 'checklist-item' || kind === 'elapsed-time'
          ? { kind: 'task', id: textOf(row['TASK_ID']) }
          : undefined,
  );
}

describeWith('redmine', 'Redmine', (puma) => {
  let redmine: RunningRedmine;
  let memory: string;
  beforeAll(async () => {
    redmine = await startRedmine(puma);
    memory = redmine.folder;
    for (const [login, firstname, lastname, mail] of [
      ['ivan', 'Иван', 'Щёголев', 'ivan@acme.ru'],
      ['anna', 'Анна', 'Ёлкина', 'anna@new.ru'],
    ]) {
      const user = { login, firstname, lastname, mail, password: 'dvenadcat12' };
      const answer = await fetch(`${redmine.url}users.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-redmine-api-key': redmine.key },
        body: JSON.stringify({ user }),
      });
      expect(answer.status).toBe(201);
    }
  }, 120_000);
  afterAll(() => redmine.stop());

  async function push(archive: Archive, folder = memory, disk: Disk = nodeDisk): Promise<PushReport> {
    const server = new Redmine(redmine);
    const state = await PushState.open(disk, join(folder, 'redmine.jsonl'));
    try {
      const people = await findRedminePeople(server, archive, new Map());
      return await new RedminePush(server, archive, options, state, people).run();
    } finally {
      await state.close();
      await server.close();
    }
  }

  const issues = () =>
    redmine.rows(
      `SELECT i.subject, s.name AS status, e.name AS priority, u.login AS author, a.login AS assignee, p.name AS project,
              i.start_date AS start, i.due_date AS due, i.estimated_hours AS estimate, up.subject AS parent, i.is_private AS private
       FROM issues i JOIN issue_statuses s ON s.id = i.status_id JOIN enumerations e ON e.id = i.priority_id
       JOIN users u ON u.id = i.author_id LEFT JOIN users a ON a.id = i.assigned_to_id JOIN projects p ON p.id = i.project_id
       LEFT JOIN issues up ON up.id = i.parent_id ORDER BY i.subject`,
    );
  const all = (table: string, columns: string): readonly unknown[] =>
    redmine.rows(`SELECT ${columns} FROM ${table} t LEFT JOIN users u ON u.id = t.user_id ORDER BY t.id`);
  const sizes = () =>
    ['projects', 'issues', 'journals', 'attachments', 'time_entries', 'watchers', 'members'].map(
      (table) => redmine.rows(`SELECT count(*) AS n FROM ${table}`)[0]?.['n'],
    );

  it('gets every task with its author, comments, files and time, after a kill and without a memory', async () => {
    const archive = await company();
    const dying = new FakeDisk();
    dying.onCall = (call, _path, number) => {
      if (number === 12) throw new PowerLoss(call);
    };
    await expect(push(archive, '/memory', dying)).rejects.toThrow(PowerLoss);
    const report = await push(archive);
    expect(report.strays).toEqual([]);
    expect(issues()).toEqual([
      expect.objectContaining({ subject: 'Вторая', status: 'Closed', parent: 'Договор «№ 5» 🚀', author: 'ivan', project: 'acme.bitrix24.ru' }), // prettier-ignore
      expect.objectContaining({ subject: 'Договор «№ 5» 🚀', status: 'Closed', priority: 'High', author: 'ivan', assignee: 'anna', project: 'Запуск', start: '2026-11-25', due: '2026-12-01', estimate: 1.5, parent: null, private: 0 }), // prettier-ignore
      expect.objectContaining({ subject: 'Задача 103', status: 'In Progress', author: 'admin', assignee: null, project: 'acme.bitrix24.ru', start: null, due: '2026-12-01', private: 1 }), // prettier-ignore
      expect.objectContaining({ subject: `${'я'.repeat(254)}…`, status: 'New', priority: 'Low', private: 1 }),
    ]);
    const [first] = redmine.rows("SELECT description FROM issues WHERE subject LIKE 'Договор%'");
    expect(first?.['description']).toContain('- [x] Проверить');
    expect(first?.['description']).toContain('Щёголев');
    expect(first?.['description']).toContain('2026-11-20 10:00');
    const notes = all('journals', 'u.login, t.notes').filter((row) => (row as JsonObject)['notes']);
    expect(notes).toEqual([
      { login: 'anna', notes: '*Ёлкина Анна, 2026-11-21 09:30*\n\nСмета **готова**' },
      { login: 'admin', notes: '*Ушедший Пётр, 2026-11-21 10:00*\n\nСогласен' },
    ]);
    expect(all('time_entries', 'u.login, t.hours, t.spent_on, t.comments')).toEqual([
      { login: 'anna', hours: 1.5, spent_on: '2026-11-21', comments: expect.stringContaining('встреча') as string },
      { login: 'admin', hours: 0.03, spent_on: '2026-11-22', comments: expect.stringContaining('Ушедший') as string },
    ]);
    expect(redmine.rows('SELECT filename, filesize FROM attachments ORDER BY filesize')).toEqual([
      { filename: expect.stringContaining('Договор') as string, filesize: 18 },
      { filename: 'смета.bin', filesize: 9000 },
    ]);
    // What Redmine could not take is named, with the record.
    const named = report.losses.list.filter(({ count }) => count > 0).map(({ what, examples }) => `${what.en} ${examples.map(({ id }) => id).join(' ')}`); // prettier-ignore
    for (const part of [
      'author of a task',
      '255 characters',
      'later than the due date',
      'bytes of a file',
      'author of a comment',
      'record time',
      'hundredths',
      'word of its own',
    ]) {
      expect(
        named.some((line) => line.includes(part)),
        part,
      ).toBe(true);
    }
    const before = sizes();
    expect(await push(archive)).toMatchObject({ written: 0, folders: 0, straysCount: 0 });
    expect(sizes()).toEqual(before);
  }, 120_000);

  it('gets what changed in the archive, and keeps what was changed there', async () => {
    const [row] = redmine.rows("SELECT id FROM issues WHERE subject LIKE 'Договор%'");
    const server = new Redmine(redmine);
    await server.send('PUT', `issues/${String(row?.['id'])}.json`, { issue: { notes: 'Это наше', subject: 'Наше' } });
    await server.close();
    // Redmine tells times to the second, and no second need have gone by.
    redmine.write("UPDATE issues SET updated_on = datetime(updated_on, '+1 minute') WHERE subject = 'Наше'");
    const report = await push(await company('Договор подписан', 'Вторая, новая'));
    expect(report).toMatchObject({ written: 1, folders: 0, strays: [{ path: 'task/105', why: 'changedThere' }] });
    const subjects = redmine.rows('SELECT subject FROM issues ORDER BY subject').map(({ subject }) => subject);
    expect(subjects.slice(0, 2)).toEqual(['Вторая, новая', 'Задача 103']);
    expect(subjects).toContain('Наше');
  }, 120_000);

  it('lets nobody in with a wrong key, and says so without it', async () => {
    const server = new Redmine({ url: redmine.url, key: 'hunter2hunter2' });
    const error = await checkAdministrator(server).then(
      () => undefined,
      (reason: unknown) => reason as Error & { readonly code: string },
    );
    expect(error?.code).toBe('PUSH_DENIED');
    expect(JSON.stringify([error, error?.message])).not.toContain('hunter2');
    await server.close();
  });
});

it('says the same of time and comments in either language, so that neither comes twice', async () => {
  const archive = await company();
  const record = archive.record({ kind: 'task', id: '105' });
  if (record === undefined) throw new Error('no task');
  const world = new World(archive, options.kinds);
  const [russian, english] = [wantedIssue(record, world, 'ru'), wantedIssue(record, world, 'en')];
  expect(english.spent).toEqual(russian.spent);
  expect(english.notes).toEqual(russian.notes);
});
