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

/** Files of tasks lie on parts of the Drive that a small company does not have. */
function withoutFiles(row: JsonObject): JsonObject {
  return 'ufTaskWebdavFiles' in row && !isObject(row['ufTaskWebdavFiles']) ? { ...row, ufTaskWebdavFiles: false } : row;
}

const made = new Map<number, readonly Made[]>();

/** The same for the same seed: made once, for thousands of exits. */
function companyOf(seed: number): readonly Made[] {
  let rows = made.get(seed);
  if (rows === undefined) made.set(seed, (rows = [...smallCompany(seed)]));
  return rows;
}

/** A store that thousands of exits use, one after the other: each finds it as it was at the beginning. */
interface Kept {
  readonly store: Store;
  readonly putBack: () => void;
}

/** Stores that nobody uses just now, by their company; 'empty' for those without one. */
const free = new Map<number | 'empty', Kept[]>();

function keptStore(company: number | 'empty', clock: Clock): Kept {
  const known = free.get(company)?.pop();
  if (known !== undefined) return known;
  const store = new Store();
  if (company !== 'empty') loadCompany(createPortal({ store, clock }).core, companyOf(company));
  return { store, putBack: store.keep() };
}

function openOn(company: number | 'empty', clock: Clock): LocalPortal {
  const kept = keptStore(company, clock);
  const portal = createPortal({ store: kept.store, clock, webhooks: [WEBHOOK] });
  return {
    ...portal,
    close: () => {
      kept.putBack();
      free.set(company, [...(free.get(company) ?? []), kept]);
    },
  };
}

/** A small company on a portal in this process. */
export function openCompany(seed: number, clock: Clock): LocalPortal {
  return openOn(seed, clock);
}

/** A portal in this process that holds nothing yet. */
export function openEmpty(clock: Clock): LocalPortal {
  return openOn('empty', clock);
}

/** The same portal, with faults of its own in what it answers. */
export function faultyView(store: Store, clock: Clock, faults: readonly Fault[]): LocalPortal {
  return createPortal({ store, clock, webhooks: [WEBHOOK], faults });
}
