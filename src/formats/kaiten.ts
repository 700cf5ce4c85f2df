import { join } from 'node:path';

import type { Json, JsonObject } from '../base/json.ts';
import type { Archive } from '../archive/archive.ts';
import type { ArchivedRecord } from '../archive/types.ts';
import { textAt } from '../kinds/fields.ts';
import { copyBlob } from './blobs.ts';
import type { Format } from './format.ts';
import { World } from './importers/world.ts';
import { Losses } from './losses.ts';
import { safeName } from './names.ts';
import { Output, writeText } from './output.ts';
import { walk } from './tables/walk.ts';
import { checklistOf, instant, markdown, membersOf, positive, tagsOf } from './trackers/issue.ts';

/** Kaiten’s own limits, in characters. */
const titleMax = 1024;
const shortMax = 128;
const cut = {
  ru: 'Название длиннее, чем принимает Kaiten: в карточке его начало.',
  en: 'A title is longer than Kaiten takes: the card has the beginning of it.',
};
const noAuthor = {
  ru: 'У комментария нет автора в архиве: его имя записано в author_name.',
  en: 'The author of a comment is not in the archive: the name is in author_name.',
};

/** Stages of a task (tasks/fields.md) as columns. Type 1 waits, 2 is in work, 3 is done. */
const columns: readonly (readonly [status: string, title: string, type: number])[] = [
  ['2', 'Ждёт выполнения', 1],
  ['6', 'Отложена', 1],
  ['3', 'Выполняется', 2],
  ['4', 'Ждёт контроля', 2],
  ['5', 'Завершена', 3],
];
/** The board of tasks that belong to no project. */
const noProject = 'none';

function shorten(text: string, max: number, losses: Losses, record?: ArchivedRecord): string {
  if (text.length <= max) return text;
  losses.add(cut, record?.key);
  return `${text.slice(0, max - 1).toWellFormed()}…`;
}

/** Only members that have a value: null stands for nothing in Kaiten’s schema, absence is safer. */
function given(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** A JSON list that is written one element at a time. */
class JsonList {
  readonly #output: Output;
  #first = true;

  private constructor(output: Output) {
    this.#output = output;
  }

  static async create(path: string): Promise<JsonList> {
    return new JsonList(await Output.create(path));
  }

  async add(element: JsonObject): Promise<void> {
    await this.#output.write(`${this.#first ? '[\n' : ',\n'}${JSON.stringify(element)}`);
    this.#first = false;
  }

  async close(): Promise<void> {
    await this.#output.write(this.#first ? '[]\n' : '\n]\n');
    await this.#output.close();
  }
}

function boardOf({ row }: ArchivedRecord, archive: Archive): string {
  const id = positive(textAt(row, 'groupId'));
  return id !== '' && archive.record({ kind: 'workgroup', id }) !== undefined ? id : noProject;
}

function cardOf(record: ArchivedRecord, world: World, losses: Losses, children: readonly string[]): JsonObject {
  const { row, key } = record;
  const status = columns.some(([code]) => code === textAt(row, 'status')) ? textAt(row, 'status') : '2';
  const due = instant(textAt(row, 'deadline'));
  const checklist = checklistOf(record, world);
  const parent = positive(textAt(row, 'parentId'));
  const url = world.url(record);
  return given({
    id: key.id,
    column_id: `${boardOf(record, world.archive)}-${status}`,
    title: shorten(textAt(row, 'title') || `№ ${key.id}`, titleMax, losses, record),
    description: markdown(textAt(row, 'description'), world),
    description_type: 'markdown',
    created: instant(textAt(row, 'createdDate')),
    owner_id: known(textAt(row, 'createdBy'), world),
    responsible_id: known(textAt(row, 'responsibleId'), world),
    member_ids: membersOf(record).filter((id) => known(id, world) !== undefined),
    due_date: due === undefined ? undefined : { value: due, time_present: true },
    asap: textAt(row, 'priority') === '2',
    tags: tagsOf(record).map((name) => ({ name: shorten(name, shortMax, losses, record) })),
    parent_card_ids: parent === '' ? undefined : [parent],
    child_card_ids: children.length === 0 ? undefined : children,
    links: url === '' ? undefined : [{ url, description: world.id(record) }],
    checklists:
      checklist.length === 0
        ? undefined
        : [
            {
              name: 'Чек-лист',
              items: checklist.map(({ text, done, doneAt, doneBy }, index) =>
                given({
                  text: text === '' ? '—' : text,
                  checked: done,
                  checked_at: done ? doneAt : undefined,
                  checked_by: done ? known(doneBy, world) : undefined,
                  sort_order: index + 1,
                }),
              ),
            },
          ],
  });
}

/** Kaiten wants an e-mail of everybody who is named. */
function known(id: string, world: World): string | undefined {
  return world.userEmail(id) === '' ? undefined : id;
}

async function writeFiles(record: ArchivedRecord, world: World, folder: string, list: JsonList, losses: Losses) {
  for (const { slot, fileId, name, blob } of world.archive.files(record.key)) {
    if (blob === undefined) {
      losses.add({ ru: 'Байтов файла нет в архиве.', en: 'The bytes of a file are not in the archive.' }, record.key);
      continue;
    }
    const path = join('files', safeName(`${record.key.id}-${slot}-${fileId}-${name}`));
    await copyBlob(world.archive, blob, join(folder, path));
    const id = `${record.key.kind}-${record.key.id}-${slot}-${fileId}`;
    await list.add({ id, card_id: record.key.id, name, path: `./${path}`, size: blob.sizeBytes });
  }
}

async function writeTasks(world: World, folder: string, losses: Losses, options: Parameters<Format['write']>[2]) {
  const { archive } = world;
  const [cards, comments, files] = await Promise.all(
    ['cards', 'comments', 'files'].map((name) => JsonList.create(join(folder, `${name}_0.json`))),
  );
  if (cards === undefined || comments === undefined || files === undefined) return;
  for (const record of walk(archive, 'task', options)) {
    const subtasks = [...archive.referencesTo(record.key)]
      .filter(({ from, field }) => from.kind === 'task' && field === 'parentId')
      .map(({ from }) => from.id);
    await cards.add(cardOf(record, world, losses, subtasks));
    await writeFiles(record, world, folder, files, losses);
    for (const comment of archive.children(record.key, 'task-comment')) {
      const author = known(textAt(comment.row, 'AUTHOR_ID'), world);
      if (author === undefined) losses.add(noAuthor, comment.key);
      await comments.add(
        given({
          id: comment.key.id,
          card_id: record.key.id,
          text: markdown(textAt(comment.row, 'POST_MESSAGE'), world) || '—',
          author_id: author,
          author_name: textAt(comment.row, 'AUTHOR_NAME'),
          created: instant(textAt(comment.row, 'POST_DATE')),
        }),
      );
    }
  }
  await Promise.all([cards.close(), comments.close(), files.close()]);
}

/** The folder that Kaiten’s own importer takes (https://developers.kaiten.ru/imports): authors and times are kept. */
export const kaiten: Format = {
  id: 'kaiten',
  title: { ru: 'Kaiten: папка импорта', en: 'Kaiten: import folder' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Учёт времени, результаты, история изменений и привязки задач к CRM не переносятся. Роботы и шаблоны задач — тоже.',
      en: 'Time records, results, the history of changes and links of tasks to the CRM are not taken along, nor are robots and templates.',
    });
    const world = new World(archive, options.kinds, options.mapping);
    const users = await JsonList.create(join(folder, 'users_0.json'));
    for (const record of archive.records('user')) {
      const email = textAt(record.row, 'EMAIL');
      if (email !== '') await users.add({ id: record.key.id, email, full_name: record.name });
      else
        losses.add(
          {
            ru: 'У сотрудника нет e-mail: Kaiten его не примет.',
            en: 'An employee has no e-mail: Kaiten would refuse it.',
          },
          record.key,
        );
    }
    await users.close();
    const boards = await JsonList.create(join(folder, 'boards_0.json'));
    const stages = await JsonList.create(join(folder, 'columns_0.json'));
    const named = [...archive.records('workgroup')].map(({ key, name }) => [key.id, name || key.id] as const);
    for (const [id, title] of [
      [noProject, options.language === 'ru' ? 'Без проекта' : 'No project'] as const,
      ...named,
    ]) {
      await boards.add({ id, title: shorten(title, shortMax, losses) });
      for (const [index, [status, name, type]] of columns.entries()) {
        await stages.add({ id: `${id}-${status}`, board_id: id, title: name, type, sort_order: index + 1 });
      }
    }
    await Promise.all([boards.close(), stages.close()]);
    await writeTasks(world, folder, losses, options);
    const entities = ['users', 'boards', 'columns', 'cards', 'comments', 'files'];
    const paths = Object.fromEntries(entities.map((name) => [name, [`./${name}_0.json`]]));
    await writeText(
      join(folder, 'meta-data.json'),
      `${JSON.stringify({ entities, entities_paths_map: paths }, null, 2)}\n`,
    );
    return losses;
  },
};
