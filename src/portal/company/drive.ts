import type { Json, JsonObject } from '../../base/json.ts';
import { Chance } from './chance.ts';
import { documentFile, emptyFile, type FileContent, pictureFile, tableFile, textFile } from './contents.ts';
import { type Staff } from './crm.ts';
import { hostileFileNames, hostileFolderNames } from './hostile-names.ts';
import { made, type Made } from './made.ts';
import { after, moment, past } from './moments.ts';
import { groupAt, personAt, shortName } from './people.ts';
import { idAt, type Plan } from './plan.ts';
import { attachedTask } from './talk.ts';

const firstStorageId = 1;
const firstObjectId = 21;
const firstVersionId = 7001;

export interface DriveOptions {
  /** Size of the one big file, whose bytes are made whenever they are read. */
  readonly bigFileBytes: number;
}

interface Place {
  readonly storageId: number;
  readonly folderId: number;
}

const folderNames = [
  'Договоры',
  'Счета',
  'Фото объектов',
  'Черновики',
  'Архив',
  'Шаблоны',
  'Отчёты 2026',
  'Для печати',
];
const fileNames = ['Договор', 'Смета', 'Фото', 'Прайс-лист', 'Протокол', 'Список рассылки', 'Чертёж', 'Заявка'];

/** Order of the storages: the common one, then groups and people in turn, so that small companies have each kind. */
function* storageRows(plan: Plan, organisers: readonly number[]): Generator<JsonObject> {
  const { users, groups } = plan.counts;
  const common = { NAME: 'Общий диск', ENTITY_TYPE: 'common', ENTITY_ID: 'shared_files_s1' };
  const owners: { NAME: string; ENTITY_TYPE: string; ENTITY_ID: string }[] = [common];
  for (let at = 0; at < Math.max(users, groups); at += 1) {
    if (at < groups) {
      const group = groupAt(plan, organisers, at);
      owners.push({ NAME: group.name, ENTITY_TYPE: 'group', ENTITY_ID: String(group.id) });
    }
    if (at < users) {
      const person = personAt(plan, at);
      owners.push({ NAME: shortName(person), ENTITY_TYPE: 'user', ENTITY_ID: String(person.id) });
    }
  }
  for (const [at, owner] of owners.entries()) {
    yield {
      ID: String(idAt(at, firstStorageId)),
      NAME: owner.NAME,
      CODE: null,
      MODULE_ID: 'disk',
      ENTITY_TYPE: owner.ENTITY_TYPE,
      ENTITY_ID: owner.ENTITY_ID,
      ROOT_OBJECT_ID: String(idAt(at, firstObjectId)),
    };
  }
}

/** Gives out ids of objects and versions, in order. */
class DriveMaker {
  readonly #plan: Plan;
  readonly #staff: Staff;
  #objects: number;
  #versions = 0;

  constructor(plan: Plan, staff: Staff, roots: number) {
    this.#plan = plan;
    this.#staff = staff;
    this.#objects = roots;
  }

  #common(chance: Chance, id: number, name: string, place: Place, type: 'folder' | 'file'): Record<string, Json> {
    const created = past(chance, 700);
    const author = String(chance.pick(this.#staff.userIds));
    return {
      ID: String(id),
      NAME: name,
      CODE: null,
      STORAGE_ID: String(place.storageId),
      TYPE: type,
      PARENT_ID: String(place.folderId),
      DELETED_TYPE: '0',
      CREATE_TIME: moment(created),
      UPDATE_TIME: moment(after(chance, created, 90)),
      DELETE_TIME: null,
      CREATED_BY: author,
      UPDATED_BY: author,
      DELETED_BY: '0',
    };
  }

  folder(name: string, place: Place): Made {
    const id = idAt(this.#objects, firstObjectId);
    const chance = new Chance(this.#plan.seed, 'folder', this.#objects);
    this.#objects += 1;
    return made('diskObject', { ...this.#common(chance, id, name, place, 'folder'), REAL_OBJECT_ID: String(id) });
  }

  /** `contents`: the versions, oldest first; the last is what the file holds now. */
  file(name: string, place: Place, contents: readonly FileContent[]): Made {
    const id = idAt(this.#objects, firstObjectId);
    const chance = new Chance(this.#plan.seed, 'file', this.#objects);
    this.#objects += 1;
    const common = this.#common(chance, id, name, place, 'file');
    const row = { ...common, GLOBAL_CONTENT_VERSION: String(contents.length) };
    const versions = contents.map((content, at) => {
      const versionId = idAt(this.#versions, firstVersionId);
      this.#versions += 1;
      return {
        content,
        row: {
          ID: String(versionId),
          OBJECT_ID: String(id),
          NAME: name,
          GLOBAL_CONTENT_VERSION: String(at + 1),
          CREATE_TIME: common['CREATE_TIME'] ?? '',
          CREATED_BY: common['CREATED_BY'] ?? '',
        },
      };
    });
    return { family: 'diskObject', row, versions };
  }
}

function idOf(made: Made): number {
  return Number(made.row['ID']);
}

function ordinaryFile(plan: Plan, index: number): { readonly name: string; readonly contents: readonly FileContent[] } {
  const chance = new Chance(plan.seed, 'content', index);
  const makers = [
    ['.txt', textFile],
    ['.png', pictureFile],
    ['.pdf', documentFile],
    ['.csv', tableFile],
  ] as const;
  const [ending, make] = chance.pick(makers);
  const versions = index % 5 === 4 ? chance.int(2, 3) : 1;
  return {
    name: `${chance.pick(fileNames)} ${index + 1}${ending}`,
    contents: Array.from({ length: versions }, () => make(chance)),
  };
}

function* hardPlaces(plan: Plan, maker: DriveMaker, common: Place, options: DriveOptions): Generator<Made> {
  const chance = new Chance(plan.seed, 'hostile', 0);
  const folder = maker.folder('Трудные имена', common);
  yield folder;
  const inside: Place = { storageId: common.storageId, folderId: idOf(folder) };
  for (const name of hostileFileNames) yield maker.file(name, inside, [textFile(chance)]);
  for (const name of hostileFolderNames) {
    const child = maker.folder(name, inside);
    yield child;
    yield maker.file('внутри.txt', { storageId: common.storageId, folderId: idOf(child) }, [textFile(chance)]);
  }
  yield maker.file('Пусто.txt', common, [emptyFile]);
  const films = maker.folder('Видео', common);
  yield films;
  const big: FileContent = { how: 'made', sizeBytes: options.bigFileBytes, seed: plan.seed };
  yield maker.file('Съёмка с воздуха.mov', { storageId: common.storageId, folderId: idOf(films) }, [big]);
}

function place(storage: number, object: number): Place {
  return { storageId: idAt(storage, firstStorageId), folderId: idAt(object, firstObjectId) };
}

/** Storages with their root folders, a tree of folders four deep in the busiest of them, files with versions. */
export function* driveRows(
  plan: Plan,
  staff: Staff,
  organisers: readonly number[],
  options: DriveOptions,
): Generator<Made> {
  const { folders, files } = plan.counts;
  let storages = 0;
  for (const row of storageRows(plan, organisers)) {
    storages += 1;
    yield made('storage', row);
    const root = Number(row['ROOT_OBJECT_ID']);
    yield made('diskObject', rootRow(row, root));
  }
  const busy = Math.min(storages, Math.max(4, Math.floor(folders / 6)));
  const maker = new DriveMaker(plan, staff, storages);
  for (let index = 0; index < folders; index += 1) {
    const storage = index % busy;
    const turn = Math.floor(index / busy);
    const parent = turn % 4 === 0 ? storage : storages + index - busy;
    yield maker.folder(
      `${folderNames[turn % folderNames.length] ?? ''} ${Math.floor(turn / 8) + 1}`,
      place(storage, parent),
    );
  }
  for (let index = 0; index < files; index += 1) {
    const folder = index % (folders + busy);
    const storage = folder < busy ? folder : (folder - busy) % busy;
    const { name, contents } = ordinaryFile(plan, index);
    yield maker.file(name, place(storage, folder < busy ? folder : storages + folder - busy), contents);
  }
  yield* hardPlaces(plan, maker, place(0, 0), options);
  yield* attachedRows(plan, storages);
}

function rootRow(storage: JsonObject, root: number): JsonObject {
  return {
    ID: String(root),
    NAME: storage['NAME'] ?? '',
    CODE: null,
    STORAGE_ID: storage['ID'] ?? '',
    TYPE: 'folder',
    REAL_OBJECT_ID: String(root),
    PARENT_ID: null,
    DELETED_TYPE: '0',
    CREATE_TIME: '2023-02-01T09:00:00+03:00',
    UPDATE_TIME: '2023-02-01T09:00:00+03:00',
    DELETE_TIME: null,
    CREATED_BY: '1',
    UPDATED_BY: '1',
    DELETED_BY: '0',
  };
}

/** The number of an ordinary file of the Drive. */
export function driveFileIdAt(plan: Plan, at: number): number {
  const { users, groups, folders, files } = plan.counts;
  return idAt(1 + users + groups + folders + (at % files), firstObjectId);
}

/** Files of the Drive that are pinned to tasks. */
function* attachedRows(plan: Plan, storages: number): Generator<Made> {
  const { tasks, folders, files } = plan.counts;
  for (let at = 0; at * 6 + 2 < tasks; at += 1) {
    yield made('attachedObject', {
      ID: String(idAt(at)),
      OBJECT_ID: String(idAt(storages + folders + (at % files), firstObjectId)),
      MODULE_ID: 'tasks',
      ENTITY_TYPE: 'tasks_task',
      ENTITY_ID: String(attachedTask(at)),
      CREATE_TIME: '2026-03-02T11:00:00+03:00',
      CREATED_BY: '1',
    });
  }
}
