import { isObject, type JsonObject, textOf } from '../../src/base/json.ts';
import type { Clock } from '../../src/base/clock.ts';
import { loadCompany } from '../../src/portal/company/load.ts';
import type { Family, Made } from '../../src/portal/company/made.ts';
import { sampleCompany } from '../../src/portal/company/company.ts';
import type { Fault } from '../../src/portal/faults.ts';
import { createPortal, type LocalPortal } from '../../src/portal/portal.ts';
import { Store } from '../../src/portal/store.ts';

/** The journey's own connection. Its code is a canary: it may appear nowhere (I11). */
export const WEBHOOK = { userId: 1, code: 'k4n4ry5ecretw3bh00k' } as const;
/** The employees' own connections, where an exit has them. */
export const TEAM = [
  { userId: 2, code: 'k4n4rybirdtw0' },
  { userId: 3, code: 'k4n4rybirdthr33' },
] as const;
export const HOST = 'acme.bitrix24.test';

/** How many records of each family a company in a simulation has: a few of everything. */
const MOST: Partial<Record<Family, number>> = {
  user: 3,
  department: 2,
  group: 1,
  groupMember: 2,
  category: 2,
  status: 6,
  userField: 2,
  company: 2,
  contact: 4,
  lead: 2,
  deal: 3,
  activity: 6,
  timelineComment: 3,
  preset: 1,
  requisite: 2,
  bankDetail: 2,
  task: 4,
  checklistItem: 4,
  elapsedTime: 2,
  taskResult: 1,
  taskComment: 2,
  chatMessage: 2,
  storage: 2,
  processTemplate: 1,
  workflow: 1,
  assignment: 1,
};
const MOST_FOLDERS = 4;
const MOST_FILES = 5;

/** A company small enough to leave thousands of times: the first records of each family of a sample company. */
function* smallCompany(seed: number): Generator<Made> {
  const counts = new Map<string, number>();
  const has = (name: string, most: number): boolean => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= most;
  };
  const storages = new Set<string>();
  const folders = new Set<string>();
  for (const made of sampleCompany({ seed, size: 300, bigFileBytes: 5000 })) {
    const { family, row } = made;
    if (family === 'attachedObject') continue;
    if (family !== 'diskObject') {
      if (family === 'groupMember' && textOf(row['GROUP_ID']) !== '1') continue;
      if (!has(family, MOST[family] ?? 0)) continue;
      if (family === 'storage') {
        storages.add(textOf(row['ID']));
        folders.add(textOf(row['ROOT_OBJECT_ID']));
      }
      yield family === 'task' ? { ...made, row: withoutFiles(row) } : made;
      continue;
    }
    const id = textOf(row['ID']);
    const parent = textOf(row['PARENT_ID']);
    const isRoot = folders.has(id) || parent === '' || parent === '0';
    if (!storages.has(textOf(row['STORAGE_ID'])) || !(isRoot || folders.has(parent))) continue;
    if (textOf(row['TYPE']) === 'folder') {
      if (!isRoot && !has('folder', MOST_FOLDERS)) continue;
      folders.add(id);
      yield made;
    } else if (has('file', MOST_FILES)) yield made;
  }
}

/** How many of what its owner alone is shown, or shown whole, a company has in an exit with several connections. */
const MOST_OWN: Partial<Record<Family, number>> = {
  user: 3,
  department: 2,
  mailbox: 2,
  mailMessage: 4,
  feedComment: 6,
};
/** Ids of files in private drives begin here. */
const FIRST_OWN = 900_000;

/** A company whose people have drives, mailboxes and words of their own: the common drive, and what only they are shown. */
function* teamCompany(seed: number): Generator<Made> {
  const counts = new Map<string, number>();
  const roots = new Map<string, JsonObject>();
  const common: Made[] = [];
  let comments = 0;
  for (const made of sampleCompany({ seed, size: 300, bigFileBytes: 5000 })) {
    const { family, row } = made;
    if (family === 'storage') {
      const isOurs = roots.size === 0 || (row['ENTITY_TYPE'] === 'user' && [2, 3].includes(Number(row['ENTITY_ID'])));
      if (!isOurs) continue;
      roots.set(textOf(row['ROOT_OBJECT_ID']), row);
      yield made;
    } else if (family === 'diskObject') {
      if (roots.has(textOf(row['ID']))) yield made;
      else if (row['TYPE'] === 'file' && textOf(row['PARENT_ID']) === [...roots.keys()][0]) common.push(made);
    } else {
      const count = (counts.get(family) ?? 0) + 1;
      counts.set(family, count);
      if (count > (MOST_OWN[family] ?? 0)) continue;
      yield family === 'feedComment' ? { ...made, row: { ...row, attach: [], _user: (comments++ % 3) + 1 } } : made;
    }
  }
  yield* common.slice(0, 3);
  let id = FIRST_OWN;
  for (const [root, storage] of [...roots].slice(1)) {
    for (const { row, versions = [], ...made } of common.slice(0, 2)) {
      const fileId = (id += 1);
      const last = versions.slice(-1).map((version) => {
        return { ...version, row: { ...version.row, ID: String((id += 1)), OBJECT_ID: String(fileId) } };
      });
      const place = { STORAGE_ID: storage['ID'] ?? '', PARENT_ID: root, GLOBAL_CONTENT_VERSION: '1' };
      yield { ...made, row: { ...row, ID: String(fileId), ...place }, versions: last };
    }
  }
}

/** Files of tasks lie on parts of the Drive that a small company does not have. */
function withoutFiles(row: JsonObject): JsonObject {
  return 'ufTaskWebdavFiles' in row && !isObject(row['ufTaskWebdavFiles']) ? { ...row, ufTaskWebdavFiles: false } : row;
}

const made = new Map<string, readonly Made[]>();

/** The same for the same seed: made once, for thousands of exits. */
function companyOf({ seed, isTeam }: Company): readonly Made[] {
  const name = nameOf({ seed, isTeam });
  let rows = made.get(name);
  if (rows === undefined) made.set(name, (rows = [...(isTeam ? teamCompany(seed) : smallCompany(seed))]));
  return rows;
}

/** Which company: `isTeam` has what only its people are shown, and their connections. */
interface Company {
  readonly seed: number;
  readonly isTeam: boolean;
}

function nameOf(company: Company | 'empty'): string {
  return company === 'empty' ? company : `${company.seed} ${String(company.isTeam)}`;
}

/** A store that thousands of exits use, one after the other: each finds it as it was at the beginning. */
interface Kept {
  readonly store: Store;
  readonly putBack: () => void;
}

/** Stores that nobody uses just now, by their company; 'empty' for those without one. */
const free = new Map<string, Kept[]>();

function keptStore(company: Company | 'empty', clock: Clock): Kept {
  const known = free.get(nameOf(company))?.pop();
  if (known !== undefined) return known;
  const store = new Store();
  if (company !== 'empty') loadCompany(createPortal({ store, clock }).core, companyOf(company));
  return { store, putBack: store.keep() };
}

function openOn(company: Company | 'empty', clock: Clock): LocalPortal {
  const kept = keptStore(company, clock);
  const portal = createPortal({ store: kept.store, clock, webhooks: [WEBHOOK, ...TEAM] });
  return {
    ...portal,
    close: () => {
      kept.putBack();
      free.set(nameOf(company), [...(free.get(nameOf(company)) ?? []), kept]);
    },
  };
}

/** A small company on a portal in this process; `isTeam`: one whose people have things that they alone are shown. */
export function openCompany(seed: number, clock: Clock, isTeam = false): LocalPortal {
  return openOn({ seed, isTeam }, clock);
}

/** A portal in this process that holds nothing yet. */
export function openEmpty(clock: Clock): LocalPortal {
  return openOn('empty', clock);
}

/** The same portal, with faults of its own in what it answers. */
export function faultyView(store: Store, clock: Clock, faults: readonly Fault[]): LocalPortal {
  return createPortal({ store, clock, webhooks: [WEBHOOK, ...TEAM], faults });
}
