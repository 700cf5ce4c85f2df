import { join } from 'node:path';

import type { JsonObject } from '../base/json.ts';
import { textAt } from '../kinds/fields.ts';
import type { Format } from './format.ts';
import { importerFormat } from './importers/importer.ts';
import { identity, type ImportColumn } from './importers/importer.ts';
import { dateOf, field, momentOf, titleOf, World } from './importers/world.ts';
import { Losses } from './losses.ts';
import { Output } from './output.ts';
import { walk } from './tables/walk.ts';
import { checklistOf, instant, markdown, membersOf, tagsOf } from './trackers/issue.ts';

/** Stages of a task by their numbers (tasks/fields.md), in words that trackers know. */
const statuses: Readonly<Record<string, string>> = {
  '2': 'New',
  '3': 'In Progress',
  '4': 'Feedback',
  '5': 'Closed',
  '6': 'On Hold',
};
const priorities: Readonly<Record<string, string>> = { '0': 'Low', '1': 'Normal', '2': 'High' };

const description: ImportColumn[1] = (record, world) => {
  const points = checklistOf(record, world).map(({ done, text }) => `- [${done ? 'x' : ' '}] ${text}`);
  return [markdown(field(record, 'description'), world), points.join('\n')].filter((part) => part !== '').join('\n\n');
};

/** Issues with the headers of Redmine’s CSV import, which other trackers map by hand. */
export const tracker = importerFormat({
  id: 'tracker',
  title: { ru: 'Трекер задач: CSV (Redmine и другие)', en: 'Task tracker: CSV (Redmine and others)' },
  first: [
    {
      ru: 'Заведите проекты, пользователей, статусы и приоритеты с теми же названиями. Redmine: Задачи → Импорт, разделитель «запятая», кодировка UTF-8, дата YYYY-MM-DD, «Unique ID» — столбец Id, родитель — столбец Parent task.',
      en: 'Make projects, users, statuses and priorities with the same names. Redmine: Issues → Import, comma, UTF-8, date YYYY-MM-DD, “Unique ID” is the column Id, the parent is the column Parent task.',
    },
    {
      ru: 'Включите Markdown (CommonMark) для описаний. Автор и время создания при импорте CSV станут вашими и сегодняшними: исходные — в столбцах Author и Created.',
      en: 'Switch Markdown (CommonMark) on for descriptions. A CSV import makes you the author and now the time: the originals are in Author and Created.',
    },
  ],
  files: [
    {
      name: 'issues',
      title: { ru: 'Задачи', en: 'Issues' },
      kinds: ['task'],
      columns: [
        ['Id', ({ key }) => key.id],
        ['Project', (record, world) => world.name('workgroup', field(record, 'groupId'))],
        ['Tracker', () => 'Task'],
        ['Subject', titleOf],
        ['Description', description],
        ['Status', (record) => statuses[field(record, 'status')] ?? 'New'],
        ['Priority', (record) => priorities[field(record, 'priority')] ?? 'Normal'],
        ['Assignee', (record, world) => world.userEmail(field(record, 'responsibleId'))],
        ['Author', (record, world) => world.userName(field(record, 'createdBy'))],
        [
          'Watchers',
          (record, world) =>
            membersOf(record)
              .map((id) => world.userEmail(id))
              .join(','),
        ],
        ['Start date', (record) => dateOf(record, 'startDatePlan')],
        ['Due date', (record) => dateOf(record, 'deadline')],
        ['Created', (record) => momentOf(record, 'createdDate')],
        ['Closed', (record) => momentOf(record, 'closedDate')],
        ['Parent task', (record) => (field(record, 'parentId') === '0' ? '' : field(record, 'parentId'))],
        ['Tags', (record) => tagsOf(record).join(', ')],
        ...identity,
      ],
    },
  ],
});

function line(body: JsonObject): string {
  return `${JSON.stringify(body)}\n`;
}

/**
 * Bodies for Yandex Tracker’s import methods (POST /v3/issues/_import and …/comments/_import), one a line: they keep
 * authors and times. https://yandex.ru/support/tracker/ru/concepts/import/import-ticket
 */
export const yandexTracker: Format = {
  id: 'yandex-tracker',
  title: { ru: 'Яндекс Трекер: тела запросов импорта', en: 'Yandex Tracker: bodies of import requests' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Файлы задач, учёт времени и история не переносятся. Вместо QUEUE поставьте ключ очереди, вместо e-mail — логины организации.',
      en: 'Files of tasks, time records and history are not taken along. Put your queue’s key in place of QUEUE, and logins in place of e-mails.',
    });
    const world = new World(archive, options.kinds, options.mapping);
    const issues = await Output.create(join(folder, 'issues.jsonl'));
    const comments = await Output.create(join(folder, 'comments.jsonl'));
    try {
      for (const record of walk(archive, 'task', options)) {
        const { row } = record;
        const deadline = dateOf(record, 'deadline');
        await issues.write(
          line({
            queue: 'QUEUE',
            unique: world.id(record),
            summary: titleOf(record),
            description: `${description(record, world)}\n\n${world.url(record)}`.trim(),
            createdAt: instant(textAt(row, 'createdDate')) ?? '',
            createdBy: world.userEmail(textAt(row, 'createdBy')),
            assignee: world.userEmail(textAt(row, 'responsibleId')),
            ...(deadline === '' ? {} : { deadline }),
            ...(tagsOf(record).length === 0 ? {} : { tags: tagsOf(record) }),
          }),
        );
        for (const comment of archive.children(record.key, 'task-comment')) {
          await comments.write(
            line({
              issue: world.id(record),
              text: markdown(textAt(comment.row, 'POST_MESSAGE'), world),
              createdAt: instant(textAt(comment.row, 'POST_DATE')) ?? '',
              createdBy: world.userEmail(textAt(comment.row, 'AUTHOR_ID')),
            }),
          );
        }
      }
    } finally {
      await issues.close();
      await comments.close();
    }
    return losses;
  },
};
